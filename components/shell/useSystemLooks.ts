'use client';
import { useEffect } from 'react';
import { apply, usePreferences } from './preferences';

/** While the choice is "as the system", the page follows the system as it changes. */
export function useSystemLooks(): void {
  const { preferences } = usePreferences();
  useEffect(() => {
    const follow = () => apply(preferences);
    const queries = ['(prefers-color-scheme: dark)', '(prefers-contrast: more)'].map((query) => window.matchMedia(query));
    for (const query of queries) query.addEventListener('change', follow);
    return () => {
      for (const query of queries) query.removeEventListener('change', follow);
    };
  }, [preferences]);
}
