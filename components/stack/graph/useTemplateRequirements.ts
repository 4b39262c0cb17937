'use client';
import { useQuery } from '@tanstack/react-query';
import { BRIEFLY } from '@/components/live/briefly';
import { nameOf } from '@/lib/graph/model';
import type { TypeCatalogue } from '@/lib/hot/types';

export type Requirements = ReadonlyMap<string, readonly string[]>;

/** References between resources can be read without knowing their types. */
const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

/**
 * What each resource requires according to the template. Rows of resources that have not begun do not say it yet, and the graph should have its
 * shape from the beginning. Undefined until it is known. The template language is loaded only when that is needed.
 */
export function useTemplateRequirements(text: string, wanted: boolean): Requirements | undefined {
  const query = useQuery({ queryKey: ['requirements', text], queryFn: () => requirementsIn(text), enabled: wanted && text !== '', staleTime: Infinity, gcTime: BRIEFLY });
  return query.data ?? (query.isError ? NONE : undefined);
}

const NONE: Requirements = new Map();

export async function requirementsIn(text: string): Promise<Requirements> {
  const [{ parseTemplate }, { projectGraph }] = await Promise.all([import('@/lib/hot'), import('@/lib/graph')]);
  const { template } = parseTemplate(text);
  const requirements = new Map<string, string[]>();
  if (!template) return requirements;
  for (const { from, to } of projectGraph(template, NO_TYPES).edges) {
    if (!from.startsWith('resource:') || !to.startsWith('resource:')) continue;
    const name = nameOf(to);
    requirements.set(name, [...(requirements.get(name) ?? []), nameOf(from)]);
  }
  return new Map([...requirements].map(([name, needs]) => [name, [...new Set(needs)]]));
}
