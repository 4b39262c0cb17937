'use server';
import { searchProject as search, type SearchHit } from '@/lib/store/search';
import { searchDocumentation } from '@/lib/stacks/documentation';
import { openApiDocument } from '@/lib/heat-api/openapi';
import { referenceOf } from '@/lib/heat-api/reference';
import { ROUTES } from '@/lib/heat-api/routes';
import { EXAMPLES } from '@/components/types/functionExamples';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

const MOST_TYPES = 8;
/** Made once: routes do not change while the server runs. */
let sections: ReturnType<typeof referenceOf> | null = null;

/** Things of the project by names and ids, events by what they say, resource types, and the documentation. */
export async function searchProject(project: string, text: string): Promise<ActionResult<SearchHit[]>> {
  return asCaller(project, 'reader', async ({ pool, catalogue }, { projectId }) => {
    const wanted = text.trim().slice(0, 200);
    if (wanted === '') return { ok: true, value: [] };
    const types = catalogue.names().filter((name) => name.toLowerCase().includes(wanted.toLowerCase())).slice(0, MOST_TYPES)
      .map((name): SearchHit => ({ kind: 'Resource types', label: name, about: catalogue.get(name)?.description ?? '', path: `types/${encodeURIComponent(name)}` }));
    const documentation = searchDocumentation({ catalogue, functions: EXAMPLES, api: (sections ??= referenceOf(openApiDocument(ROUTES, { origin: '', version: '' }))) }, wanted).map((hit): SearchHit => ({ kind: 'Documentation', ...hit }));
    return { ok: true, value: [...(await search(pool, projectId, wanted)), ...types, ...documentation] };
  });
}
