'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds before a card shows; none from one row to the next. */
const DELAY = 350;

export interface Shown {
  id: string;
  /** The row it belongs to, on the screen. */
  row: DOMRect;
}

/** Which row shows its card: the one under the pointer after a moment, or the one that has the focus. Escape puts it away. */
export function useHoverCard() {
  const [shown, setShown] = useState<Shown | null>(null);
  const owner = useRef<Element | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const hide = useCallback(() => {
    clearTimeout(timer.current);
    setShown(null);
  }, []);
  const resting = useRef(false);
  /** After a drag the browser takes the pointer to be where the drag began, until it moves. */
  const rest = useCallback(() => {
    hide();
    resting.current = true;
    window.addEventListener('pointermove', () => { resting.current = false; }, { once: true });
  }, [hide]);
  const show = useCallback((id: string, element: Element, at: 'once' | 'soon') => {
    clearTimeout(timer.current);
    if (resting.current) return;
    owner.current = element;
    timer.current = setTimeout(() => { if (element.isConnected) setShown({ id, row: element.getBoundingClientRect() }); }, at === 'once' ? 0 : DELAY);
  }, []);
  const open = shown !== null;
  useEffect(() => {
    if (!open) return;
    const onKey = (event: KeyboardEvent) => { if (event.key === 'Escape') hide(); };
    // A drag takes the pointer away without a word.
    const onMove = ({ target }: PointerEvent) => { if (target instanceof Node && owner.current?.contains(target) !== true && owner.current !== document.activeElement) hide(); };
    window.addEventListener('keydown', onKey);
    window.addEventListener('pointermove', onMove);
    window.addEventListener('drop', hide, true);
    window.addEventListener('scroll', hide, true);
    return () => {
      window.removeEventListener('keydown', onKey);
      window.removeEventListener('pointermove', onMove);
      window.removeEventListener('drop', hide, true);
      window.removeEventListener('scroll', hide, true);
    };
  }, [open, hide]);
  return { shown, show, hide, rest };
}
