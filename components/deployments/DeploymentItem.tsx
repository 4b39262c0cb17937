import type { ReactNode } from 'react';
import { Status } from '@/components/status/Status';
import { cn } from '@/components/ui/cn';
import type { DeploymentView } from '@/lib/wire/types';
import { actionOf } from './deploymentAction';

export interface DeploymentItemProps {
  deployment: DeploymentView;
  /** Its place in the order, said before it. */
  place?: number;
  shown: boolean;
  onSelect: () => void;
  /** What else is said of it, at the right. */
  children?: ReactNode;
  /** Something of the list's own stands at its right end. */
  crowded?: boolean;
  /** A second line. */
  below?: ReactNode;
}

/** A deployment in a list that stands beside its output. */
export function DeploymentItem({ deployment, place, shown, onSelect, children, crowded = false, below }: DeploymentItemProps) {
  return (
    <button
      type="button"
      aria-current={shown}
      onClick={onSelect}
      className={cn('flex w-full min-w-0 items-center gap-2 px-4 py-1.5 text-start hover:bg-hover focus-visible:-outline-offset-2', crowded && 'pe-10', shown && 'bg-selected')}
    >
      {place === undefined ? null : <span className="w-4 shrink-0 text-end text-xs tabular-nums text-faint">{place}</span>}
      <Status action={actionOf(deployment)} status={deployment.status} show="icon" />
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate text-sm">{deployment.resourceName ?? deployment.configName}</span>
        {below === undefined ? null : <span className="truncate text-xs text-muted">{below}</span>}
      </span>
      {children}
      <span className="shrink-0 text-xs text-muted">{deployment.action.toLowerCase()}</span>
    </button>
  );
}
