import { Clock, OctagonPause } from 'lucide-react';
import type { PlanEntry } from '@/lib/wire/types';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/time';
import type { Expected, Forecast } from './forecast';

/** What the whole plan will take, and how sure that is. */
export function PlanTime({ forecast: { median, p90, unknown } }: { forecast: Forecast }) {
  if (median === null || p90 === null) return null;
  return (
    <p data-forecast className="flex shrink-0 items-center gap-2 pb-2.5 text-sm">
      <Clock className="size-4 shrink-0 text-muted" aria-hidden />
      <span>About <span className="font-medium tabular-nums">{formatDuration(median)}</span>{p90 > median * 1.2 ? <>, seldom more than <span className="tabular-nums">{formatDuration(p90)}</span></> : null}<span className="text-muted">, as earlier runs took{unknown > 0 ? `; ${unknown} ${unknown === 1 ? 'was' : 'were'} never run here and ${unknown === 1 ? 'is' : 'are'} not counted` : ''}</span></span>
    </p>
  );
}

/** Of one resource of the plan: how long it will take, and whether the deployment stops before it. */
export function EntryAside({ entry, expected, stops, onStop }: { entry: PlanEntry; expected: Expected | undefined; stops: boolean; onStop: () => void }) {
  const stoppable = !entry.name.includes('/') && (entry.decision === 'create' || entry.decision === 'update' || entry.decision === 'replace');
  return (
    <span className="flex shrink-0 items-center gap-2">
      {expected === undefined ? null : <span data-forecast className="text-xs tabular-nums text-muted" title={`Median of ${expected.runs} ${expected.runs === 1 ? 'run' : 'runs'} ${expected.own ? 'of this resource' : 'of this type in the project'}; 9 of 10 took at most ${formatDuration(expected.p90)}`}>≈ {formatDuration(expected.median)}</span>}
      {stoppable ? <button type="button" role="switch" aria-checked={stops} aria-label={`Stop before ${entry.name}`} title={stops ? 'The deployment stops before it, until you let it go on' : 'Stop before it (breakpoint)'} onClick={onStop} className={cn('rounded-sm p-1 hover:bg-hover', stops ? 'text-status-held' : 'text-faint')}><OctagonPause className="size-4" aria-hidden /></button> : null}
    </span>
  );
}
