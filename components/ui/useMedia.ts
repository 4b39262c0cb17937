'use client';
import { useCallback, useSyncExternalStore } from 'react';

/** Whether a media query holds; `before` on the server and until the page is alive. Where styles can tell by themselves, they do. */
export function useMedia<T extends boolean | null>(query: string, before: T): boolean | T {
  const subscribe = useCallback((listener: () => void): (() => void) => {
    const list = window.matchMedia(query);
    list.addEventListener('change', listener);
    return () => list.removeEventListener('change', listener);
  }, [query]);
  return useSyncExternalStore<boolean | T>(subscribe, () => window.matchMedia(query).matches, () => before);
}
