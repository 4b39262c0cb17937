import { type Action, ACTIONS, type EventAction, type Status } from '@/lib/engine/states';
import { hookOf, hookOfEvent } from '@/components/status/families';
import type { EventView, OperationView } from '@/lib/wire/types';
import type { NestedPaths } from '../stack/nesting';

/** Times are milliseconds since 1970. `to` is null while it goes on. */
export interface Segment {
  /** `hook`: stopped at a breakpoint; `held`: waits for a signal, an agent, a time. */
  kind: 'queued' | 'running' | 'held' | 'hook';
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
  /** When it was tried again after an error that may pass. */
  retries: number[];
}

/** All that was done to the resource of one name, in one place of the tree of stacks. A resource and its replacement share a row. */
export interface TimelineRow {
  /** Names from the root down, joined; the same over operations, although nested stacks get new ids. */
  key: string;
  parent: string;
  depth: number;
  name: string;
  type: string;
  bars: Bar[];
}

const HOOK_CLEARED = /^Hook \S+ is cleared$/;

/** `pre-create` stops a CREATE. */
function actionOfHook(hook: string): Action | undefined {
  const name = hook.slice(hook.indexOf('-') + 1).toUpperCase();
  return ACTIONS.find((action) => action === name);
}

/** A wait before another attempt, as the engine words it. */
const ANOTHER_ATTEMPT = /^attempt \d+ of \d+/;

export const ROOT = '';

export function rowKey(path: readonly string[], name: string): string {
  return [...path, name].join('/');
}

/**
 * Turns the events of a tree of stacks into rows of bars, one bar an action, in the order of their beginning. Linear in the number of events.
 *
 * @param events in the order of their numbers
 * @param shown ids of the operations to show
 */
export function timelineRows(events: Iterable<EventView>, operations: readonly OperationView[], shown: ReadonlySet<string>, paths: NestedPaths): TimelineRow[] {
  const rows = new Map<string, TimelineRow>();
  const open = new Map<string, Bar>();
  const begins = new Map(operations.map((operation) => [operation.id, Date.parse(operation.startedAt ?? operation.createdAt)]));
  for (const event of events) {
    if (!event.resourceId || !event.operationId || event.action === 'SIGNAL' || !shown.has(event.operationId)) continue;
    const at = Date.parse(event.at);
    const id = `${event.operationId}/${event.resourceId}`;
    const current = open.get(id);
    const hook = hookOfEvent(event);
    if (hook !== null && !current) {
      // Before the action there is no event of it yet, after it there is none any more: the breakpoint tells which one it was.
      const bar = begin({ ...event, action: actionOfHook(hook) ?? event.action, waitingFor: `hook ${hook} to be cleared` }, at, begins.get(event.operationId) ?? at);
      if (hook.startsWith('post')) bar.segments = bar.segments.filter(({ kind }) => kind !== 'queued');
      open.set(id, bar);
      rowOf(rows, event, paths).bars.push(bar);
    } else if (current && HOOK_CLEARED.test(event.reason)) {
      if (!/post-/.test(event.reason)) turn(current, at, null);
      else {
        finish(current, event, at);
        open.delete(id);
      }
    } else if (event.status === 'IN_PROGRESS' && (!current || current.action !== event.action)) {
      const bar = begin(event, at, begins.get(event.operationId) ?? at);
      open.set(id, bar);
      rowOf(rows, event, paths).bars.push(bar);
    } else if (current && event.status === 'IN_PROGRESS') {
      turn(current, at, event.waitingFor);
    } else if (current) {
      finish(current, event, at);
      open.delete(id);
    }
  }
  return [...rows.values()];
}

function rowOf(rows: Map<string, TimelineRow>, event: EventView, paths: NestedPaths): TimelineRow {
  const path = paths.get(event.stackId) ?? [];
  const key = rowKey(path, event.resourceName);
  let row = rows.get(key);
  if (!row) rows.set(key, (row = { key, parent: path.join('/'), depth: path.length, name: event.resourceName, type: event.resourceType, bars: [] }));
  return row;
}

function begin(event: EventView, at: number, operationBegan: number): Bar {
  const running: Segment = { kind: kindOf(event.waitingFor), from: at, to: null, waitingFor: event.waitingFor };
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
    retries: [],
  };
}

function kindOf(waitingFor: string | null): 'running' | 'held' | 'hook' {
  if (waitingFor === null) return 'running';
  return hookOf(waitingFor) === null ? 'held' : 'hook';
}

/** From running to waiting, or back. */
function turn(bar: Bar, at: number, waitingFor: string | null): void {
  if (waitingFor && ANOTHER_ATTEMPT.test(waitingFor)) bar.retries.push(at);
  const last = bar.segments.at(-1);
  const kind = kindOf(waitingFor);
  if (!last || (last.kind === kind && last.waitingFor === waitingFor)) return;
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

/** The operations that belong together: the newest, and what it is the rollback of. */
export function currentOperations(operations: readonly OperationView[]): ReadonlySet<string> {
  const [latest] = operations;
  if (!latest) return new Set();
  return new Set([latest.id, ...(latest.causeId ? [latest.causeId] : [])]);
}

/** From the first beginning to the last end, with a little room. `now` is null when nothing goes on. */
export function extentOf(rows: readonly TimelineRow[], operations: readonly OperationView[], now: number | null): { from: number; to: number } {
  let from = Infinity;
  let to = now ?? -Infinity;
  for (const operation of operations) {
    from = Math.min(from, Date.parse(operation.startedAt ?? operation.createdAt));
    if (operation.finishedAt) to = Math.max(to, Date.parse(operation.finishedAt));
  }
  for (const row of rows) for (const bar of row.bars) {
    from = Math.min(from, bar.start);
    to = Math.max(to, bar.end ?? bar.start);
  }
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { from: 0, to: 1000 };
  return { from, to: to + Math.max(200, (to - from) * 0.02) };
}
