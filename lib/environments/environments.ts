/** Environments that people keep for several stacks, and secrets, as pages act on them. */
import { z } from 'zod';
import { parseEnvironment, readDocument } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import { parseInput } from '@/lib/stacks/input';
import { handlesIn } from '@/lib/stacks/layers';
import { type Caller, done, refuse, type StackPorts } from '@/lib/stacks/ports';
import { noteActivity } from '@/lib/store/activity';
import * as store from '@/lib/store/environments';
import * as secrets from '@/lib/store/secrets';
import type { EnvironmentRow, EnvironmentView, SecretRow } from '@/lib/wire/environments';
import type { ActionResult } from '@/lib/wire/types';

const named = z.string().trim().min(1, 'A name is missing').max(255, 'A name has at most 255 characters');
const description = z.string().max(2000).default('');

const versionInput = z.object({
  name: named,
  description,
  text: z.string(),
  message: z.string().max(1000).default(''),
  /** The newest version its author has seen; 0 for a new environment. */
  after: z.number().int().min(0),
});
export type EnvironmentInput = z.input<typeof versionInput>;

const NO_SUCH_ENVIRONMENT = refuse('not_found', 'There is no such environment in this project. It may have been removed; the page Environments shows what is there.');

export async function listEnvironments({ pool }: StackPorts, { projectId }: Caller): Promise<ActionResult<EnvironmentRow[]>> {
  return done((await store.listEnvironments(pool, projectId)).map((row) => {
    const { parameters, parameterDefaults, resourceRegistry } = parseEnvironment(row.text).environment;
    const sizeOf = (section: JsonMap): number => Object.keys(section).length;
    return { ...row, counts: { parameters: sizeOf(parameters), defaults: sizeOf(parameterDefaults), mappings: sizeOf(resourceRegistry) } };
  }));
}

