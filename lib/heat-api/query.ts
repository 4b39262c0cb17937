/** Schemas of query parameters, with the sentences in which Heat refuses them. A parameter may come more than once: each is a list of texts. */
import { z } from 'zod';

const texts = z.array(z.string());

/** `Unrecognized value "bogus" for "show_deleted", acceptable values are: true, false.` Heat takes no other words, in any case of letters. */
export function flag(name: string, preset: boolean, description: string) {
  return texts.optional().transform((values, context): boolean => {
    const word = values?.at(-1);
    if (word === undefined) return preset;
    const value = word.toLowerCase();
    if (value !== 'true' && value !== 'false') context.issues.push({ code: 'custom', message: `Unrecognized value "${word}" for "${name}", acceptable values are: true, false.`, input: values });
    return value === 'true';
  }).meta({ description, 'x-query': { type: 'boolean', default: preset } });
}

/** An integer as Python writes it: no sign, space or zero in front. */
export const INTEGER = /^(0|-?[1-9]\d*)$/;

/** `Only integer is acceptable by 'limit'.` */
export function count(name: string, description: string) {
  return texts.optional().transform((values, context): number | undefined => {
    const text = values?.at(-1);
    if (text === undefined) return undefined;
    const value = Number(text);
    if (!INTEGER.test(text) || !Number.isSafeInteger(value)) {
      context.issues.push({ code: 'custom', message: `Only integer is acceptable by '${name}'.`, input: values });
      return undefined;
    }
    if (value < 0) context.issues.push({ code: 'custom', message: `Value '${text}' is invalid for '${name}' which only accepts non-negative integer.`, input: values });
    return value;
  }).meta({ description, 'x-query': { type: 'integer', minimum: 0 } });
}

/** One text; the last of several. */
export function text(description: string) {
  return texts.optional().transform((values) => values?.at(-1)).meta({ description, 'x-query': { type: 'string' } });
}

/** Repeatable. */
export function list(description: string) {
  return texts.optional().transform((values) => values ?? []).meta({ description, 'x-query': { type: 'array', items: { type: 'string' } } });
}

/** Separated by commas; undefined when not given. */
export function commaList(description: string) {
  return texts.optional().transform((values) => values?.flatMap((value) => value.split(',')).map((value) => value.trim()).filter((value) => value !== '')).meta({
    description, 'x-query': { type: 'string' },
  });
}

const LONGEST_TAG = 80;

/** The first tag that cannot be one, as Heat says it. */
export function tagFault(tags: readonly string[]): string | null {
  const long = tags.find((tag) => tag.length > LONGEST_TAG);
  return long === undefined ? null : `Invalid tag, "${long}" is longer than ${LONGEST_TAG} characters`;
}

/** Tags, separated by commas; undefined when not given. */
export function tagList(description: string) {
  return commaList(description).transform((tags, context) => {
    const fault = tagFault(tags ?? []);
    if (fault !== null) context.issues.push({ code: 'custom', message: fault, input: tags });
    return tags;
  }).meta({ description, 'x-query': { type: 'string' } });
}

/** `asc` or `desc`; of another word Heat says no more than the name of Python's exception. */
export function direction(description: string) {
  return texts.optional().transform((values, context): 'asc' | 'desc' | undefined => {
    const word = values?.at(-1);
    if (word === undefined || word === '') return undefined;
    if (word === 'asc' || word === 'desc') return word;
    context.issues.push({ code: 'custom', message: 'asc or desc is expected', input: values, params: { type: 'ValueError' } });
    return undefined;
  }).meta({ description, 'x-query': { type: 'string', enum: ['asc', 'desc'] } });
}

/** A list leaves what is empty out of account: `?limit=&show_deleted=` asks for nothing. Elsewhere it is a mistake. */
export function nothingEmpty<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((query: unknown) => (typeof query !== 'object' || query === null ? query : Object.fromEntries(Object.entries(query).filter(([, values]) => !Array.isArray(values) || values.some((value) => value !== '')))), schema);
}

/** Query parameters by name, each with all its values. */
export function queryOf(parameters: URLSearchParams): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const name of new Set(parameters.keys())) Object.defineProperty(query, name, { value: parameters.getAll(name), enumerable: true });
  return query;
}
