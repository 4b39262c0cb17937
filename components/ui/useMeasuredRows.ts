'use client';
import { useLayoutEffect, useState, useSyncExternalStore } from 'react';
import { useRowScale } from '@/components/shell/preferences';
import { type Rows, type RowsInView, RowWindow } from './rowWindow';

export interface MeasuredRows extends RowsInView {
  scroller: RowWindow['scroller'];
  measure: RowWindow['row'];
  scrollTo: RowWindow['scrollTo'];
}

/**
 * Rows of which those in view exist, and that are as high as they turn out to be; for rows of one height there is `useVirtualRows`.
 *
 * @param step pixels a frame: rows that go by faster are not read
 */
export function useMeasuredRows({ count, keyAt, line }: Rows, step: number): MeasuredRows {
  const height = Math.round(line * useRowScale());
  const [rows] = useState(() => new RowWindow({ count, keyAt, line: height }, step));
  useLayoutEffect(() => rows.show({ count, keyAt, line: height }), [rows, count, keyAt, height]);
  const view = useSyncExternalStore(rows.subscribe, rows.snapshot, rows.snapshot);
  return { ...view, scroller: rows.scroller, measure: rows.row, scrollTo: rows.scrollTo };
}
