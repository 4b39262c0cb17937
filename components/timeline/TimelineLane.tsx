'use client';
import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { cn } from '@/components/ui/cn';
import { formatDuration } from '@/components/ui/time';
import type { PlacedRow } from './order';

/** Width of the column of names, the same on the axis. */
export const NAMES = 'w-56 shrink-0';
export const LANE_HEIGHT = 28;

export interface TimelineLaneProps {
  placed: PlacedRow;
  index: number;
  top: number;
  focused: boolean;
  /** How much longer than in the operation it is compared with, in milliseconds. */
  difference: number | null;
  onOpen: (resourceId: string) => void;
  onToggle: (key: string) => void;
  children: ReactNode;
}

/** One resource: its name on the left, what was done to it on the right. */
export function TimelineLane({ placed, index, top, focused, difference, onOpen, onToggle, children }: TimelineLaneProps) {
  const { row, open, children: below } = placed;
  const last = row.bars.at(-1);
  return (
    <div role="row" aria-rowindex={index + 1} aria-selected={focused} aria-level={row.depth + 1} aria-expanded={below > 0 ? open : undefined} data-lane={row.key} className={cn('absolute inset-x-0 flex h-7 border-b border-border/50', focused && 'bg-selected/50')} style={{ top }}>
      <div role="gridcell" className={cn(NAMES, 'flex items-center gap-1 pr-3')} style={{ paddingLeft: 4 + row.depth * 14 }}>
        {below > 0 ? (
          <button type="button" tabIndex={-1} aria-label={open ? `Fold ${row.name}` : `Unfold ${row.name}`} onClick={() => onToggle(row.key)} className="flex size-6 shrink-0 items-center justify-center rounded-sm text-muted hover:bg-hover">
            <ChevronRight className={cn('size-3.5 transition-transform', open && 'rotate-90')} aria-hidden />
          </button>
        ) : <span className="w-6 shrink-0" />}
        <button type="button" tabIndex={-1} onClick={() => (last ? onOpen(last.resourceId) : undefined)} title={`${row.key} (${row.type})`} className="min-w-0 flex-1 truncate text-left text-sm hover:underline">
          {row.name}{below > 0 && !open ? <span className="text-xs text-faint"> {below}</span> : null}
        </button>
        {difference === null ? null : <Difference by={difference} />}
      </div>
      <div role="gridcell" className="relative min-w-0 flex-1 overflow-hidden">{children}</div>
    </div>
  );
}

/** Below this share of a second nobody compares. */
const SAME = 50;

function Difference({ by }: { by: number }) {
  if (Math.abs(by) < SAME) return <span className="shrink-0 text-xs text-faint" title="As long as before">=</span>;
  return <span className="shrink-0 text-xs tabular-nums text-muted" title={by > 0 ? 'Longer than before' : 'Shorter than before'}>{by > 0 ? '+' : '−'}{formatDuration(Math.abs(by))}</span>;
}
