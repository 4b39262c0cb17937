import type { OperationView, ResourceView, StackView } from '@/lib/wire/types';

export interface Stopped {
  operation: OperationView;
  /** What was under way when it was stopped, and goes on to its end. */
  finishing: ResourceView[];
}

/** The last operation, if somebody stopped it where it was: nothing failed, and the stack counts as failed all the same. Null otherwise. */
export function stoppedOf({ status, deletedAt, operations: [latest], resources }: Pick<StackView, 'status' | 'deletedAt' | 'operations' | 'resources'>): Stopped | null {
  if (latest === undefined || latest.status !== 'CANCELLED' || status !== 'FAILED' || deletedAt !== null) return null;
  return { operation: latest, finishing: resources.filter((resource) => resource.status === 'IN_PROGRESS') };
}
