/** The library of software configs as people use it: every save is a version, and no version ever changes. */
import { z } from 'zod';
import { jsonMap, parseInput } from '@/lib/stacks/input';
import { type Caller, done, refuse, type StackPorts } from '@/lib/stacks/ports';
import * as store from '@/lib/store/library';
import { sumOfUses, usesOfConfig } from '@/lib/store/config-usage';
import { type ConfigRowView, type ConfigUseView, type LibraryConfigView, type StoredConfigView, TRIAL_TAG } from '@/lib/wire/library';
import type { ActionResult } from '@/lib/wire/types';

const TYPES = ['String', 'Number', 'CommaDelimitedList', 'Json', 'Boolean'] as const;
const named = z.string().trim().min(1, 'A name is missing').max(255, 'A name has at most 255 characters');
const description = z.string().max(2000).nullable().default(null);
const unique = (what: string) => (items: readonly { name: string }[], context: z.RefinementCtx) => {
  const twice = items.find((item, index) => items.findIndex(({ name }) => name === item.name) !== index);
  if (twice !== undefined) context.addIssue({ code: 'custom', message: `There are two ${what} named "${twice.name}"; a name stands for one` });
};

export const contentInput = z.object({
  group: named,
  config: z.string(),
  inputs: z.array(z.object({ name: named, type: z.enum(TYPES).default('String'), description, default: z.json().default(null) })).superRefine(unique('inputs')),
  outputs: z.array(z.object({ name: named, type: z.enum(TYPES).default('String'), description, errorOutput: z.boolean().default(false) })).superRefine(unique('outputs')),
  options: jsonMap.default({}),
});

const tag = z.string().trim().min(1).max(80, 'A tag has at most 80 characters');
const versionInput = contentInput.extend({
  name: named,
  tags: z.array(tag).max(40).default([]).transform((tags) => [...new Set(tags)]),
  message: z.string().max(1000).default(''),
  /** The newest version its author has seen; 0 for a new config. */
  after: z.number().int().min(0),
});

export type ContentInput = z.input<typeof contentInput>;
export type VersionInput = z.input<typeof versionInput>;

export const NO_SUCH_CONFIG = refuse('not_found', 'There is no such config in this project. It may have been removed; the page Configs shows what is there.');

export async function listConfigs({ pool }: StackPorts, { projectId }: Caller): Promise<ActionResult<ConfigRowView[]>> {
  const [configs, uses] = await Promise.all([store.listConfigs(pool, projectId, TRIAL_TAG), sumOfUses(pool, projectId, TRIAL_TAG)]);
  return done(configs.map((config) => ({ ...config, uses: uses.get(config.id) ?? { stacks: 0, last: null } })));
}

export async function readLibraryConfig({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<LibraryConfigView>> {
  const config = await store.findLibraryConfig(pool, projectId, id);
  return config === null ? NO_SUCH_CONFIG : done(config);
}

export async function readStoredConfig({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<StoredConfigView>> {
  const config = await store.findStoredConfig(pool, projectId, id);
  return config === null ? NO_SUCH_CONFIG : done(config);
}

/** Where a config of the library, or a stored one, is used now. */
export async function listUses({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<ConfigUseView[]>> {
  return done(await usesOfConfig(pool, projectId, id, TRIAL_TAG));
}

/** Refusals: validation, conflict (the name, or somebody saved since version `after`), not_found. */
export async function saveVersion({ pool, vault }: StackPorts, caller: Caller, id: string | null, request: VersionInput): Promise<ActionResult<{ id: string; number: number }>> {
  const input = parseInput(versionInput, request);
  if (!input.ok) return input;
  const { after, ...version } = input.value;
  const saved = await store.saveVersion(pool, vault, id, after, { ...version, projectId: caller.projectId, savedBy: caller.userName });
  switch (saved.kind) {
    case 'saved': return done({ id: saved.id, number: saved.number });
    case 'missing': return NO_SUCH_CONFIG;
    case 'name-taken': return refuse('conflict', `The library has a config named "${version.name}" already. Choose another name, or save a version of that one.`);
    case 'newer': return refuse('conflict', `Somebody has saved version ${saved.number} since you opened version ${after}. Nothing was overwritten: open the newest version and bring your change over.`);
  }
}

export async function removeLibraryConfig({ pool }: StackPorts, { projectId }: Caller, id: string): Promise<ActionResult<null>> {
  return (await store.removeLibraryConfig(pool, projectId, id)) ? done(null) : NO_SUCH_CONFIG;
}
