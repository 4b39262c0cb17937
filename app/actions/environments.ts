'use server';
/** Environments and secrets, as pages act on them. */
import { effectiveView } from '@/lib/environments/effective';
import * as environments from '@/lib/environments/environments';
import { mappingViews } from '@/lib/environments/mappings';
import { readDraft } from '@/lib/drafts/drafts';
import { readSource } from '@/lib/stacks/read';
import { parseEnvironment } from '@/lib/hot';
import type { Services } from '@/lib/runtime/services';
import type { Caller } from '@/lib/stacks/ports';
import { environmentVersion } from '@/lib/store/environments';
import type { EffectiveView, EnvironmentRow, EnvironmentView, LayerRef, MappingView, SecretRow, TemplateRef } from '@/lib/wire/environments';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

export async function listEnvironments(project: string): Promise<ActionResult<EnvironmentRow[]>> {
  return asCaller(project, 'reader', (parts, caller) => environments.listEnvironments(parts, caller));
}

export async function getEnvironment(project: string, id: string): Promise<ActionResult<EnvironmentView>> {
  return asCaller(project, 'reader', (parts, caller) => environments.readEnvironment(parts, caller, id));
}

/** `id` null: the first version of a new environment. */
export async function saveEnvironment(project: string, id: string | null, input: environments.EnvironmentInput): Promise<ActionResult<{ id: string; number: number }>> {
  return asCaller(project, 'member', (parts, caller) => environments.saveEnvironment(parts, caller, id, input));
}

export async function removeEnvironment(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => environments.removeEnvironment(parts, caller, id));
}

const sourceOf = (parts: Services, caller: Caller, { kind, id }: TemplateRef) => (kind === 'stack' ? readSource(parts, caller, id) : readDraft(parts, caller, id));

/** What the mappings in the text of an environment come to, by themselves and in a template. */
export async function getMappings(project: string, text: string, template: TemplateRef | null): Promise<ActionResult<MappingView[]>> {
  return asCaller(project, 'reader', async (parts, caller) => {
    const source = template === null ? null : await sourceOf(parts, caller, template);
    if (source !== null && !source.ok) return source;
    return { ok: true, value: mappingViews(parseEnvironment(text).environment.resourceRegistry, (type) => parts.catalogue.get(type) !== undefined, source?.value ?? null) };
  });
}

/** What the template of a stack or a draft would get from these environments, in their order. */
export async function getEffective(project: string, template: TemplateRef, layers: readonly LayerRef[]): Promise<ActionResult<EffectiveView>> {
  return asCaller(project, 'reader', async (parts, caller) => {
    const source = await sourceOf(parts, caller, template);
    if (!source.ok) return source;
    const documents = await Promise.all(layers.map(({ id, number }) => environmentVersion(parts.pool, caller.projectId, id, number ?? null)));
    return { ok: true, value: effectiveView(source.value.text, source.value.files, documents.filter((document) => document !== null)) };
  });
}

export async function listSecrets(project: string): Promise<ActionResult<SecretRow[]>> {
  return asCaller(project, 'reader', (parts, caller) => environments.listSecrets(parts, caller));
}

export async function createSecret(project: string, input: environments.SecretInput): Promise<ActionResult<{ id: string }>> {
  return asCaller(project, 'member', (parts, caller) => environments.createSecret(parts, caller, input));
}

export async function rotateSecret(project: string, id: string, value: string): Promise<ActionResult<{ number: number }>> {
  return asCaller(project, 'member', (parts, caller) => environments.rotateSecret(parts, caller, id, value));
}

export async function changeRotateBy(project: string, id: string, day: string | null): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => environments.changeRotateBy(parts, caller, id, day));
}

export async function removeSecret(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => environments.removeSecret(parts, caller, id));
}
