import type { OperationView } from '@/lib/wire/types';
import type { TimelineRow } from './bars';

/** An action of an earlier operation, moved so that both operations begin at the same moment. */
export interface Ghost {
  from: number;
  to: number;
}

/** Ghosts by the key of their row. */
export type Ghosts = ReadonlyMap<string, readonly Ghost[]>;

/** Actions of an earlier operation as if it had begun when `subject` did. Those that never ended are left out. */
export function ghostsOf(rows: readonly TimelineRow[], earlier: OperationView, subject: OperationView): Ghosts {
  const shift = beginOf(subject) - beginOf(earlier);
  const ghosts = new Map<string, Ghost[]>();
  for (const row of rows) {
    const own = row.bars.flatMap((bar) => (bar.operationId === earlier.id && bar.end !== null ? [{ from: bar.start + shift, to: bar.end + shift }] : []));
    if (own.length > 0) ghosts.set(row.key, own);
  }
  return ghosts;
}

/** How much longer (positive) or shorter the row took than its ghosts, in milliseconds; null while it goes on, or without ghosts. */
export function difference(row: TimelineRow, ghosts: Ghosts, operationId: string): number | null {
  const before = ghosts.get(row.key);
  const bars = row.bars.filter((bar) => bar.operationId === operationId);
  if (!before || bars.length === 0) return null;
  let sum = 0;
  for (const bar of bars) {
    if (bar.end === null) return null;
    sum += bar.end - bar.start;
  }
  return sum - before.reduce((total, ghost) => total + ghost.to - ghost.from, 0);
}

export function beginOf(operation: OperationView): number {
  return Date.parse(operation.startedAt ?? operation.createdAt);
}

/** What an operation is best compared with: the last successful one of the same action before it, else the last one of that action. */
export function comparableTo(subject: OperationView, operations: readonly OperationView[]): OperationView[] {
  return operations.filter((each) => each.number < subject.number && each.startedAt !== null);
}
