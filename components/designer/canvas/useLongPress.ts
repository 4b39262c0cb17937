'use client';
import { useEffect, useRef, type PointerEvent } from 'react';
import type { Position } from '@/lib/graph';

const LONG_MS = 500;
/** More than that, in pixels, is a drag. */
const STILL = 8;

/** A finger that rests on the canvas asks for what the right button of a mouse does. */
export function useLongPress<T>(onLong: (at: Position, target: T) => void) {
  const press = useRef<{ at: Position; timer: ReturnType<typeof setTimeout> } | null>(null);
  const latest = useRef(onLong);
  useEffect(() => { latest.current = onLong; });
  const end = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  useEffect(() => () => { if (press.current) clearTimeout(press.current.timer); }, []);
  return {
    end,
    onPointerDown: (event: PointerEvent, target: T) => {
      end();
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      const at = { x: event.clientX, y: event.clientY };
      press.current = { at, timer: setTimeout(() => { press.current = null; latest.current(at, target); }, LONG_MS) };
    },
    onPointerMove: (event: PointerEvent) => {
      if (press.current && Math.hypot(event.clientX - press.current.at.x, event.clientY - press.current.at.y) > STILL) end();
    },
  };
}
