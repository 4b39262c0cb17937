'use client';
import { useCallback, useEffect, useRef } from 'react';
import type { MenuItems } from '@/components/ui/Menu';
import type { Exported } from './exportItems';

/** Ways to take the drawing elsewhere, as it is when they are asked for. What makes pictures and archives comes then, too. */
export function useExports(given: Exported): () => Promise<MenuItems> {
  const latest = useRef(given);
  useEffect(() => {
    latest.current = given;
  });
  return useCallback(async () => (await import('./exportItems')).exportItems(latest.current), []);
}
