import type { EventAction, Status } from '@/lib/engine/states';
import type { EventView, OperationView, ResourceView } from '@/lib/wire/types';

/** Times are milliseconds since 1970. `to` is null while it goes on. */
export interface Segment {
  kind: 'queued' | 'running' | 'held';
  from: number;
  to: number | null;
  /** What a held one waits for. */
  waitingFor: string | null;
}

/** One action on one resource. */
export interface Bar {
  id: string;
  resourceId: string;
  operationId: string;
  action: EventAction;
  status: Status;
  reason: string;
  /** When the action began; the segment before it is the wait for what it depends on. */
  start: number;
  end: number | null;
  segments: Segment[];
}

export interface TimelineRow {
  name: string;
  type: string;
  bars: Bar[];
}

/**
 * Turns the events of a stack into rows of bars, one row a resource name, one bar an action. A replaced resource and its replacement share a row.
 * Linear in the number of events.
 *
 * @param events in the order of their numbers
 * @param shown ids of the operations to show
 */
export function timelineRows(events: readonly EventView[], operations: readonly OperationView[], shown: ReadonlySet<string>): TimelineRow[] {
  const rows = new Map<string, TimelineRow>();
  const open = new Map<string, Bar>();
  const begins = new Map(operations.map((operation) => [operation.id, Date.parse(operation.startedAt ?? operation.createdAt)]));
  for (const event of events) {
    if (!event.resourceId || !event.operationId || event.action === 'SIGNAL' || !shown.has(event.operationId)) continue;
    const at = Date.parse(event.at);
    const key = `${event.operationId}/${event.resourceId}`;
    const current = open.get(key);
    if (event.status === 'IN_PROGRESS' && (!current || current.action !== event.action)) {
      const bar = begin(event, at, begins.get(event.operationId) ?? at);
      open.set(key, bar);
      const row = rows.get(event.resourceName) ?? { name: event.resourceName, type: event.resourceType, bars: [] };
      row.bars.push(bar);
      rows.set(event.resourceName, row);
    } else if (current && event.status === 'IN_PROGRESS') {
      turn(current, at, event.waitingFor);
    } else if (current) {
      finish(current, event, at);
      open.delete(key);
    }
  }
  return [...rows.values()];
}

function begin(event: EventView, at: number, operationBegan: number): Bar {
  const running: Segment = { kind: event.waitingFor ? 'held' : 'running', from: at, to: null, waitingFor: event.waitingFor };
  const queued: Segment[] = at > operationBegan ? [{ kind: 'queued', from: operationBegan, to: at, waitingFor: null }] : [];
  return {
    id: event.id,
    resourceId: event.resourceId ?? '',
    operationId: event.operationId ?? '',
    action: event.action,
    status: 'IN_PROGRESS',
    reason: event.reason,
    start: at,
    end: null,
    segments: [...queued, running],
  };
}

/** From running to waiting, or back. */
function turn(bar: Bar, at: number, waitingFor: string | null): void {
  const last = bar.segments.at(-1);
  const kind = waitingFor ? 'held' : 'running';
  if (!last || last.kind === kind) return;
  last.to = at;
  bar.segments.push({ kind, from: at, to: null, waitingFor });
}

function finish(bar: Bar, event: EventView, at: number): void {
  const last = bar.segments.at(-1);
  if (last) last.to = at;
  bar.end = at;
  bar.status = event.status;
  bar.reason = event.reason;
}

/**
 * The chain of actions that decided how long an operation took: from the one that ended last, back through whichever requirement ended last.
 * While a resource is deleted its order is turned round: it waits for those that require it.
 *
 * @returns ids of bars
 */
export function criticalPath(rows: readonly TimelineRow[], resources: readonly ResourceView[], operationId: string): ReadonlySet<string> {
  const bars = new Map<string, Bar>();
  for (const row of rows) for (const bar of row.bars) if (bar.operationId === operationId) bars.set(row.name, bar);
  const requires = new Map(resources.map((resource) => [resource.name, resource.requires]));
  const requiredBy = new Map<string, string[]>();
  for (const [name, needs] of requires) for (const need of needs) requiredBy.set(need, [...(requiredBy.get(need) ?? []), name]);

  const path = new Set<string>();
  let name = latest([...bars.keys()], bars);
  while (name !== undefined) {
    const bar = bars.get(name);
    if (!bar || path.has(bar.id)) break;
    path.add(bar.id);
    const before: readonly string[] = (bar.action === 'DELETE' ? requiredBy : requires).get(name) ?? [];
    name = latest(before.filter((each) => (bars.get(each)?.start ?? Infinity) <= bar.start), bars);
  }
  return path;
}

function latest(names: readonly string[], bars: ReadonlyMap<string, Bar>): string | undefined {
  let found: string | undefined;
  let end = -Infinity;
  for (const name of names) {
    const bar = bars.get(name);
    if (!bar) continue;
    const its = bar.end ?? Infinity;
    if (its >= end) [found, end] = [name, its];
  }
  return found;
}

/** The operations that belong together: the newest, and what it is the rollback of. */
export function currentOperations(operations: readonly OperationView[]): ReadonlySet<string> {
  const [latestOperation] = operations;
  if (!latestOperation) return new Set();
  return new Set([latestOperation.id, ...(latestOperation.causeId ? [latestOperation.causeId] : [])]);
}
