import type { EventView } from '@/lib/wire/types';

/** How long an action on a type usually takes in this stack, in milliseconds. */
export interface Typical {
  median: number;
  p90: number;
  count: number;
}

/** From all operations of the stack, by `type action`. O(events log events). */
export function typicalLengths(events: Iterable<EventView>): ReadonlyMap<string, Typical> {
  const begun = new Map<string, { action: string; at: number }>();
  const lengths = new Map<string, number[]>();
  for (const event of events) {
    if (event.resourceId === null || event.action === 'SIGNAL') continue;
    const known = begun.get(event.resourceId);
    if (event.status === 'IN_PROGRESS') {
      if (known?.action !== event.action) begun.set(event.resourceId, { action: event.action, at: Date.parse(event.at) });
      continue;
    }
    if (known?.action === event.action && event.status === 'COMPLETE') {
      const key = `${event.resourceType} ${event.action}`;
      const list = lengths.get(key);
      if (list) list.push(Date.parse(event.at) - known.at);
      else lengths.set(key, [Date.parse(event.at) - known.at]);
    }
    begun.delete(event.resourceId);
  }
  return new Map([...lengths].map(([key, list]) => {
    const sorted = list.toSorted((a, b) => a - b);
    const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
    return [key, { median: at(0.5), p90: at(0.9), count: sorted.length }];
  }));
}
