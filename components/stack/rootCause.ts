import type { DeploymentView, EventView, OperationView, ResourceView, StackView } from '@/lib/wire/types';

/** The failure that the page should speak of first, and what became of it. */
export interface RootCause {
  operation: OperationView;
  /** Null when the stack itself failed: a timeout, a stop. */
  resourceName: string | null;
  resourceType: string | null;
  resourceId: string | null;
  message: string;
  at: string;
  /** How long the failing action had been running, in milliseconds. */
  took: number | null;
  rollback: OperationView | null;
  /** Failures of the same operation that came later. */
  alsoFailed: string[];
}

/**
 * The last operation if it failed, or the failed one that the last operation is the rollback of. The cause is the first failure of a
 * resource in it: what failed afterwards failed in its wake. Null when there is nothing to explain.
 *
 * @param events of the stack, in the order of their numbers
 */
export function rootCauseOf(stack: Pick<StackView, 'operations' | 'resources'>, events: readonly EventView[]): RootCause | null {
  const [latest] = stack.operations;
  if (!latest) return null;
  const cause = latest.causeId ? stack.operations.find((operation) => operation.id === latest.causeId) : undefined;
  const failed = cause ?? latest;
  const broken = failed.status === 'FAILED' || failed.status === 'PAUSED' || cause !== undefined;
  const failures = events.filter((event) => event.operationId === failed.id && event.status === 'FAILED' && event.resourceId !== null);
  if (!broken && failures.length === 0) return null;
  const [first] = failures;
  const rollback = cause ? latest : null;
  if (!first) {
    const row = broken && !cause ? stack.resources.find((resource) => resource.status === 'FAILED') : undefined;
    if (!broken || failed.status === 'CANCELLED') return null;
    return { operation: failed, ...resourceOf(row), message: row?.statusReason || failed.reason, at: row?.updatedAt ?? failed.finishedAt ?? failed.createdAt, took: null, rollback, alsoFailed: [] };
  }
  const began = events.find((event) => event.resourceId === first.resourceId && event.operationId === failed.id && event.action === first.action && event.status === 'IN_PROGRESS');
  return {
    operation: failed,
    resourceName: first.resourceName,
    resourceType: first.resourceType,
    resourceId: first.resourceId,
    message: first.reason || failed.reason,
    at: first.at,
    took: began ? Date.parse(first.at) - Date.parse(began.at) : null,
    rollback,
    alsoFailed: [...new Set(failures.slice(1).map((event) => event.resourceName))].filter((name) => name !== first.resourceName),
  };
}

function resourceOf(row: ResourceView | undefined): Pick<RootCause, 'resourceName' | 'resourceType' | 'resourceId'> {
  return { resourceName: row?.name ?? null, resourceType: row?.type ?? null, resourceId: row?.id ?? null };
}

/** The deployment whose script made the resource fail: the last failed run that belongs to it. */
export function failedDeployment(cause: RootCause, deployments: readonly DeploymentView[]): DeploymentView | undefined {
  const mine = deployments.filter((deployment) => deployment.resourceName === cause.resourceName);
  return mine.findLast((deployment) => deployment.status === 'FAILED') ?? mine.at(-1);
}
