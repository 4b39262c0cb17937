'use client';
import { createPortal } from 'react-dom';
import { Status } from '@/components/status/Status';
import { formatClock, formatDuration } from '@/components/ui/time';
import type { Bar, TimelineRow } from './bars';
import { barTimes } from './barWords';
import type { Typical } from './typical';

export interface BarCardProps {
  row: TimelineRow;
  bar: Bar;
  now: number;
  /** Where the bar is on the screen. */
  at: DOMRect;
  typical: Typical | undefined;
  slack: number | undefined;
  critical: boolean;
  /** Length of the whole operation so far, in milliseconds. */
  whole: number;
}

const WIDTH = 300;

/** What is to be known of one bar, beside it: what screen readers get in its name. */
export function BarCard({ row, bar, now, at, typical, slack, critical, whole }: BarCardProps) {
  const end = bar.end ?? now;
  const { queued, hook, held, took } = barTimes(bar, end);
  const waits = bar.segments.findLast((segment) => segment.kind === 'held')?.waitingFor;
  const left = Math.max(8, Math.min(at.left, window.innerWidth - WIDTH - 8));
  const below = at.bottom + 220 < window.innerHeight;
  const lines: [string, string][] = [
    ['From', `${formatClock(bar.start, true)} to ${bar.end === null ? 'now' : formatClock(bar.end, true)}`],
    ['Took', `${formatDuration(took)}${whole > 0 ? `, ${Math.round((took / whole) * 100)} % of the whole` : ''}`],
    ...(typical && typical.count > 1 ? [['Usually', `${formatDuration(typical.median)}, 9 of 10 within ${formatDuration(typical.p90)}`] satisfies [string, string]] : []),
    ...(queued > 0 ? [['Waited before', formatDuration(queued)] satisfies [string, string]] : []),
    ...(hook > 0 ? [['Held', `${formatDuration(hook)} at a breakpoint`] satisfies [string, string]] : []),
    ...(held > 0 ? [['Waited in it', `${formatDuration(held)} for ${waits ?? 'a signal'}`] satisfies [string, string]] : []),
    ...(bar.retries.length > 0 ? [['Tried', `${bar.retries.length + 1} times`] satisfies [string, string]] : []),
    ...(critical ? [['Critical', 'decided how long it all took'] satisfies [string, string]] : slack === undefined ? [] : [['To spare', formatDuration(slack)] satisfies [string, string]]),
  ];
  return createPortal(
    <div aria-hidden data-bar-card className="pointer-events-none fixed z-50 animate-appear rounded-md bg-raised p-3 text-xs shadow-raised" style={{ left, width: WIDTH, ...(below ? { top: at.bottom + 6 } : { bottom: window.innerHeight - at.top + 6 }) }}>
      <p className="flex items-center gap-2 pb-1.5"><span className="min-w-0 truncate text-sm font-semibold">{row.name}</span><Status action={bar.action} status={bar.status} /></p>
      <p className="truncate pb-1.5 font-mono text-muted">{row.type}</p>
      <dl className="grid grid-cols-[5.5rem_1fr] gap-y-0.5">
        {lines.map(([name, value]) => <div key={name} className="contents"><dt className="text-muted">{name}</dt><dd className="tabular-nums">{value}</dd></div>)}
      </dl>
      {bar.reason && bar.reason !== 'state changed' ? <p className="line-clamp-4 break-words pt-1.5 font-mono text-muted">{bar.reason}</p> : null}
    </div>,
    document.body,
  );
}
