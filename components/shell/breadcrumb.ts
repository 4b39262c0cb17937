'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { createStore } from './store';

export interface Crumb {
  label: string;
  href?: string;
}

const NONE: readonly Crumb[] = [];
const crumbs = createStore<readonly Crumb[]>(NONE);

/** Where the page is, shown in the top bar while the calling component is there. */
export function useBreadcrumb(items: readonly Crumb[]): void {
  const key = JSON.stringify(items);
  useEffect(() => {
    const mine: readonly Crumb[] = JSON.parse(key);
    crumbs.set(mine);
    return () => {
      if (crumbs.get() === mine) crumbs.set(NONE);
    };
  }, [key]);
}

export function useCrumbs(): readonly Crumb[] {
  return useSyncExternalStore(crumbs.subscribe, crumbs.get, () => NONE);
}
