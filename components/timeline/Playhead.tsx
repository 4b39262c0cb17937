'use client';
import { useRef, type PointerEvent } from 'react';
import type { Playback } from '@/components/live/usePlayback';
import type { TimeWindow } from './useTimeWindow';

/** On the axis of times: press or drag to see the stack as it was at that moment. */
export function Playhead({ window, playback }: { window: TimeWindow; playback: Playback }) {
  const box = useRef<HTMLDivElement>(null);
  const seek = (event: PointerEvent) => {
    const bounds = box.current?.getBoundingClientRect();
    if (bounds && bounds.width > 0) playback.seek(window.from + ((event.clientX - bounds.left) / bounds.width) * (window.to - window.from));
  };
  return (
    <div
      ref={box}
      title="Press or drag: the stack as it was at that moment"
      className="absolute inset-0 cursor-col-resize touch-none"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        seek(event);
      }}
      onPointerMove={(event) => (event.buttons > 0 ? seek(event) : undefined)}
    >
      {playback.moment === null ? null : <span aria-hidden className="absolute bottom-0 size-2.5 -translate-x-1/2 rotate-45 rounded-xs bg-focus" style={{ left: `${((playback.moment - window.from) / (window.to - window.from)) * 100}%` }} />}
    </div>
  );
}
