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
      press.current = { at, timer: setTimeout(() => { press.current = null; swallowMouse(); latest.current(at, target); }, LONG_MS) };
    },
    onPointerMove: (event: PointerEvent) => {
      if (press.current && Math.hypot(event.clientX - press.current.at.x, event.clientY - press.current.at.y) > STILL) end();
    },
  };
}

/** The mouse events that the browser makes of the finger when it is lifted, wherever they go: they would take the focus from what the press has opened. */
function swallowMouse(): void {
  const swallow = (event: Event) => {
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click') stop();
  };
  const stop = () => {
    window.removeEventListener('mousedown', swallow, true);
    window.removeEventListener('click', swallow, true);
    window.removeEventListener('pointerdown', stop, true);
  };
  window.addEventListener('mousedown', swallow, true);
  window.addEventListener('click', swallow, true);
  window.addEventListener('pointerdown', stop, true);
}
