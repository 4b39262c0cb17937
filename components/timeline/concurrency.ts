import type { TimelineRow } from './bars';

export interface Concurrency {
  /** How many actions ran from each moment on, in order of time. */
  steps: { at: number; running: number }[];
  most: number;
}

/** How many actions were under way at once. A resource that is a stack of its own does not count beside what is inside it. O(n log n). */
export function concurrencyOf(rows: readonly TimelineRow[], now: number): Concurrency {
  const parents = new Set(rows.map((row) => row.parent));
  const changes: { at: number; by: number }[] = [];
  for (const row of rows) {
    if (parents.has(row.key)) continue;
    for (const bar of row.bars) changes.push({ at: bar.start, by: 1 }, { at: bar.end ?? now, by: -1 });
  }
  // Ends before beginnings: one that follows on another does not run beside it.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  const steps: Concurrency['steps'] = [];
  let running = 0;
  let most = 0;
  for (const { at, by } of changes) {
    running += by;
    most = Math.max(most, running);
    const last = steps.at(-1);
    if (last?.at === at) last.running = running;
    else steps.push({ at, running });
  }
  return { steps, most };
}
