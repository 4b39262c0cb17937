'use client';
import { useCallback, useEffect, useRef, useState } from 'react';

/** How long it has to be quiet until nothing is taken for scrolling any more. */
const QUIET_MS = 90;

/**
 * Whether a list is scrolled so fast that nobody reads what goes by: more than so many pixels a frame. Rows that come meanwhile may be plain ones, which are made in a
 * frame; the first of them comes before this is known.
 */
export function useFastScroll(pixels: number): { fast: boolean; onScroll: (top: number) => void } {
  const [fast, setFast] = useState(false);
  const last = useRef<{ top: number; at: number } | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const onScroll = useCallback((top: number) => {
    const [before, at] = [last.current, performance.now()];
    last.current = { top, at };
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setFast(false), QUIET_MS);
    // Where it was long ago says nothing: a list that jumps is not scrolled.
    if (before !== null && at - before.at < QUIET_MS && Math.abs(top - before.top) > pixels) setFast(true);
  }, [pixels]);
  useEffect(() => () => clearTimeout(timer.current), []);
  return { fast, onScroll };
}
