import { nameOf, type StackGraph } from '@/lib/graph';

/** What conditions are made of: parameters by name, for somebody who wants to try others. */
export function parametersOfConditions({ edges }: Pick<StackGraph, 'edges'>): string[] {
  return [...new Set(edges.flatMap(({ kind, from, to, path }) => (kind === 'param' && (to.startsWith('condition:') || path.includes('condition') || path.includes('Condition')) ? [nameOf(from)] : [])))];
}
