import { ChevronRight, Hourglass } from 'lucide-react';
import { formatClock, formatDuration, formatMoment } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import type { DeploymentView } from '@/lib/wire/types';
import { slowGap, stagesOf } from './stages';

/** When a run was asked for, fetched, started, ended and judged, and which gap made it slow. */
export function RunStages({ deployment }: { deployment: DeploymentView }) {
  const stages = stagesOf(deployment);
  const slow = slowGap(deployment);
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1 border-b px-4 py-1.5 text-xs text-muted">
      <ol aria-label="Stages of the run" className="flex min-w-0 flex-wrap items-center gap-x-1.5 gap-y-0.5">
        {stages.map(({ id, label, at, after }, index) => (
          <li key={id} title={formatMoment(at)} className="flex items-center gap-1.5 whitespace-nowrap">
            {index === 0 ? null : <ChevronRight aria-hidden className="size-3 text-faint" />}
            <span>{label}</span>
            <span suppressHydrationWarning className={cn('tabular-nums', id === 'finished' && 'text-ink')}>{after === null ? formatClock(at) : `+${formatDuration(after)}`}</span>
          </li>
        ))}
      </ol>
      {slow === null ? null : <span className="flex items-center gap-1.5 text-ink"><Hourglass aria-hidden className="size-3.5 text-status-held" />Slow: {slow}</span>}
    </div>
  );
}
