'use client';
import { familyOf, FAMILY_FILL } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { cn } from '@/components/ui/cn';
import type { Bar, Segment } from './bars';
import { barWords } from './barWords';
import type { TimeWindow } from './useTimeWindow';

export interface TimelineBarProps {
  bar: Bar;
  name: string;
  window: TimeWindow;
  now: number;
  rollback: boolean;
  critical: boolean;
  /** The keys are at this bar. */
  focused: boolean;
  onOpen: () => void;
  onHover: (at: DOMRect | null) => void;
}

/** One action: thin and hatched while it waited for others, hollow and dotted at a breakpoint, dotted while it waited for a signal, solid while it ran. */
export function TimelineBar({ bar, name, window, now, rollback, critical, focused, onOpen, onHover }: TimelineBarProps) {
  const end = bar.end ?? now;
  const width = window.to - window.from;
  const left = (at: number) => `${((at - window.from) / width) * 100}%`;
  const share = (from: number, to: number) => `${(Math.max(0, to - from) / width) * 100}%`;
  if (end < window.from || (bar.segments[0]?.from ?? bar.start) > window.to) return null;
  const queued = bar.segments.find((segment) => segment.kind === 'queued');
  const words = barWords(bar, end);
  return (
    <>
      {queued ? <div aria-hidden className="absolute top-1/2 h-0.5 text-border-strong hatch-waiting" style={{ left: left(queued.from), width: share(queued.from, queued.to ?? end) }} /> : null}
      <button
        type="button"
        tabIndex={-1}
        aria-label={`${name}: ${words}`}
        onPointerEnter={(event) => onHover(event.currentTarget.getBoundingClientRect())}
        onPointerLeave={() => onHover(null)}
        data-focused-bar={focused || undefined}
        data-bar={`${name} ${bar.action}_${bar.status}`}
        onClick={onOpen}
        className={cn(
          'absolute top-1.5 z-1 flex h-4 min-w-1.5 overflow-hidden rounded-xs',
          critical && 'ring-2 ring-ink',
          focused && 'outline-2 outline-offset-3 outline-focus',
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
  const hook = segment.kind === 'hook';
  const held = segment.kind === 'held' || hook;
  // Colour is how it ended, dots are where it waited; while it goes on, waiting has its own colour.
  const family = held && bar.end === null ? 'held' : bar.status === 'COMPLETE' && rollback ? 'rollback' : familyOf({ action: bar.action, status: bar.status });
  // At a breakpoint nothing is done: no more than dots, whatever comes of it.
  if (hook) return <span className="h-full border-y border-status-held bg-status-held/20 hatch-hook" style={{ flexGrow: Math.max(1, to - segment.from) }} />;
  return <span className={cn('h-full', FAMILY_FILL[family], held && bar.end !== null && 'hatch-held')} style={{ flexGrow: Math.max(1, to - segment.from) }} />;
}
