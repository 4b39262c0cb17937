'use client';
import { useEffect, useRef } from 'react';
import { useRowScale } from '@/components/shell/preferences';
import { useVirtualizer } from '@tanstack/react-virtual';

/** Rows of one height, of which only those in view exist. Put `scroller` on the element that scrolls. */
export function useVirtualRows(count: number, height: number) {
  const scroller = useRef<HTMLDivElement>(null);
  const scaled = height * useRowScale();
  const rows = useVirtualizer({ count, getScrollElement: () => scroller.current, estimateSize: () => scaled, overscan: 12 });
  useEffect(() => rows.measure(), [rows, scaled]);
  return { scroller, rows };
}
