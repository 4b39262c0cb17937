import type { OperationView } from '@/lib/wire/types';

/** Of so many earlier operations the middle one is what to expect. */
const LOOKED_AT = 5;

/** How long an operation is expected to take, in milliseconds: the median of the last successful ones of its kind; null without any. */
export function expectedLength(operation: OperationView, operations: readonly OperationView[]): number | null {
  const lengths = operations
    .filter((each) => each.number < operation.number && each.action === operation.action && each.status === 'COMPLETE')
    .toSorted((a, b) => b.number - a.number)
    .slice(0, LOOKED_AT)
    .flatMap(({ startedAt, finishedAt }) => (startedAt && finishedAt ? [Date.parse(finishedAt) - Date.parse(startedAt)] : []))
    .toSorted((a, b) => a - b);
  return lengths[Math.floor((lengths.length - 1) / 2)] ?? null;
}
