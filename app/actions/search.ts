'use server';
import { searchProject as search, type SearchHit } from '@/lib/store/search';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

const MOST_TYPES = 8;

/** Things of the project, and resource types, by names and ids. */
export async function searchProject(project: string, text: string): Promise<ActionResult<SearchHit[]>> {
  return asCaller(project, 'reader', async ({ pool, catalogue }, { projectId }) => {
    const wanted = text.trim().slice(0, 200);
    if (wanted === '') return { ok: true, value: [] };
    const types = catalogue.names().filter((name) => name.toLowerCase().includes(wanted.toLowerCase())).slice(0, MOST_TYPES)
      .map((name): SearchHit => ({ kind: 'Resource types', label: name, about: catalogue.get(name)?.description ?? '', path: `types/${encodeURIComponent(name)}` }));
    return { ok: true, value: [...(await search(pool, projectId, wanted)), ...types] };
  });
}
