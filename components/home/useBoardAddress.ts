'use client';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'next/navigation';
import { addressOf, type BoardView, viewOf } from './boardView';

/** Filter and order of the list. They live in the address, so a link or a reload shows the same. */
export function useBoardAddress() {
  const query = useSearchParams().toString();
  const view = useMemo(() => viewOf(new URLSearchParams(query)), [query]);
  const change = useCallback((to: Partial<BoardView>) => window.history.replaceState(null, '', `${window.location.pathname}${addressOf({ ...view, ...to })}`), [view]);
  return { view, change };
}
