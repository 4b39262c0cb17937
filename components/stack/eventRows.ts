import type { EventLog, Subject } from '@/components/live/eventLog';
import type { OperationView } from '@/lib/wire/types';
import type { RowOrder } from '@/components/timeline/order';

/** What events stand below: `earlier` is an operation so long ago that the page knows only its events. */
export type Heading = OperationView | 'earlier' | 'outside of operations';

/** A row of the list: the heading of an operation, or an event by its index in the log. */
export type EventRow = { kind: 'operation'; heading: Heading; count: number } | { kind: 'event'; index: number };

/** Rows below each other, as numbers: there may be hundreds of thousands. */
export interface EventRows {
  count: number;
  /** Which row it is, for good: an event has its number, a heading that of its first event below zero. */
  keyAt: (row: number) => number;
  at: (row: number) => EventRow | undefined;
  /** The row of the event of a number; -1: it is not among them. */
  rowOf: (seq: number) => number;
}

interface Group {
  heading: Heading;
  events: number[];
}

/**
 * Events below the operation they belong to. Operations and events run the same way; after a failure the failed operation comes first, because its
 * rollback would hide it. O(n log n).
 *
 * @param matching indices of those that are shown
 * @param failed id of the operation to begin with
 */
export function eventRows(log: EventLog, matching: Uint32Array, operations: readonly OperationView[], order: RowOrder, failed: string | null): EventRows {
  const groups = inOrder(grouped(log, matching, operations), order === 'latest', failed);
  const headings: Group[] = [];
  const rows = new Int32Array(matching.length + groups.length);
  let count = 0;
  for (const group of groups) {
    rows[count++] = -headings.push(group);
    for (const index of ordered(log, group.events, order)) rows[count++] = index;
  }
  const keyAt = (row: number): number => {
    const value = rows[row] ?? 0;
    return value < 0 ? -log.seqAt(headings[-value - 1]?.events[0] ?? 0) : log.seqAt(value);
  };
  return {
    count,
    keyAt,
    at(row) {
      const value = rows[row];
      if (value === undefined) return undefined;
      const heading = headings[-value - 1];
      return heading === undefined ? { kind: 'event', index: value } : { kind: 'operation', heading: heading.heading, count: heading.events.length };
    },
    rowOf: (seq) => rows.findIndex((value) => value >= 0 && log.seqAt(value) === seq),
  };
}

function grouped(log: EventLog, matching: Uint32Array, operations: readonly OperationView[]): Group[] {
  const known = new Map(operations.map((operation) => [operation.id, operation]));
  const groups = new Map<string | null, Group>();
  let [last, group]: [string | null | undefined, Group | undefined] = [undefined, undefined];
  for (const index of matching) {
    const id = log.operationAt(index);
    if (group === undefined || id !== last) {
      last = id;
      group = groups.get(id);
      if (group === undefined) groups.set(id, (group = { heading: id === null ? 'outside of operations' : known.get(id) ?? 'earlier', events: [] }));
    }
    group.events.push(index);
  }
  return [...groups.values()];
}

function inOrder(groups: readonly Group[], newestFirst: boolean, failed: string | null): Group[] {
  const numberOf = ({ heading }: Group): number => (typeof heading === 'string' ? 0 : heading.number);
  const sorted = groups.toSorted((a, b) => (numberOf(a) - numberOf(b) || (a.events[0] ?? 0) - (b.events[0] ?? 0)) * (newestFirst ? -1 : 1));
  const first = failed === null ? -1 : sorted.findIndex(({ heading }) => typeof heading !== 'string' && heading.id === failed);
  if (first > 0) sorted.unshift(...sorted.splice(first, 1));
  return sorted;
}

function ordered(log: EventLog, events: readonly number[], order: RowOrder): readonly number[] {
  if (order === 'latest') return events.toReversed();
  if (order !== 'name') return events;
  const ranks = ranksOf(log.subjects);
  const rankAt = (index: number): number => ranks.get(log.subjectAt(index).resourceName) ?? 0;
  return events.toSorted((a, b) => rankAt(a) - rankAt(b) || a - b);
}

/** Names compare slowly, and there are far fewer of them than events. */
function ranksOf(subjects: readonly Subject[]): ReadonlyMap<string, number> {
  const names = [...new Set(subjects.map(({ resourceName }) => resourceName))].toSorted(new Intl.Collator(undefined, { numeric: true }).compare);
  return new Map(names.map((name, rank) => [name, rank]));
}
