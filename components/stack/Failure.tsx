'use client';
import { useMemo } from 'react';
import type { Role } from '@/lib/wire/types';
import type { StackState } from '@/components/live/applyFrames';
import { usePlanOutcome } from '@/components/live/usePlanOutcome';
import { useLog } from '@/components/live/useLog';
import { useSimilarFailures } from '@/components/live/useSimilarFailures';
import { FailureActions } from './FailureActions';
import { RootCauseBanner } from './RootCauseBanner';
import type { StackCommand } from './availableActions';
import { aftermathOf, failedDeployment, type RootCause } from './rootCause';
import type { NestedPaths } from './nesting';

export interface FailureProps {
  cause: RootCause;
  state: StackState;
  project: string;
  role: Role;
  paths: NestedPaths;
  onOpen: (resourceId: string | null) => void;
  onOpenLog: (deploymentId: string) => void;
  onOpenStack: (stackId: string, operationId: string) => void;
  onCommand: (command: StackCommand) => void;
  /** Shows what taking the failed resource for well would lead to. */
  onMarkHealthy: (resource: { id: string; name: string }) => void;
}

/** The failure that the page speaks of first, with everything that is known about it. */
export function Failure({ cause, state, project, role, paths, onOpen, onOpenLog, onOpenStack, onCommand, onMarkHealthy }: FailureProps) {
  const { stack, events, deployments } = state;
  const failed = failedDeployment(cause, deployments);
  const { lines } = useLog(project, failed?.configId, failed ? state.logs.get(failed.configId) : undefined, 'tail');
  const outcome = usePlanOutcome(project, stack.id, cause.operation);
  const similar = useSimilarFailures(project, stack.id, cause.operation.status === 'FAILED' ? cause.operation.id : null);
  const aftermath = useMemo(() => aftermathOf(cause, events.ofOperation(cause.operation.id), stack.resources, paths), [cause, events, stack.resources, paths]);
  const path = useMemo(() => paths.get(cause.stackId ?? '') ?? [], [paths, cause.stackId]);
  const row = stack.resources.find(({ id }) => id === cause.resourceId);
  // Of what does not exist nobody can say that it is well.
  const ill = row !== undefined && row.status === 'FAILED' && row.action !== 'INIT' && row.action !== 'DELETE' && row.physicalResourceId !== null && role !== 'reader' && stack.deletedAt === null;
  const failedNames = new Set([cause.resourceName, ...cause.alsoFailed]);
  const notAttempted = (outcome?.differing ?? []).filter(({ name, planned, actual }) => planned !== null && planned !== 'keep' && actual === 'keep' && !failedNames.has(name)).map(({ name }) => name);
  // By name where the row is gone: after a rollback another one stands in its place.
  const open = (depth: number) => {
    const names = [...path, ...(cause.resourceName === null ? [] : [cause.resourceName])];
    if (depth === path.length) return onOpen(row?.id ?? cause.resourceName);
    const wanted = names.slice(0, depth + 1).join('/');
    onOpen(stack.resources.find((resource) => [...(paths.get(resource.stackId) ?? []), resource.name].join('/') === wanted)?.id ?? null);
  };
  return (
    <RootCauseBanner
      cause={cause}
      path={path}
      aftermath={aftermath}
      notAttempted={notAttempted}
      similar={similar}
      log={lines}
      exitCode={failed?.statusCode ?? null}
      onOpen={open}
      onOpenSimilar={(each) => onOpenStack(each.stackId, each.operationId)}
      actions={<FailureActions stack={stack} role={role} hasLog={failed !== undefined} onMarkHealthy={ill ? () => onMarkHealthy({ id: row.id, name: row.name }) : null} onOpenLog={() => (failed ? onOpenLog(failed.id) : undefined)} onCommand={onCommand} />}
    />
  );
}
