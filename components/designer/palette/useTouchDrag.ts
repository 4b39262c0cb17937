'use client';
import { type PointerEvent, useEffect, useRef, useState } from 'react';
import type { Position } from '@/lib/graph';

/** Less than that, in pixels, is a tap. */
const TAP = 10;

export interface Carried {
  type: string;
  at: Position;
}

/** A finger that goes sideways out of the list takes a type along; up and down it scrolls the list. */
export function useTouchDrag(onDrop: (type: string, at: Position) => void) {
  const [carried, setCarried] = useState<Carried | null>(null);
  const begun = useRef<{ type: string; from: Position; id: number } | null>(null);
  const dropped = useRef(false);
  const latest = useRef(onDrop);
  useEffect(() => { latest.current = onDrop; });
  const end = () => {
    begun.current = null;
    setCarried(null);
  };
  return {
    carried,
    /** Whether what is a click to the browser was a drag. */
    wasDrag: (): boolean => {
      const was = dropped.current;
      dropped.current = false;
      return was;
    },
    handlers: (type: string) => ({
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        dropped.current = false;
        if (event.pointerType !== 'touch') return;
        begun.current = { type, from: { x: event.clientX, y: event.clientY }, id: event.pointerId };
        event.currentTarget.setPointerCapture(event.pointerId);
      },
      onPointerMove: (event: PointerEvent) => {
        const start = begun.current;
        if (start === null || start.id !== event.pointerId) return;
        const at = { x: event.clientX, y: event.clientY };
        if (carried !== null || Math.hypot(at.x - start.from.x, at.y - start.from.y) > TAP) setCarried({ type: start.type, at });
      },
      onPointerUp: () => {
        if (carried !== null) {
          dropped.current = true;
          latest.current(carried.type, carried.at);
        }
        end();
      },
      onPointerCancel: end,
    }),
  };
}
