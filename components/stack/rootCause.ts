import { fullName, type NestedPaths } from './nesting';
import type { EventLog } from '@/components/live/eventLog';
import type { DeploymentView, EventView, OperationView, ResourceView, StackView } from '@/lib/wire/types';

/** The failure that the page should speak of first, and what became of it. */
export interface RootCause {
  operation: OperationView;
  /** Null when the stack itself failed: a timeout, a stop. */
  resourceName: string | null;
  resourceType: string | null;
  resourceId: string | null;
  /** The stack it is in: the root, or one nested in it. */
  stackId: string | null;
  message: string;
  at: string;
  /** How long the failing action had been running, in milliseconds. */
  took: number | null;
  rollback: OperationView | null;
  /** What the rollback broke off at; null where it did not, or where it was the stack itself. */
  brokeOff: { resourceName: string; resourceId: string | null; message: string } | null;
  /** Failures of the same operation that came later. */
  alsoFailed: string[];
}

/**
 * The last operation if it failed, or the failed one that the last operation is the rollback of. The cause is the first failure of a
 * resource in it: what failed afterwards failed in its wake. Null when there is nothing to explain.
 *
 * @param log of the stack
 */
export function rootCauseOf(stack: Pick<StackView, 'operations' | 'resources'>, log: Pick<EventLog, 'ofOperation'>): RootCause | null {
  const [latest] = stack.operations;
  if (!latest) return null;
  const cause = latest.causeId ? stack.operations.find((operation) => operation.id === latest.causeId) : undefined;
  const failed = cause ?? latest;
  const broken = failed.status === 'FAILED' || failed.status === 'PAUSED' || cause !== undefined;
  const events = log.ofOperation(failed.id);
  const failures = events.filter((event) => event.status === 'FAILED' && event.resourceId !== null);
  if (!broken && failures.length === 0) return null;
  const [first] = failures;
  const rollback = cause ? latest : null;
  const brokeOff = rollback?.status === 'FAILED' ? brokeOffAt(log.ofOperation(rollback.id)) : null;
  if (!first) {
    const row = broken && !cause ? stack.resources.find((resource) => resource.status === 'FAILED') : undefined;
    if (!broken || failed.status === 'CANCELLED') return null;
    return { operation: failed, ...resourceOf(row), message: row?.statusReason || failed.reason, at: row?.updatedAt ?? failed.finishedAt ?? failed.createdAt, took: null, rollback, brokeOff, alsoFailed: [] };
  }
  const began = events.find((event) => event.resourceId === first.resourceId && event.action === first.action && event.status === 'IN_PROGRESS');
  return {
    operation: failed,
    resourceName: first.resourceName,
    resourceType: first.resourceType,
    resourceId: first.resourceId,
    stackId: first.stackId,
    message: first.reason || failed.reason,
    at: first.at,
    took: began ? Date.parse(first.at) - Date.parse(began.at) : null,
    rollback,
    brokeOff,
    alsoFailed: [...new Set(failures.slice(1).map((event) => event.resourceName))].filter((name) => name !== first.resourceName),
  };
}

function brokeOffAt(events: readonly EventView[]): RootCause['brokeOff'] {
  const failure = events.find(({ status, resourceId }) => status === 'FAILED' && resourceId !== null);
  return failure === undefined ? null : { resourceName: failure.resourceName, resourceId: failure.resourceId, message: failure.reason };
}

function resourceOf(row: ResourceView | undefined): Pick<RootCause, 'resourceName' | 'resourceType' | 'resourceId' | 'stackId'> {
  return { resourceName: row?.name ?? null, resourceType: row?.type ?? null, resourceId: row?.id ?? null, stackId: row?.stackId ?? null };
}

/** The run whose script made the resource fail: the last of it that failed, of those that were asked for by then. What the rollback ran is none of them. */
export function failedDeployment(cause: RootCause, deployments: readonly DeploymentView[]): DeploymentView | undefined {
  const mine = deployments.filter(({ resourceName, queuedAt }) => resourceName === cause.resourceName && Date.parse(queuedAt) <= Date.parse(cause.at)).toSorted((a, b) => Date.parse(a.queuedAt) - Date.parse(b.queuedAt));
  return mine.findLast((deployment) => deployment.status === 'FAILED') ?? mine.at(-1);
}

/** What else a failure meant, by names from the root down. */
export interface Aftermath {
  /** What depends on what failed, however many steps away, within its stack and around it. */
  dependents: string[];
  /** What was under way when it failed and came to a good end afterwards. */
  finishedAfter: string[];
  /** What failed on its own, or in the wake of it; the nested stacks around it are not counted. */
  alsoFailed: string[];
}

/**
 * Siblings that are under way are not cancelled: they finish after the failure. O(events + requirements).
 *
 * @param paths where each stack of the tree is
 */
export function aftermathOf(cause: RootCause, events: readonly EventView[], resources: readonly ResourceView[], paths: NestedPaths): Aftermath {
  const failedAt = events.find((event) => event.operationId === cause.operation.id && event.status === 'FAILED' && event.resourceId !== null)?.seq ?? Infinity;
  const around = new Set<string>();
  const path = paths.get(cause.stackId ?? '') ?? [];
  for (let depth = 1; depth <= path.length; depth += 1) around.add(path.slice(0, depth).join(' / '));
  const itself = [...path, cause.resourceName ?? ''].join(' / ');
  const finished = new Set<string>();
  const alsoFailed = new Set<string>();
  for (const event of events) {
    if (event.seq <= failedAt || event.operationId !== cause.operation.id || event.resourceId === null || event.status === 'IN_PROGRESS' || event.action === 'SIGNAL' || event.action === 'INIT') continue;
    const name = fullName(paths, event.stackId, event.resourceName);
    if (!around.has(name) && name !== itself) (event.status === 'FAILED' ? alsoFailed : finished).add(name);
  }
  return { dependents: dependentsOf(cause, resources, paths), finishedAfter: [...finished], alsoFailed: [...alsoFailed] };
}

function dependentsOf(cause: RootCause, resources: readonly ResourceView[], paths: NestedPaths): string[] {
  const requirers = new Map<string, string[]>();
  for (const { stackId, name, requires } of resources) {
    for (const need of requires) {
      const key = fullName(paths, stackId, need);
      requirers.set(key, [...(requirers.get(key) ?? []), fullName(paths, stackId, name)]);
    }
  }
  const path = paths.get(cause.stackId ?? '') ?? [];
  // A nested stack that fails fails its resource: what needs that one is affected, too.
  const start = [...path.map((_, depth) => path.slice(0, depth + 1).join(' / ')), ...(cause.resourceName === null ? [] : [[...path, cause.resourceName].join(' / ')])];
  const found = new Set<string>();
  for (const queue = [...start]; queue.length > 0; ) {
    for (const each of requirers.get(queue.pop() ?? '') ?? []) {
      if (found.has(each) || start.includes(each)) continue;
      found.add(each);
      queue.push(each);
    }
  }
  return [...found];
}