export async function readEnvironment({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<EnvironmentView>> {
  const found = await store.findEnvironment(pool, projectId, id);
  return found === null ? NO_SUCH_ENVIRONMENT : done(found);
}

/** Refusals: validation (what the API would refuse, too), conflict (the name, or somebody saved since version `after`), not_found. */
export async function saveEnvironment({ pool }: StackPorts, caller: Caller, id: string | null, request: EnvironmentInput): Promise<ActionResult<{ id: string; number: number }>> {
  const input = parseInput(versionInput, request);
  if (!input.ok) return input;
  const { after, ...version } = input.value;
  const problems = parseEnvironment(version.text).diagnostics.filter(({ severity }) => severity === 'error');
  if (problems.length > 0) return refuse('validation', problems[0]?.message ?? 'The environment cannot be read.', problems);
  const saved = await store.saveEnvironment(pool, id, after, { ...version, projectId: caller.projectId, savedBy: caller.userName });
  switch (saved.kind) {
    case 'saved':
      await noteActivity(pool, { projectId: caller.projectId, actor: caller.userName, action: saved.number === 1 ? 'created' : 'changed', kind: 'environment', subjectId: saved.id, subjectName: version.name, detail: `version ${saved.number}` });
      return done({ id: saved.id, number: saved.number });
    case 'missing': return NO_SUCH_ENVIRONMENT;
    case 'name-taken': return refuse('conflict', `The project has an environment named "${version.name}" already. Choose another name, or change that one.`);
    case 'newer': return refuse('conflict', `Somebody has saved version ${saved.number} since you opened version ${after}. Nothing was overwritten: open the newest version and bring your change over.`);
  }
}

export async function removeEnvironment({ pool }: StackPorts, caller: Caller, id: string): Promise<ActionResult<null>> {
  const name = await store.removeEnvironment(pool, caller.projectId, id);
  if (name === null) return NO_SUCH_ENVIRONMENT;
  await noteActivity(pool, { projectId: caller.projectId, actor: caller.userName, action: 'removed', kind: 'environment', subjectId: id, subjectName: name });
  return done(null);
}

// --- secrets --------------------------------------------------------------------------------------------------------

const secretName = z.string().regex(/^[A-Za-z_][A-Za-z0-9_.-]{0,127}$/, 'A secret is named with letters, digits and _ . - only, at most 128, and begins with a letter or _');
const value = z.string().min(1, 'A secret has a value').max(65_536, 'A secret has at most 65536 characters');
/** A day, or none. */
const rotateBy = z.iso.date('A day is written like 2026-12-31').nullable().default(null);
const secretInput = z.object({ name: secretName, description, value, rotateBy });
export type SecretInput = z.input<typeof secretInput>;

const NO_SUCH_SECRET = refuse('not_found', 'There is no such secret in this project. It may have been removed; the page shows what is there.');

export async function listSecrets({ pool }: StackPorts, { projectId }: Caller): Promise<ActionResult<SecretRow[]>> {
  const [rows, environments] = await Promise.all([secrets.listSecrets(pool, projectId), store.listEnvironments(pool, projectId)]);
  const naming = new Map<string, string[]>();
  for (const { name, text } of environments) {
    for (const secret of new Set(handlesIn(documentOf(text)).map((handle) => handle.secret))) naming.set(secret, [...(naming.get(secret) ?? []), name]);
  }
  return done(rows.map((row) => ({ ...row, namedIn: naming.get(row.name) ?? [] })));
}

function documentOf(text: string): JsonMap {
  const { value: document } = readDocument(text);
  return typeof document === 'object' && document !== null && !Array.isArray(document) ? document : {};
}

export async function createSecret({ pool, vault }: StackPorts, caller: Caller, request: SecretInput): Promise<ActionResult<{ id: string }>> {
  const input = parseInput(secretInput, request);
  if (!input.ok) return input;
  const { name, description: about, value: secret, rotateBy: day } = input.value;
  const id = await secrets.createSecret(pool, { projectId: caller.projectId, name, description: about, rotateBy: day, sealed: vault.seal(secret), createdBy: caller.userName });
  if (id === null) return refuse('conflict', `The project has a secret named "${name}" already. Give that one a new value, or choose another name.`);
  await noteActivity(pool, { projectId: caller.projectId, actor: caller.userName, action: 'created', kind: 'secret', subjectId: id, subjectName: name });
  return done({ id });
}

/** Stacks keep the value they were deployed with until their next update. */
export async function rotateSecret({ pool, vault }: StackPorts, caller: Caller, id: string, next: string): Promise<ActionResult<{ number: number }>> {
  const input = parseInput(z.object({ value }), { value: next });
  if (!input.ok) return input;
  const rotated = await secrets.rotateSecret(pool, caller.projectId, id, vault.seal(input.value.value), caller.userName);
  if (rotated === null) return NO_SUCH_SECRET;
  await noteActivity(pool, { projectId: caller.projectId, actor: caller.userName, action: 'changed', kind: 'secret', subjectId: id, subjectName: rotated.name, detail: `version ${rotated.number}` });
  return done({ number: rotated.number });
}

/** The day by which it should have another value; null: none. */
export async function changeRotateBy({ pool }: StackPorts, caller: Caller, id: string, day: string | null): Promise<ActionResult<null>> {
  const input = parseInput(z.object({ rotateBy }), { rotateBy: day });
  if (!input.ok) return input;
  const name = await secrets.setRotateBy(pool, caller.projectId, id, input.value.rotateBy);
  if (name === null) return NO_SUCH_SECRET;
  await noteActivity(pool, { projectId: caller.projectId, actor: caller.userName, action: 'changed', kind: 'secret', subjectId: id, subjectName: name, detail: input.value.rotateBy === null ? 'without a day to rotate' : `rotate by ${input.value.rotateBy}` });
  return done(null);
}

export async function removeSecret({ pool }: StackPorts, caller: Caller, id: string): Promise<ActionResult<null>> {
  const name = await secrets.removeSecret(pool, caller.projectId, id);
  if (name === null) return NO_SUCH_SECRET;
  await noteActivity(pool, { projectId: caller.projectId, actor: caller.userName, action: 'removed', kind: 'secret', subjectId: id, subjectName: name });
  return done(null);
}
