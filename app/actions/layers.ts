'use server';
/** Environments, as the form for deploying uses them. */
import { effectiveView } from '@/lib/environments/effective';
import { listEnvironments } from '@/lib/environments/environments';
import type { JsonMap } from '@/lib/hot/types';
import type { EffectiveView, EnvironmentRow, LayerRef } from '@/lib/wire/environments';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

export async function listLayers(project: string): Promise<ActionResult<EnvironmentRow[]>> {
  return asCaller(project, 'reader', (parts, caller) => listEnvironments(parts, caller));
}

/** Where each parameter has its value from, with these environments under the draft's own. */
export async function effectiveValues(project: string, draft: { text: string; files: Record<string, string>; environment: JsonMap }, layers: LayerRef[]): Promise<ActionResult<EffectiveView>> {
  return asCaller(project, 'reader', async (parts, caller) => {
    const known = await listEnvironments(parts, caller);
    if (!known.ok) return known;
    const documents = layers.flatMap(({ id }) => known.value.filter((each) => each.id === id).map(({ name, text }) => ({ name, text })));
    const own = Object.keys(draft.environment).length > 0 ? [{ name: 'this draft', text: JSON.stringify(draft.environment) }] : [];
    return { ok: true, value: effectiveView(draft.text, draft.files, [...documents, ...own]) };
  });
}
