'use client';
import { useQuery } from '@tanstack/react-query';
import { BRIEFLY } from '@/components/live/briefly';
import { nameOf } from '@/lib/graph/model';
import type { TypeCatalogue } from '@/lib/hot/types';

/** What goes into each output, and where each parameter goes, by names. */
export interface References {
  outputs: ReadonlyMap<string, readonly string[]>;
  parameters: ReadonlyMap<string, readonly string[]>;
}

/** References can be read without knowing the types. */
const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

/** From the text of the template; the language is loaded only when this is asked for. */
export function useReferences(text: string): References | undefined {
  const query = useQuery({ queryKey: ['references', text], queryFn: () => referencesIn(text), enabled: text !== '', staleTime: Infinity, gcTime: BRIEFLY });
  return query.data;
}

async function referencesIn(text: string): Promise<References> {
  const [{ parseTemplate }, { projectGraph }] = await Promise.all([import('@/lib/hot'), import('@/lib/graph')]);
  const { template } = parseTemplate(text);
  const outputs = new Map<string, string[]>();
  const parameters = new Map<string, string[]>();
  if (!template) return { outputs, parameters };
  const add = (map: Map<string, string[]>, key: string, name: string) => map.set(key, [...new Set([...(map.get(key) ?? []), name])]);
  for (const { from, to } of projectGraph(template, NO_TYPES).edges) {
    if (to.startsWith('output:') && from.startsWith('resource:')) add(outputs, nameOf(to), nameOf(from));
    if (from.startsWith('parameter:')) add(parameters, nameOf(from), nameOf(to));
  }
  return { outputs, parameters };
}
