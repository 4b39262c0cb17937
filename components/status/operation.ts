import type { OperationView } from '@/lib/wire/types';
import { actionNoun, type StatusInput } from './families';

/** `Update #7`. */
export function operationName(operation: Pick<OperationView, 'action' | 'number'>): string {
  return `${actionNoun(operation.action)} #${operation.number}`;
}

/** The state of an operation as one of its action. */
export function operationStatus({ action, status }: Pick<OperationView, 'action' | 'status'>): StatusInput {
  switch (status) {
    case 'COMPLETE':
      return { action, status: 'COMPLETE' };
    case 'FAILED':
    case 'CANCELLED':
      return { action, status: 'FAILED' };
    case 'PAUSED':
      return { action, status: 'IN_PROGRESS', waitingFor: 'somebody to go on' };
    case 'PENDING':
    case 'IN_PROGRESS':
      return { action, status: 'IN_PROGRESS' };
  }
}
