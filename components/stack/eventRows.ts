import type { EventView, OperationView } from '@/lib/wire/types';
import type { RowOrder } from '@/components/timeline/order';

/** A row of the list: the heading of an operation, or an event with the state before it. */
export type EventRow = { kind: 'operation'; operation: OperationView | null; count: number } | { kind: 'event'; event: EventView; before: EventView | null };

/** The event before each one on the same resource, by their numbers. */
export function statesBefore(events: readonly EventView[]): ReadonlyMap<number, EventView> {
  const last = new Map<string, EventView>();
  const before = new Map<number, EventView>();
  for (const event of events) {
    if (event.action === 'SIGNAL') continue;
    const key = event.resourceId ?? event.stackId;
    const known = last.get(key);
    if (known) before.set(event.seq, known);
    last.set(key, event);
  }
  return before;
}

/**
 * Events below the operation they belong to. Operations and events run the same way; after a failure the failed operation comes first, because its
 * rollback would hide it. O(n log n).
 *
 * @param failed id of the operation to begin with
 * @param before states before, of all events
 */
export function eventRows(events: readonly EventView[], operations: readonly OperationView[], order: RowOrder, failed: string | null, before: ReadonlyMap<number, EventView>): EventRow[] {
  const groups = new Map<string, EventView[]>();
  for (const event of events) {
    const key = event.operationId ?? '';
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  const numbers = new Map(operations.map((operation) => [operation.id, operation]));
  const newestFirst = order === 'latest';
  const ids = [...groups.keys()].toSorted((a, b) => ((numbers.get(a)?.number ?? 0) - (numbers.get(b)?.number ?? 0)) * (newestFirst ? -1 : 1));
  if (failed !== null && groups.has(failed)) ids.unshift(...ids.splice(ids.indexOf(failed), 1));
  return ids.flatMap((id): EventRow[] => {
    const group = ordered(groups.get(id) ?? [], order);
    return [{ kind: 'operation', operation: numbers.get(id) ?? null, count: group.length }, ...group.map((event): EventRow => ({ kind: 'event', event, before: before.get(event.seq) ?? null }))];
  });
}

function ordered(events: readonly EventView[], order: RowOrder): readonly EventView[] {
  if (order === 'latest') return events.toReversed();
  return order === 'name' ? events.toSorted((a, b) => a.resourceName.localeCompare(b.resourceName, undefined, { numeric: true }) || a.seq - b.seq) : events;
}
