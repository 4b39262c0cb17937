/** What callers send, parsed at the door. */
import { z } from 'zod';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Problem } from '@/lib/wire/types';
import { refuse } from './ports';

const json: z.ZodType<Json> = z.lazy(() => z.union([z.null(), z.boolean(), z.number(), z.string(), z.array(json), z.record(z.string(), json)]));
export const jsonMap: z.ZodType<JsonMap> = z.record(z.string(), json);

const source = {
  text: z.string(),
  files: z.record(z.string(), z.string()).default({}),
  environment: jsonMap.default({}),
};

/** Environments of the library, the weakest first. */
const environments = z.array(z.object({ id: z.string(), number: z.number().int().min(1).nullish() })).max(20, 'A stack is deployed with at most 20 environments').default([]);

export const definitionInput = z.object({ ...source, environments, parameters: jsonMap.default({}) });
export type DefinitionInput = z.infer<typeof definitionInput>;

/** Heat's rule for names of root stacks. */
export const stackName = z.string().regex(/^[a-zA-Z][a-zA-Z0-9_.-]{0,254}$/, 'A stack name begins with a letter and has letters, digits, and _ . - only, at most 255 characters');

const tag = z.string().trim().min(1, 'A tag has at least one character').max(80, 'A tag has at most 80 characters').refine((text) => !text.includes(','), 'A tag cannot have a comma');

const options = {
  layout: jsonMap.default({}),
  onFailure: z.enum(['rollback', 'keep', 'pause']).default('rollback'),
  timeoutMins: z.number().int().min(1).max(43_200).default(60),
  tags: z.array(tag).max(80).default([]).transform((tags) => [...new Set(tags)]),
  message: z.string().max(1_000).default(''),
  /** Of the plan that was shown: refused when the stack moved since. */
  planId: z.string().optional(),
};

export const createInput = definitionInput.extend({ name: stackName, ...options });
/** Values of hidden parameters that are not given again stay what they are; here is named which of them do not. */
const forgetHidden = z.union([z.literal('all'), z.array(z.string())]).default([]);
/** `converge`: every resource is checked first, and what is not there any more is made anew. */
export const updateInput = definitionInput.extend({ ...options, forgetHidden, converge: z.boolean().default(false) });
export const formInput = z.object({ ...source, environments, stackId: z.uuid().nullish() });
export const previewInput = definitionInput.extend({ name: z.string().default('preview'), stackId: z.uuid().nullish(), forgetHidden });

export const optionsInput = z.object({ onFailure: options.onFailure, timeoutMins: options.timeoutMins, tags: options.tags });

export type OptionsInput = z.input<typeof optionsInput>;
export type CreateInput = z.input<typeof createInput>;
export type UpdateInput = z.input<typeof updateInput>;
export type FormInput = z.input<typeof formInput>;
export type PreviewInput = z.input<typeof previewInput>;

/** Most characters of a whole request: template, files, environment and parameters together. Heat's `max_json_body_size`. */
export const MAX_REQUEST_CHARACTERS = 1_048_576;

/** The input, or a refusal that names the field. */
export function parseInput<T>(schema: z.ZodType<T>, input: unknown): { ok: true; value: T } | { ok: false; problem: Problem } {
  const size = requestSize(input);
  if (size > MAX_REQUEST_CHARACTERS) {
    return refuse('too_large', `This request has ${size} characters; at most ${MAX_REQUEST_CHARACTERS} are taken. Move parts of the template into files that are fetched by the servers.`);
  }
  const result = schema.safeParse(input);
  if (result.success) return { ok: true, value: result.data };
  const [issue] = result.error.issues;
  const path = issue?.path.map((step) => (typeof step === 'symbol' ? String(step) : step)) ?? [];
  return refuse('validation', `${path.join('.') || 'The request'}: ${issue?.message ?? 'not understood'}.`, [
    { code: 'request', severity: 'error', message: issue?.message ?? 'not understood', path },
  ]);
}

/** Counts text without building a copy of it. */
function requestSize(value: unknown, depth = 0): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null || depth > 400) return 8;
  let size = 2;
  for (const [key, item] of Object.entries(value)) {
    size += key.length + requestSize(item, depth + 1);
    if (size > MAX_REQUEST_CHARACTERS * 4) break;
  }
  return size;
}
