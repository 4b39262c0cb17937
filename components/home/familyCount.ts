import type { Dot, Facets } from '@/lib/wire/stack-board';
import type { Family } from '@/components/status/families';

const LETTERS: Readonly<Record<Family, Dot>> = { failed: 'f', held: 'h', progress: 'p', rollback: 'r', done: 'd', waiting: 'w' };

/** How many stacks are in a family of states; none while that is not known. */
export function familyCount(facets: Facets | null, family: Family): number {
  return facets?.families[LETTERS[family]] ?? 0;
}
