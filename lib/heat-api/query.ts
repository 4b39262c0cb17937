/** Schemas of query parameters, with the sentences in which Heat refuses them. A parameter may come more than once: each is a list of texts. */
import { z } from 'zod';

const texts = z.array(z.string());

const TRUE = new Set(['true', '1', 't', 'y', 'yes', 'on']);
const FALSE = new Set(['false', '0', 'f', 'n', 'no', 'off']);

/** `Unrecognized value "bogus" for "show_deleted", acceptable values are: true, false.` */
export function flag(name: string, preset: boolean, description: string) {
  return texts.optional().transform((values, context): boolean => {
    const word = values?.at(-1)?.trim().toLowerCase();
    if (word === undefined) return preset;
    if (TRUE.has(word)) return true;
    if (!FALSE.has(word)) context.issues.push({ code: 'custom', message: `Unrecognized value "${values?.at(-1) ?? ''}" for "${name}", acceptable values are: true, false.`, input: values });
    return false;
  }).meta({ description, 'x-query': { type: 'boolean', default: preset } });
}

/** `Only integer is acceptable by 'limit'.` */
export function count(name: string, description: string) {
  return texts.optional().transform((values, context): number | undefined => {
    const text = values?.at(-1)?.trim();
    if (text === undefined || text === '') return undefined;
    const value = Number(text);
    if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(value)) {
      context.issues.push({ code: 'custom', message: `Only integer is acceptable by '${name}'.`, input: values });
      return undefined;
    }
    if (value < 0) context.issues.push({ code: 'custom', message: `Value '${value}' is invalid for '${name}' which only accepts non-negative integer.`, input: values });
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

/** `asc` or `desc`. */
export function direction(description: string) {
  return texts.optional().transform((values, context): 'asc' | 'desc' | undefined => {
    const word = values?.at(-1);
    if (word === undefined || word === '') return undefined;
    if (word === 'asc' || word === 'desc') return word;
    context.issues.push({ code: 'custom', message: `Unrecognized value "${word}" for "sort_dir", acceptable values are: asc, desc.`, input: values });
    return undefined;
  }).meta({ description, 'x-query': { type: 'string', enum: ['asc', 'desc'] } });
}

/** Query parameters by name, each with all its values. */
export function queryOf(parameters: URLSearchParams): Record<string, string[]> {
  const query: Record<string, string[]> = {};
  for (const name of new Set(parameters.keys())) Object.defineProperty(query, name, { value: parameters.getAll(name), enumerable: true });
  return query;
}
