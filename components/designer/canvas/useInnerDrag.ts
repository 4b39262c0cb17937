'use client';
import { type PointerEvent, useRef } from 'react';
import type { Position } from '@/lib/graph';

/** Pixels of the screen before a press is a drag. */
const SLACK = 4;

/**
 * Cards inside of an open card follow the mouse by themselves, since they are no nodes of the canvas: the element is moved while the button is down, and the place
 * is set when it is let go. Escape leaves it where it was. With fingers a drag moves the view, as elsewhere.
 */
export function useInnerDrag(onMoved: (name: string, by: Position) => void): { handlers: (name: string) => { onPointerDown: (event: PointerEvent<HTMLElement>) => void }; wasDrag: () => boolean } {
  const dragged = useRef(false);
  return {
    /** The click that ends a drag is none. */
    wasDrag: () => dragged.current,
    handlers: (name) => ({
      onPointerDown: (event) => {
        dragged.current = false;
        const card = event.currentTarget.closest('li');
        if (event.button !== 0 || event.pointerType === 'touch' || card === null) return;
        const scale = card.getBoundingClientRect().width / card.offsetWidth || 1;
        const start = { x: event.clientX, y: event.clientY };
        const farFrom = (now: { clientX: number; clientY: number }): Position => ({ x: (now.clientX - start.x) / scale, y: (now.clientY - start.y) / scale });
        const listening = new AbortController();
        /** Drawings end where their card does; what is moved is seen beyond that. */
        const clipped = areasAround(card).map((area) => [area, area.style.clipPath] as const);
        const end = (by: Position | null): void => {
          listening.abort();
          card.style.translate = card.style.zIndex = '';
          for (const [area, clip] of clipped) area.style.clipPath = clip;
          // After the click that belongs to it.
          setTimeout(() => { dragged.current = false; });
          if (by !== null) onMoved(name, by);
        };
        window.addEventListener('pointermove', (now) => {
          if (!dragged.current && Math.hypot(now.clientX - start.x, now.clientY - start.y) < SLACK) return;
          if (!dragged.current) {
            card.style.zIndex = '1';
            for (const [area] of clipped) area.style.clipPath = 'none';
          }
          dragged.current = true;
          const by = farFrom(now);
          card.style.translate = `${by.x}px ${by.y}px`;
        }, listening);
        window.addEventListener('pointerup', (now) => end(dragged.current ? farFrom(now) : null), listening);
        window.addEventListener('pointercancel', () => end(null), listening);
        window.addEventListener('keydown', (now) => { if (now.key === 'Escape') end(null); }, { ...listening, capture: true });
      },
    }),
  };
}

function areasAround(card: HTMLElement): HTMLElement[] {
  const area = card.parentElement?.closest<HTMLElement>('[data-inside]') ?? null;
  return area === null ? [] : [area, ...areasAround(area)];
}
