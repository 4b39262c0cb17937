import { type Direction, longestWay } from '@/lib/graph/waves';
import type { Outlook, WorkLeft } from '@/lib/wire/outlook';
import type { EventView, Expectation, OperationView, ResourceView } from '@/lib/wire/types';

/** How long an action usually takes, in milliseconds; null where nothing like it was ever done. */
export type UsualLength = (name: string, type: string, action: string) => { usual: number; long: number } | null;

/**
 * What is known of a resource by its name goes first; then what its type takes in the operation under way, whose properties are the same for all of them more
 * often than not; then what its type takes in the project.
 *
 * @param running of `lengthsIn`
 */
export function usualLengths(lengths: readonly Expectation[], running: ReadonlyMap<string, number> = new Map()): UsualLength {
  const known = new Map(lengths.map(({ type, name, action, median, p90 }) => [`${type} ${action} ${name ?? ''}`, { usual: median, long: p90 }]));
  return (name, type, action) => {
    const own = known.get(`${type} ${action} ${name}`);
    const now = running.get(`${type} ${action}`);
    return own ?? (now === undefined ? undefined : { usual: now, long: 2 * now }) ?? known.get(`${type} ${action} `) ?? null;
  };
}

interface Piece {
  name: string;
  left: number;
  requires: readonly string[];
}

const ACTIONS: Readonly<Record<WorkLeft['decision'], string>> = { create: 'CREATE', update: 'UPDATE', replace: 'CREATE', delete: 'DELETE' };

export interface Remaining {
  /** Milliseconds. */
  left: number;
  /** Something that is under way takes longer than nine of ten of its kind. */
  long: boolean;
}

/**
 * How long an operation that is under way will still take: the longest chain of what it has to do, each as long as such things usually took, what is under
 * way less what it has had. Deletions come after everything else, each after those that need it. Null where the plan or most of the lengths are not known.
 *
 * @param resources of the root stack
 */
export function remaining({ work }: Outlook, usual: UsualLength, operation: OperationView, resources: readonly ResourceView[], finished: ReadonlySet<string>, now: number): Remaining | null {
  if (work.length === 0 && resources.every(({ status }) => status !== 'IN_PROGRESS')) return null;
  const making = new Map<string, Piece>();
  const removing = new Map<string, Piece>();
  let unknown = 0;
  let long = false;
  const flying = new Map(resources.flatMap((row) => (row.status === 'IN_PROGRESS' && row.startedAt !== null && row.startedAt >= (operation.startedAt ?? operation.createdAt) ? [[`${row.name} ${row.action}`, row]] : [])));
  const lengthOf = (name: string, type: string, action: string): number => {
    const row = flying.get(`${name} ${action}`);
    flying.delete(`${name} ${action}`);
    const known = usual(name, type, action);
    if (known === null) unknown += 1;
    if (row === undefined) return known?.usual ?? 0;
    const had = Math.max(0, now - Date.parse(row.startedAt ?? ''));
    if (known !== null && had > Math.max(2 * known.long, known.long + 5000)) long = true;
    return Math.max(0, (known?.usual ?? 0) - had);
  };
  for (const { name, type, decision, requires } of work) {
    const action = ACTIONS[decision];
    const left = finished.has(`${name} ${action}`) ? 0 : lengthOf(name, type, action);
    (decision === 'delete' ? removing : making).set(name, { name, left, requires });
  }
  // What was under way when the plan was read is not in it.
  for (const { name, type, action, requires } of [...flying.values()]) making.set(name, { name, left: lengthOf(name, type, action), requires });
  if (unknown * 2 > making.size + removing.size) return null;
  const whole = (pieces: ReadonlyMap<string, Piece>, direction: Direction): number => longestWay([...pieces.values()], direction, ({ left }) => left);
  return { left: whole(making, 'forth') + whole(removing, 'back'), long };
}

/** What an operation is through with, as `name ACTION`. */
export function finishedIn(operationId: string, rootId: string, events: readonly EventView[]): ReadonlySet<string> {
  return new Set(events.flatMap(({ operationId: of, stackId, resourceId, resourceName, action, status }) => (of === operationId && stackId === rootId && resourceId !== null && status === 'COMPLETE' ? [`${resourceName} ${action}`] : [])));
}

/** How long what an operation is through with took, in the middle, by `type ACTION`. O(events). */
export function lengthsIn(operationId: string, events: readonly EventView[]): ReadonlyMap<string, number> {
  const begun = new Map<string, number>();
  const took = new Map<string, number[]>();
  for (const { operationId: of, resourceId, resourceType, action, status, at } of events) {
    if (of !== operationId || resourceId === null) continue;
    const key = `${resourceId} ${action}`;
    const from = begun.get(key);
    if (status === 'IN_PROGRESS' && from === undefined) begun.set(key, Date.parse(at));
    else if (status === 'COMPLETE' && from !== undefined) took.set(`${resourceType} ${action}`, [...(took.get(`${resourceType} ${action}`) ?? []), Date.parse(at) - from]);
  }
  return new Map([...took].map(([key, list]) => [key, list.toSorted((a, b) => a - b)[Math.floor((list.length - 1) / 2)] ?? 0]));
}
