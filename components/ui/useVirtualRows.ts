'use client';
import { useRef } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';

/** Rows of one height, of which only those in view exist. Put `scroller` on the element that scrolls. */
export function useVirtualRows(count: number, height: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => height, overscan: 12 });
  return { scroller, rows };
}
