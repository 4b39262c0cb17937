'use client';
import { useCallback, useLayoutEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useRowScale } from '@/components/shell/preferences';

export interface VirtualRow {
  index: number;
  /** From the top of all rows, in pixels. */
  start: number;
  size: number;
  key: number;
}

/** Rows beside those in view that exist too, so that a turn of the wheel finds them there. */
const OVERSCAN = 12;
/** What is made on the server fills a window of this height; the browser corrects it before anything is painted. */
const SUPPOSED = 900;

/**
 * Rows of one height, of which only those in view exist. `scroller` is the ref of the element that scrolls, which may come late or be exchanged; `box` has it. Rows whose
 * heights differ are for the library; this is a tenth of its size, and lists are what most pages begin with.
 */
export function useVirtualRows(count: number, height: number, overscan = OVERSCAN) {
  const box = useRef<HTMLDivElement | null>(null);
  const [element, setElement] = useState<HTMLDivElement | null>(null);
  const scroller = useCallback((found: HTMLDivElement | null) => {
    box.current = found;
    setElement(found);
  }, []);
  const size = height * useRowScale();
  const [range, setRange] = useState({ from: 0, to: Math.ceil(SUPPOSED / size) });
  useLayoutEffect(() => {
    if (element === null) return;
    const look = (): void => {
      const from = Math.floor(element.scrollTop / size);
      const to = Math.ceil((element.scrollTop + element.clientHeight) / size);
      setRange((before) => (before.from === from && before.to === to ? before : { from, to }));
    };
    // In the frame of the scrolling: later would show a gap.
    const onScroll = (): void => flushSync(look);
    look();
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', onScroll, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', onScroll);
    };
  }, [element, size]);

  const items = useMemo(() => {
    const from = Math.max(0, Math.min(count, range.from) - overscan);
    const to = Math.min(count, range.to + overscan);
    return Array.from({ length: Math.max(0, to - from) }, (_, at): VirtualRow => ({ index: from + at, start: (from + at) * size, size, key: from + at }));
  }, [count, range, size, overscan]);
  /** Scrolls no farther than is needed to have the row in view. `header`: pixels of what stands above the rows inside of the scroller. */
  const scrollToIndex = useCallback((index: number, header = 0) => {
    if (element === null) return;
    const top = index * size;
    if (top < element.scrollTop) element.scrollTo({ top });
    else if (top + size + header > element.scrollTop + element.clientHeight) element.scrollTo({ top: top + size + header - element.clientHeight });
  }, [element, size]);
  return { scroller, box, rows: useMemo(() => ({ getVirtualItems: () => items, getTotalSize: () => count * size, scrollToIndex }), [items, count, size, scrollToIndex]) };
}
