'use client';
import { familyOf, FAMILY_FILL, statusLabel } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { formatDuration } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import type { Bar, Segment } from './bars';
import type { TimeWindow } from './useTimeWindow';

export interface TimelineBarProps {
  bar: Bar;
  name: string;
  window: TimeWindow;
  now: number;
  rollback: boolean;
  critical: boolean;
  onOpen: () => void;
}

/** One action: thin and hatched while it waited for others, dotted while it waited for a signal, solid while it ran. */
export function TimelineBar({ bar, name, window, now, rollback, critical, onOpen }: TimelineBarProps) {
  const end = bar.end ?? now;
  const width = window.to - window.from;
  const left = (at: number) => `${((at - window.from) / width) * 100}%`;
  const share = (from: number, to: number) => `${(Math.max(0, to - from) / width) * 100}%`;
  if (end < window.from || (bar.segments[0]?.from ?? bar.start) > window.to) return null;
  const queued = bar.segments.find((segment) => segment.kind === 'queued');
  const words = describe(bar, end);
  return (
    <>
      {queued ? <div aria-hidden className="absolute top-1/2 h-0.5 text-border-strong hatch-waiting" style={{ left: left(queued.from), width: share(queued.from, queued.to ?? end) }} /> : null}
      <button
        type="button"
        tabIndex={-1}
        aria-label={`${name}: ${words}`}
        title={`${name}\n${words}`}
        data-bar={`${name} ${bar.action}_${bar.status}`}
        onClick={onOpen}
        className={cn(
          'absolute top-1.5 z-1 flex h-4 min-w-1.5 overflow-hidden rounded-xs',
          critical && 'ring-2 ring-ink',
        )}
        style={{ left: left(bar.start), width: share(bar.start, end) }}
      >
        {bar.segments.map((segment, index) => (segment.kind === 'queued' ? null : <Piece key={index} segment={segment} bar={bar} end={end} rollback={rollback} />))}
      </button>
      {bar.retries.map((at) => <span key={at} aria-hidden data-retry className="absolute top-0.5 z-2 h-6 w-0.5 -translate-x-1/2 bg-ink" style={{ left: left(at) }} />)}
      {bar.status === 'FAILED' && bar.end !== null ? <span aria-hidden className="absolute top-1.5 z-2 -translate-x-1/2" style={{ left: left(bar.end) }}><StatusIcon family="failed" /></span> : null}
    </>
  );
}

function Piece({ segment, bar, end, rollback }: { segment: Segment; bar: Bar; end: number; rollback: boolean }) {
  const to = segment.to ?? end;
  const held = segment.kind === 'held';
  // Colour is how it ended, dots are where it waited; while it goes on, waiting has its own colour.
  const family = held && bar.end === null ? 'held' : bar.status === 'COMPLETE' && rollback ? 'rollback' : familyOf({ action: bar.action, status: bar.status });
  return <span className={cn('h-full', FAMILY_FILL[family], held && bar.end !== null && 'hatch-held')} style={{ flexGrow: Math.max(1, to - segment.from) }} />;
}

function describe(bar: Bar, end: number): string {
  const queued = bar.segments.find((segment) => segment.kind === 'queued');
  const held = bar.segments.filter((segment) => segment.kind === 'held').reduce((sum, segment) => sum + (segment.to ?? end) - segment.from, 0);
  const waits = bar.segments.find((segment) => segment.kind === 'held')?.waitingFor;
  return [
    statusLabel(bar),
    `took ${formatDuration(end - bar.start)}`,
    queued ? `waited ${formatDuration((queued.to ?? end) - queued.from)} for what it depends on` : null,
    bar.retries.length > 0 ? `tried ${bar.retries.length + 1} times` : null,
    held > 0 ? `${formatDuration(held)} of it waiting for ${waits ?? 'a signal'}` : null,
    bar.status === 'FAILED' ? bar.reason : null,
  ].filter((part) => part !== null).join(', ');
}
