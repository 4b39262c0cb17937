'use client';
import { useMemo, useState } from 'react';
import type { Bar, TimelineRow } from './bars';
import { barWords } from './barWords';
import { barAt, extentOfBar } from './paintBars';
import { usePaintedLane } from './stage';
import { TimelineBar } from './TimelineBar';
import type { TimeWindow } from './useTimeWindow';

/** Lanes with more bars than this are painted: thousands of elements do not move within a frame. */
export const MOST_ELEMENTS = 16;

export interface PaintedBarsProps {
  row: TimelineRow;
  rollbacks: ReadonlySet<string>;
  critical: ReadonlySet<string>;
  now: number;
  onOpen: (resourceId: string) => void;
  onHover: (hovered: { bar: Bar; at: DOMRect } | null) => void;
}

/** All bars of a lane on one surface: under the pointer they answer as those that are elements. */
export function PaintedBars({ row, rollbacks, critical, now, onOpen, onHover }: PaintedBarsProps) {
  const { bars } = row;
  const { canvas, stage } = usePaintedLane(useMemo(() => ({ bars, rollbacks, critical }), [bars, rollbacks, critical]));
  const [over, setOver] = useState<string | null>(null);
  const at = ({ clientX, clientY }: { clientX: number; clientY: number }): { bar: Bar; at: DOMRect } | null => {
    const [box, shown] = [canvas.current?.getBoundingClientRect(), stage()];
    if (!box || !shown || clientY < box.top + 4 || clientY > box.bottom - 4) return null;
    const bar = barAt(bars, clientX - box.left, shown);
    if (bar === null) return null;
    const { left, right } = extentOfBar(bar, shown);
    return { bar, at: new DOMRect(box.left + left, box.top + 6, right - left, 16) };
  };
  const hover = (found: { bar: Bar; at: DOMRect } | null): void => {
    if ((found?.bar.id ?? null) === over) return;
    setOver(found?.bar.id ?? null);
    onHover(found);
  };
  const last = bars.at(-1);
  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label={`${bars.length} actions${last ? `, the last: ${barWords(last, last.end ?? now)}` : ''}`}
      data-bars={bars.length}
      onPointerMove={(event) => hover(at(event))}
      onPointerLeave={() => hover(null)}
      onClick={(event) => { const found = at(event); if (found) onOpen(found.bar.resourceId); }}
      className="absolute inset-0 size-full"
      style={over === null ? undefined : { cursor: 'pointer' }}
    />
  );
}

/** Of a painted lane, the bar that the keys are at. */
export function FocusedBar({ row, bar, whole, now, rollback, critical, onOpen, onHover }: { row: TimelineRow; bar: Bar; whole: TimeWindow; now: number; rollback: boolean; critical: boolean; onOpen: (resourceId: string) => void; onHover: PaintedBarsProps['onHover'] }) {
  return <TimelineBar bar={bar} name={row.name} window={whole} now={now} rollback={rollback} critical={critical} focused onOpen={() => onOpen(bar.resourceId)} onHover={(rect) => onHover(rect ? { bar, at: rect } : null)} />;
}
