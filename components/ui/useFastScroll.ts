'use client';
import { type RefObject, startTransition, useEffect, useLayoutEffect, useState } from 'react';

/** How long it has to be quiet until nothing is taken for scrolling any more. */
const QUIET_MS = 150;

/** Whether a list is scrolled so fast that nobody reads what goes by. */
export interface FastScroll {
  now: () => boolean;
  /** Runs once it is quiet again; answers how to give up. */
  whenQuiet: (run: () => void) => () => void;
}

class Scrolling implements FastScroll {
  private fast = false;
  private top = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly waiting = new Set<() => void>();

  readonly now = (): boolean => this.fast;

  readonly whenQuiet = (run: () => void): (() => void) => {
    this.waiting.add(run);
    return () => this.waiting.delete(run);
  };

  /** More than so many pixels in one step. */
  moved(top: number, pixels: number): void {
    if (Math.abs(top - this.top) > pixels) this.fast = true;
    this.top = top;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.rest(), QUIET_MS);
  }

  private rest(): void {
    this.fast = false;
    for (const run of this.waiting) run();
    this.waiting.clear();
  }
}

/**
 * Rows that come while a list is scrolled by more than so many pixels a frame may be plain ones, which are made within it. Call it before what makes the rows: it has to
 * know of a step before they do.
 */
export function useFastScroll(scroller: RefObject<HTMLElement | null>, pixels: number): FastScroll {
  const [scrolling] = useState(() => new Scrolling());
  // The element may come late or be exchanged.
  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return;
    const onScroll = (): void => scrolling.moved(element.scrollTop, pixels);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => element.removeEventListener('scroll', onScroll);
  });
  return scrolling;
}

/** Whether a row may be all that it is: one that came while others flew by is plain until it is quiet. */
export function useWhole(scrolling: FastScroll): boolean {
  const [whole, setWhole] = useState(() => !scrolling.now());
  // All of them at once would hold up a frame: they are made between others.
  useEffect(() => (whole ? undefined : scrolling.whenQuiet(() => startTransition(() => setWhole(true)))), [whole, scrolling]);
  return whole;
}
