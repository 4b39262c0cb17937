'use client';
import { type ReactNode, useLayoutEffect, useRef } from 'react';
import { createPortal } from 'react-dom';

const GAP = 8;

/** Beside its row, within the window; the pointer goes through it, so that it is in nobody's way. */
export function HoverCard({ id, row, children }: { id: string; row: DOMRect; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const card = box.current;
    if (card === null) return;
    card.style.left = `${row.right + GAP}px`;
    card.style.top = `${Math.max(GAP, Math.min(window.innerHeight - card.offsetHeight - GAP, row.top))}px`;
  });
  return createPortal(<div ref={box} id={id} role="tooltip" className="pointer-events-none fixed z-50 flex w-80 animate-appear flex-col gap-2 rounded-md border bg-raised p-3 text-ink shadow-raised">{children}</div>, document.body);
}
