'use client';
import { useEffect, useRef, type MouseEvent, type PointerEvent } from 'react';
import type { Position } from '@/lib/graph';

const LONG_MS = 500;
/** More than that, in pixels, is a drag. */
const STILL = 8;

/** A finger that rests on the canvas asks for what the right button of a mouse does. */
export function useLongPress<T>(onLong: (at: Position, target: T) => void) {
  const press = useRef<{ at: Position; timer: ReturnType<typeof setTimeout> } | null>(null);
  /** It was a long press: what a mouse would do when the finger is lifted is not meant. */
  const fired = useRef(false);
  const latest = useRef(onLong);
  useEffect(() => { latest.current = onLong; });
  const end = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  useEffect(() => () => { if (press.current) clearTimeout(press.current.timer); }, []);
  const swallow = (event: MouseEvent) => {
    if (!fired.current) return;
    event.preventDefault();
    event.stopPropagation();
    if (event.type === 'click') fired.current = false;
  };
  return {
    end,
    /** For the mouse events that a browser makes of a finger: they would take the focus from what the press has opened. */
    swallow,
    onPointerDown: (event: PointerEvent, target: T) => {
      end();
      fired.current = false;
      if (event.pointerType !== 'touch' || !event.isPrimary) return;
      const at = { x: event.clientX, y: event.clientY };
      press.current = { at, timer: setTimeout(() => { press.current = null; fired.current = true; latest.current(at, target); }, LONG_MS) };
    },
    onPointerMove: (event: PointerEvent) => {
      if (press.current && Math.hypot(event.clientX - press.current.at.x, event.clientY - press.current.at.y) > STILL) end();
    },
  };
}
