'use client';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { familyOf } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/time';
import type { PlacedRow } from './order';

/** Width of the column of names, the same on the axis. */
export const NAMES = 'w-80 shrink-0 max-lg:w-48';
export const LANE_HEIGHT = 28;
/**
 * All of the time, as wide as the zoom makes it and moved to where the view is (see `Timeline`): nothing in it is drawn anew while one zooms or moves.
 */
export const TIME = 'absolute inset-y-0 left-(--time-left) w-(--time-width)';

export interface TimelineLaneProps {
  placed: PlacedRow;
  index: number;
  top: number;
  focused: boolean;
  /** How much longer than in the operation it is compared with, in milliseconds. */
  difference: number | null;
  onOpen: (resourceId: string) => void;
  onToggle: (key: string) => void;
  onFocus: (index: number) => void;
  /** Painted behind the others, over what is in view and not over all of the time. */
  painted?: ReactNode;
  children: ReactNode;
}

/** One resource: its name, type and state on the left, as in the list of resources, what was done to it on the right. */
export function TimelineLane({ placed, index, top, focused, difference, onOpen, onToggle, onFocus, painted, children }: TimelineLaneProps) {
  const { row, open, children: below } = placed;
  const last = row.bars.at(-1);
  return (
    <div role="row" id={`lane-${index}`} aria-rowindex={index + 1} aria-selected={focused} aria-level={row.depth + 1} aria-expanded={below > 0 ? open : undefined} data-lane={row.key} onPointerDown={() => onFocus(index)} className={cn('absolute inset-x-0 flex h-7 border-b border-border/50', focused && 'bg-selected/50')} style={{ top }}>
      <div role="gridcell" className={cn(NAMES, 'flex items-center gap-1 pe-3')} style={{ paddingInlineStart: 4 + row.depth * 14 }}>
        {below > 0 ? (
          <button type="button" tabIndex={-1} aria-label={open ? `Fold ${row.name}` : `Unfold ${row.name}`} onClick={() => onToggle(row.key)} className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover">
            <ChevronRight className={cn('size-3.5 transition-transform', open && 'rotate-90')} aria-hidden />
          </button>
        ) : <span className="w-6 shrink-0" />}
        {last ? <StatusIcon family={familyOf(last)} action={last.action} ghost={last.action === 'DELETE' && last.status === 'COMPLETE'} className="me-1 size-3.5" /> : null}
        <button type="button" tabIndex={-1} onClick={() => (last ? onOpen(last.resourceId) : undefined)} title={`${row.key} (${row.type})`} className="min-w-12 shrink truncate text-start text-sm hover:underline">
          {row.name}{below > 0 && !open ? <span className="text-xs text-muted"> {below}</span> : null}
        </button>
        <span className="ms-auto min-w-0 shrink-[1000] truncate ps-2 font-mono text-[11px] text-muted max-lg:hidden">{row.type.replace(/^OS::/, '')}</span>
        {difference === null ? null : <Difference by={difference} />}
      </div>
      <div role="gridcell" className="relative min-w-0 flex-1 overflow-hidden">{painted}<div className={cn(TIME, painted !== undefined && 'pointer-events-none [&>button]:pointer-events-auto')}>{children}</div></div>
    </div>
  );
}

/** Below this share of a second nobody compares. */
const SAME = 50;

function Difference({ by }: { by: number }) {
  if (Math.abs(by) < SAME) return <span className="shrink-0 ps-2 text-xs text-muted" title="As long as before">=</span>;
  return <span className="shrink-0 ps-2 text-xs tabular-nums text-ink" title={by > 0 ? 'Longer than before' : 'Shorter than before'}>{by > 0 ? '+' : '−'}{formatDuration(Math.abs(by))}</span>;
}
