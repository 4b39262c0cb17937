'use client';
import { EdgeLabelRenderer } from '@xyflow/react';
import { type Farness, useFarness } from './useFarness';

const SIZES: Readonly<Record<Farness, string>> = { near: 'text-[11px]', far: 'text-[22px]', farther: 'text-[28px]', farthest: 'text-[38px]' };

export interface EdgeLabelProps {
  text: string;
  /** Of its middle. */
  x: number;
  y: number;
  selected: boolean;
}

/** What a line feeds, above all cards. From far away only the line that is selected tells. */
export function EdgeLabel({ text, x, y, selected }: EdgeLabelProps) {
  const farness = useFarness();
  if (farness !== 'near' && !selected) return null;
  return (
    <EdgeLabelRenderer>
      <div className={`pointer-events-none absolute z-10 rounded-sm border bg-surface px-1 font-mono leading-[1.5] whitespace-nowrap ${SIZES[farness]}`} style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>{text}</div>
    </EdgeLabelRenderer>
  );
}

/** How many lines the one of a collapsed frame stands for. */
export function EdgeCount({ count, x, y }: { count: number; x: number; y: number }) {
  return (
    <EdgeLabelRenderer>
      <div aria-label={`${count} lines`} className="pointer-events-none absolute rounded-full border bg-surface px-1.5 text-[11px] tabular-nums" style={{ transform: `translate(-50%, -50%) translate(${x}px, ${y}px)` }}>{count}</div>
    </EdgeLabelRenderer>
  );
}
