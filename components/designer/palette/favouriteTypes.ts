'use client';
import { useSyncExternalStore } from 'react';
import { storedNames } from './storedNames';

const store = storedNames('hearth.designer.favourites');
const NONE: readonly string[] = [];

/** Types that somebody has given a star, in the order in which they got it. */
export function useFavourites(): readonly string[] {
  return useSyncExternalStore(store.subscribe, store.read, () => NONE);
}

export function toggleFavourite(type: string): void {
  const before = store.read();
  store.write(before.includes(type) ? before.filter((each) => each !== type) : [...before, type]);
}
