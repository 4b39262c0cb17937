import type { EventView, ResourceView } from '@/lib/wire/types';

/**
 * How long the last action on each resource took, in milliseconds, by its id. From events: the row of a resource changes also when nothing is done to it (an update that leaves
 * it alone gives it its revision). O(events).
 */
export function lastLengths(events: Iterable<EventView>): ReadonlyMap<string, number> {
  const begun = new Map<string, { action: string; at: number }>();
  const lengths = new Map<string, number>();
  for (const { resourceId, action, status, at } of events) {
    if (resourceId === null || action === 'SIGNAL') continue;
    const before = begun.get(resourceId);
    if (status === 'IN_PROGRESS') {
      // Going to wait is a second beginning of the same.
      if (before?.action !== action) begun.set(resourceId, { action, at: Date.parse(at) });
    } else if (before?.action === action) {
      lengths.set(resourceId, Math.max(0, Date.parse(at) - before.at));
      begun.delete(resourceId);
    }
  }
  return lengths;
}

/** How long the last action on a resource took, in milliseconds; null while one goes on and before there was one. Where its events are not here, its row has to say it. */
export function tookOf({ id, status, action, startedAt, updatedAt }: ResourceView, lengths: ReadonlyMap<string, number>): number | null {
  if (status === 'IN_PROGRESS' || action === 'INIT') return null;
  return lengths.get(id) ?? (startedAt === null ? null : Math.max(0, Date.parse(updatedAt) - Date.parse(startedAt)));
}
