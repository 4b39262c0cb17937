'use client';
import { useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Concurrency } from './concurrency';
import type { TimeWindow, TimeWindowControls } from './useTimeWindow';

export interface ConcurrencyLineProps {
  concurrency: Concurrency;
  whole: TimeWindow;
  time: TimeWindowControls;
}

const HEIGHT = 24;

/** How much went on at once, over all of the time. Drag across it to look at that part only. */
export function ConcurrencyLine({ concurrency, whole, time }: ConcurrencyLineProps) {
  const box = useRef<HTMLDivElement>(null);
  const [drag, setDrag] = useState<{ from: number; to: number } | null>(null);
  const share = (event: PointerEvent) => {
    const bounds = box.current?.getBoundingClientRect();
    return bounds && bounds.width > 0 ? Math.min(1, Math.max(0, (event.clientX - bounds.left) / bounds.width)) : 0;
  };
  const at = (part: number) => whole.from + part * (whole.to - whole.from);
  const percent = (moment: number) => ((moment - whole.from) / (whole.to - whole.from)) * 100;
  const path = useMemo(() => area(concurrency, whole), [concurrency, whole]);
  const brush = drag ? { from: at(Math.min(drag.from, drag.to)), to: at(Math.max(drag.from, drag.to)) } : time.fitted ? null : time.window;
  return (
    <div
      ref={box}
      className="relative h-6 min-w-0 flex-1 cursor-crosshair touch-none overflow-hidden"
      title={`At most ${concurrency.most} at once. Drag to zoom.`}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        setDrag({ from: share(event), to: share(event) });
      }}
      onPointerMove={(event) => (drag ? setDrag({ from: drag.from, to: share(event) }) : undefined)}
      onPointerUp={() => {
        if (drag && Math.abs(drag.to - drag.from) > 0.005) time.show({ from: at(Math.min(drag.from, drag.to)), to: at(Math.max(drag.from, drag.to)) });
        else time.fit();
        setDrag(null);
      }}
    >
      <svg aria-hidden viewBox={`0 0 100 ${HEIGHT}`} preserveAspectRatio="none" className="absolute inset-0 size-full">
        <path d={path} className="fill-status-progress/25" />
      </svg>
      {brush ? <div aria-hidden className="absolute inset-y-0 border-x border-ink/60 bg-ink/8" style={{ left: `${percent(brush.from)}%`, width: `${percent(brush.to) - percent(brush.from)}%` }} /> : null}
      <span className="pointer-events-none absolute end-1 top-1 rounded-sm bg-surface/85 px-1 text-[11px] leading-4 tabular-nums text-muted">most at once: {concurrency.most}</span>
    </div>
  );
}

/** No finer than a screen is: thousands of steps would be drawn anew with each frame of a zoom. */
const COLUMNS = 1000;

/** In each column the most that went on at once. */
function area({ steps, most }: Concurrency, whole: TimeWindow): string {
  if (most === 0) return '';
  const peaks = new Float64Array(COLUMNS);
  const columnOf = (at: number): number => Math.max(0, Math.min(COLUMNS - 1, Math.floor(((at - whole.from) / (whole.to - whole.from)) * COLUMNS)));
  let [column, going] = [0, 0];
  for (const { at, running } of steps) {
    for (const next = columnOf(at); column < next; ) peaks[++column] = going;
    peaks[column] = Math.max(peaks[column] ?? 0, running);
    going = running;
  }
  while (column < COLUMNS - 1) peaks[++column] = going;
  let path = `M0 ${HEIGHT}`;
  for (const [index, peak] of peaks.entries()) if (index === 0 || peak !== peaks[index - 1]) path += `H${(index * 100) / COLUMNS}V${(HEIGHT - (peak / most) * (HEIGHT - 3)).toFixed(2)}`;
  return `${path}H100V${HEIGHT}Z`;
}
