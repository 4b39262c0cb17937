'use client';
import { useEffect, useSyncExternalStore } from 'react';
import { createStore } from '@/components/shell/store';

export interface SavedView {
  name: string;
  /** The part of the address behind the path. */
  address: string;
}

const NONE: readonly SavedView[] = [];
const store = createStore<readonly SavedView[]>(NONE);
const keyOf = (project: string): string => `hearth-views-${project}`;

/** What another tab or an older version wrote may be anything. */
function read(project: string): readonly SavedView[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(project)) ?? '[]');
    return Array.isArray(kept) ? kept.flatMap((each: unknown) => (typeof each === 'object' && each !== null && 'name' in each && 'address' in each && typeof each.name === 'string' && typeof each.address === 'string' ? [{ name: each.name, address: each.address }] : [])) : NONE;
  } catch {
    return NONE;
  }
}

function write(project: string, views: readonly SavedView[]): void {
  store.set(views);
  try {
    localStorage.setItem(keyOf(project), JSON.stringify(views));
  } catch {
    // Without storage the views are only as old as the page.
  }
}

/** Filters with an order that somebody gave a name to; kept in the browser, a project each. */
export function useSavedViews(project: string) {
  useEffect(() => store.set(read(project)), [project]);
  const views = useSyncExternalStore(store.subscribe, store.get, () => NONE);
  return {
    views,
    save: (view: SavedView) => write(project, [...views.filter(({ name }) => name !== view.name), view]),
    remove: (name: string) => write(project, views.filter((view) => view.name !== name)),
  };
}
