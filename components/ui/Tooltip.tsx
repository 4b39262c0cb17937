'use client';
import { type FocusEvent, type PointerEvent, type ReactNode, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { Slot } from 'radix-ui';
import { Keys } from '@/components/shell/Keys';
import type { KeyId } from '@/components/shell/keymapTable';

export interface TooltipProps {
  label: ReactNode;
  keys?: KeyId;
  side?: 'top' | 'right' | 'bottom' | 'left';
  children: ReactNode;
}

/** Milliseconds before the word shows; none when another was just there. */
const DELAY = 400;
const SKIP_WITHIN = 200;
const GAP = 6;
const MARGIN = 8;
let lastShownAt = 0;

/** A word about its child on hover and focus. Never the only place where something is said. */
export function Tooltip({ label, keys, side = 'bottom', children }: TooltipProps) {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const id = useId();
  const show = (target: Element, delay: number) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setAnchor(target), delay);
  };
  const hide = () => {
    clearTimeout(timer.current);
    setAnchor((shown) => {
      if (shown !== null) lastShownAt = Date.now();
      return null;
    });
  };
  useEffect(() => () => clearTimeout(timer.current), []);
  useEffect(() => {
    if (anchor === null) return;
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape') setAnchor(null); };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [anchor]);
  return (
    <>
      <Slot.Root
        aria-describedby={anchor === null ? undefined : id}
        onPointerEnter={(event: PointerEvent) => { if (event.pointerType !== 'touch') show(event.currentTarget, Date.now() - lastShownAt < SKIP_WITHIN ? 0 : DELAY); }}
        onPointerLeave={hide}
        onPointerDown={hide}
        onFocus={(event: FocusEvent) => { if (event.currentTarget.matches(':focus-visible')) show(event.currentTarget, 0); }}
        onBlur={hide}
      >
        {children}
      </Slot.Root>
      {anchor === null ? null : createPortal(<Word id={id} anchor={anchor} side={side}>{label}{keys ? <Keys of={keys} inverse /> : null}</Word>, document.body)}
    </>
  );
}

/** Beside its anchor, and within the window. */
function Word({ id, anchor, side, children }: { id: string; anchor: Element; side: NonNullable<TooltipProps['side']>; children: ReactNode }) {
  const box = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const word = box.current;
    if (word === null) return;
    const at = anchor.getBoundingClientRect();
    const { width, height } = word.getBoundingClientRect();
    const middle = { x: at.left + (at.width - width) / 2, y: at.top + (at.height - height) / 2 };
    const place = { top: { x: middle.x, y: at.top - height - GAP }, bottom: { x: middle.x, y: at.bottom + GAP }, left: { x: at.left - width - GAP, y: middle.y }, right: { x: at.right + GAP, y: middle.y } }[side];
    const y = side === 'bottom' && place.y + height > window.innerHeight - MARGIN ? at.top - height - GAP : side === 'top' && place.y < MARGIN ? at.bottom + GAP : place.y;
    word.style.left = `${Math.max(MARGIN, Math.min(window.innerWidth - width - MARGIN, place.x))}px`;
    word.style.top = `${Math.max(MARGIN, Math.min(window.innerHeight - height - MARGIN, y))}px`;
  }, [anchor, side]);
  return <div ref={box} id={id} role="tooltip" className="pointer-events-none fixed left-0 top-0 z-50 flex max-w-80 animate-appear items-center gap-2 rounded-md bg-ink px-2 py-1 text-xs text-surface">{children}</div>;
}
