/** How long operations may take, and resources that are still under way when their operation is not. Pure. */
import type { OperationRow, ResourceRow } from './types';

/** So long a deletion lets finish what it finds under way, as Heat does before it stops its workers. */
const DELETION_WAITS_MS = 15_000;

export function deadlineOf({ startedAt, timeoutMins }: OperationRow): Date | null {
  return startedAt === null || timeoutMins <= 0 ? null : new Date(startedAt.getTime() + timeoutMins * 60_000);
}

export interface UnderWay {
  /** The operation that is being carried out; null when there is none. */
  operation: OperationRow | null;
  /** By operation, when its time is over. */
  deadlines: ReadonlyMap<string, Date>;
}

/** When a resource in progress is to be given up although it may still come: its operation has ended, or its stack is being deleted. */
export function limitOf(row: ResourceRow, { operation, deadlines }: UnderWay): { at: Date; reason: string } | null {
  if (operation === null) {
    const at = deadlines.get(row.operationId ?? '');
    return at === undefined ? null : { at, reason: 'Timed out' };
  }
  if (operation.action !== 'DELETE' || row.operationId === operation.id || row.action === 'DELETE' || operation.startedAt === null) return null;
  return { at: new Date(operation.startedAt.getTime() + DELETION_WAITS_MS), reason: 'Stack DELETE started' };
}

/** Why it is to be given up now; null when it is not. */
export function overdue(row: ResourceRow, now: Date, underWay: UnderWay): string | null {
  const limit = limitOf(row, underWay);
  if (limit === null) return null;
  // Nobody waits for a deletion only to see a wait given up at its end.
  const until = underWay.operation?.action === 'DELETE' ? row.waiting?.wakeAt ?? null : null;
  return now >= limit.at || (until !== null && new Date(until) > limit.at) ? limit.reason : null;
}
