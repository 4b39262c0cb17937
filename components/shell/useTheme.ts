'use client';
import { useCallback, useEffect, useSyncExternalStore } from 'react';
import { applyTheme, storedTheme, THEME_KEY, type ThemeChoice } from './theme';

const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
}

/** The chosen theme and how to choose another. While the choice is "system", the page follows the system as it changes. */
export function useTheme(): { choice: ThemeChoice; choose: (choice: ThemeChoice) => void } {
  const choice = useSyncExternalStore(subscribe, storedTheme, () => 'system' as const);
  useEffect(() => {
    applyTheme(choice);
    const system = window.matchMedia('(prefers-color-scheme: dark)');
    const follow = () => applyTheme(choice);
    system.addEventListener('change', follow);
    return () => system.removeEventListener('change', follow);
  }, [choice]);
  const choose = useCallback((next: ThemeChoice) => {
    window.localStorage.setItem(THEME_KEY, next);
    for (const listener of listeners) listener();
  }, []);
  return { choice, choose };
}
