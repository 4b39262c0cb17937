/** Functions of the language as forms: which parts they have, and how they are written. */
import { functionNames } from '@/lib/hot/function-names';
import { isMap } from '@/lib/hot/json';
import type { Json, PropertySchema, Template } from '@/lib/hot/types';

export interface Part {
  /** Key of the function's map, or place in its list; null: the argument itself. */
  key: string | number | null;
  name: string;
  schema: PropertySchema;
  optional?: boolean;
}

export interface FunctionForm {
  about: string;
  parts: readonly Part[];
  /** What is written when it is chosen; `before` is the value it takes the place of. */
  blank: (before: Json | undefined, template: Template) => Json;
}

const TEXT: PropertySchema = { type: 'String' };
const ANY: PropertySchema = { type: 'Any' };
const MAP: PropertySchema = { type: 'Map' };
const LIST: PropertySchema = { type: 'List', items: ANY };
const MAPS: PropertySchema = { type: 'List', items: MAP };
const choice = (...values: string[]): PropertySchema => ({ type: 'String', constraints: [{ kind: 'allowed_values', values }] });
const textOr = (value: Json | undefined, other: string): Json => (typeof value === 'string' && value !== '' ? value : other);
const replacing = (about: string): FunctionForm => ({ about, parts: [{ key: 'template', name: 'template', schema: TEXT }, { key: 'params', name: 'params', schema: MAP }], blank: (before) => ({ template: textOr(before, 'Hello NAME'), params: {} }) });

/** By name. Functions that are not here are written by hand. */
export const FUNCTION_FORMS: Readonly<Record<string, FunctionForm>> = {
  str_replace: replacing('A text in which words are replaced by values.'),
  str_replace_strict: replacing('As str_replace; each word has to be there.'),
  str_replace_vstrict: replacing('As str_replace_strict; no value may be empty.'),
  list_join: { about: 'The items of lists as one text, with something between them.', parts: [{ key: 0, name: 'between', schema: TEXT }, { key: 1, name: 'list', schema: LIST }], blank: (before) => [',', Array.isArray(before) ? before : []] },
  str_split: { about: 'A text as a list.', parts: [{ key: 0, name: 'at', schema: TEXT }, { key: 1, name: 'text', schema: TEXT }, { key: 2, name: 'item', schema: { type: 'Integer' }, optional: true }], blank: (before) => [',', textOr(before, 'a,b')] },
  if: { about: 'One value or another, as a condition says.', parts: [{ key: 0, name: 'condition', schema: TEXT }, { key: 1, name: 'then', schema: ANY }, { key: 2, name: 'else', schema: ANY, optional: true }], blank: (before, template) => [Object.keys(template.conditions)[0] ?? true, before ?? '', ''] },
  get_file: { about: 'What is in a file beside the template, or at an address.', parts: [{ key: null, name: 'file', schema: TEXT }], blank: (before) => textOr(before, 'file.txt') },
  repeat: { about: 'A list with the template once for each value.', parts: [{ key: 'template', name: 'template', schema: ANY }, { key: 'for_each', name: 'for_each', schema: MAP }], blank: (before) => ({ template: before ?? 'NAME', for_each: { NAME: [] } }) },
  digest: { about: 'The checksum of a text.', parts: [{ key: 0, name: 'algorithm', schema: choice('md5', 'sha1', 'sha256', 'sha512') }, { key: 1, name: 'text', schema: TEXT }], blank: (before) => ['sha256', textOr(before, '')] },
  map_merge: { about: 'Maps put together; later ones count.', parts: [{ key: null, name: 'maps', schema: MAPS }], blank: (before) => (isMap(before) ? [before] : []) },
  map_replace: { about: 'A map with other keys or values.', parts: [{ key: 0, name: 'map', schema: MAP }, { key: 1, name: 'with', schema: MAP }], blank: (before) => [isMap(before) ? before : {}, { keys: {}, values: {} }] },
  list_concat: { about: 'Lists, one after the other.', parts: [{ key: null, name: 'lists', schema: LIST }], blank: (before) => [Array.isArray(before) ? before : [], []] },
  list_concat_unique: { about: 'Lists, one after the other, each value once.', parts: [{ key: null, name: 'lists', schema: LIST }], blank: (before) => [Array.isArray(before) ? before : [], []] },
  filter: { about: 'A list without some values.', parts: [{ key: 0, name: 'without', schema: LIST }, { key: 1, name: 'list', schema: LIST }], blank: (before) => [[], Array.isArray(before) ? before : []] },
  yaql: { about: 'What an expression of the yaql language says about data.', parts: [{ key: 'expression', name: 'expression', schema: TEXT }, { key: 'data', name: 'data', schema: ANY }], blank: (before) => ({ expression: '$.data', data: before ?? {} }) },
  make_url: {
    about: 'An address from its parts.',
    parts: [...['scheme', 'username', 'password', 'host', 'port', 'path'].map((key): Part => ({ key, name: key, schema: ANY, optional: key !== 'host' && key !== 'scheme' })), { key: 'query', name: 'query', schema: MAP, optional: true }, { key: 'fragment', name: 'fragment', schema: TEXT, optional: true }],
    blank: () => ({ scheme: 'http', host: '' }),
  },
  contains: { about: 'Whether a list has a value.', parts: [{ key: 0, name: 'value', schema: ANY }, { key: 1, name: 'list', schema: LIST }], blank: (before) => ['', Array.isArray(before) ? before : []] },
  resource_facade: { about: 'In a nested template: what its parent says of it.', parts: [{ key: null, name: 'part', schema: choice('metadata', 'deletion_policy', 'update_policy') }], blank: () => 'metadata' },
};

/** Those the version of the template has. */
export function functionsOf(template: Template): string[] {
  const known = functionNames(template);
  return Object.keys(FUNCTION_FORMS).filter((name) => known.has(name));
}

/** The function a value calls, when it is one with a form and written as the form can show it. */
export function calledIn(value: Json | undefined): { name: string; args: Json; form: FunctionForm } | null {
  if (!isMap(value)) return null;
  const [name, more] = Object.keys(value);
  const form = name === undefined || more !== undefined ? undefined : FUNCTION_FORMS[name];
  if (name === undefined || form === undefined) return null;
  const args = value[name] ?? null;
  const keyed = form.parts.some(({ key }) => typeof key === 'string');
  const listed = form.parts.some(({ key }) => typeof key === 'number');
  if (keyed && !(isMap(args) && Object.keys(args).every((key) => form.parts.some((part) => part.key === key)))) return null;
  if (listed && !(Array.isArray(args) && args.length <= form.parts.length)) return null;
  return { name, args, form };
}

export function partOf(args: Json, { key }: Part): Json | undefined {
  if (key === null) return args;
  if (typeof key === 'number') return Array.isArray(args) ? args[key] : undefined;
  return isMap(args) ? args[key] : undefined;
}

