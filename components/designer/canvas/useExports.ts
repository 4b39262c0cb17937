'use client';
import type { MenuItems } from '@/components/ui/Menu';
import { useSteady } from '@/components/ui/useSteady';
import type { Exported } from './exportItems';

/** Ways to take the drawing elsewhere, as it is when they are asked for. What makes pictures and archives comes then, too. */
export function useExports(given: Exported): () => Promise<MenuItems> {
  return useSteady(async () => (await import('./exportItems')).exportItems(given));
}
