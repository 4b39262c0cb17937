import type { OperationView } from '@/lib/wire/types';

/** The history of a stack without the time in which nothing happened: positions are milliseconds of activity, moments are milliseconds since 1970. */
export interface Track {
  length: number;
  momentAt: (position: number) => number;
  positionOf: (moment: number) => number;
}

interface Stretch {
  from: number;
  to: number;
  /** Where it begins on the track. */
  at: number;
}

/** Operations one after the other; those that overlap (a failure and its rollback) are one stretch. `now` ends those that go on. */
export function trackOf(operations: readonly OperationView[], now: number): Track {
  const stretches: Stretch[] = [];
  let length = 0;
  for (const operation of operations.toReversed()) {
    if (operation.startedAt === null) continue;
    const from = Date.parse(operation.startedAt);
    const to = operation.finishedAt === null ? Math.max(from, now) : Date.parse(operation.finishedAt);
    const last = stretches.at(-1);
    if (last && from <= last.to) {
      length += Math.max(0, to - last.to);
      last.to = Math.max(last.to, to);
      continue;
    }
    stretches.push({ from, to, at: length });
    length += to - from;
  }
  return {
    length,
    momentAt(position) {
      const stretch = stretches.findLast((each) => each.at <= position) ?? stretches[0];
      return stretch ? Math.min(stretch.to, stretch.from + Math.max(0, position - stretch.at)) : now;
    },
    positionOf(moment) {
      const stretch = stretches.findLast((each) => each.from <= moment);
      return stretch ? stretch.at + Math.min(moment, stretch.to) - stretch.from : 0;
    },
  };
}
