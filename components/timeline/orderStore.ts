'use client';
import { useSyncExternalStore } from 'react';
import { createStore } from '@/components/shell/store';
import type { RowOrder } from './order';

/** One order for timeline and events: two views of the same history never run against each other. */
const store = createStore<RowOrder>('start');

export function useRowOrder(): [RowOrder, (order: RowOrder) => void] {
  return [useSyncExternalStore(store.subscribe, store.get, () => 'start'), store.set];
}
