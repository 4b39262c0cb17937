import { cn } from '@/components/ui/cn';
import { familyOf, statusLabel, type StatusInput } from './families';
import { StatusIcon } from './StatusIcon';

export interface StatusProps extends StatusInput {
  /** `icon` leaves the word to screen readers and the tooltip. */
  show?: 'both' | 'icon';
  /** Words in place of the usual ones. */
  label?: string;
  /** A sentence that goes on in a new line where there is no room, instead of a word that is cut off. */
  wraps?: boolean;
  className?: string;
}

/** The state of a stack, a resource, a deployment: the one way in which it is shown, everywhere. The word is neutral ink, never coloured. */
export function Status({ action, status, waitingFor, show = 'both', label, wraps = false, className }: StatusProps) {
  const words = label ?? statusLabel({ action, status, waitingFor });
  const deleted = action === 'DELETE' && status === 'COMPLETE';
  return (
    <span className={cn('inline-flex min-w-0 max-w-full items-center gap-1.5 align-middle', className)} data-status={`${action}_${status}`} title={show === 'icon' ? words : undefined}>
      <StatusIcon family={familyOf({ action, status, waitingFor })} action={action} ghost={deleted} />
      <span className={cn(!wraps && 'truncate', deleted && 'text-faint line-through', show === 'icon' && 'sr-only')}>{words}</span>
    </span>
  );
}
