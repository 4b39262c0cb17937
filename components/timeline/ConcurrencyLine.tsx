'use client';
import { useRef, useState, type PointerEvent } from 'react';
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
        <path d={area(concurrency, percent)} className="fill-status-progress/25" />
      </svg>
      {brush ? <div aria-hidden className="absolute inset-y-0 border-x border-ink/60 bg-ink/8" style={{ left: `${percent(brush.from)}%`, width: `${percent(brush.to) - percent(brush.from)}%` }} /> : null}
      <span className="pointer-events-none absolute right-1 top-0 text-[11px] leading-6 tabular-nums text-muted">most at once: {concurrency.most}</span>
    </div>
  );
}

function area({ steps, most }: Concurrency, percent: (at: number) => number): string {
  if (most === 0) return '';
  let path = `M0 ${HEIGHT}`;
  for (const { at, running } of steps) path += `H${percent(at).toFixed(3)}V${(HEIGHT - (running / most) * (HEIGHT - 3)).toFixed(2)}`;
  return `${path}V${HEIGHT}Z`;
}
