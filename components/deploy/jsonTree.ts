/** A value of maps and lists as rows, and the changes that rows make to it. Pure; paths that lead nowhere change nothing. */
import { isMap } from '@/lib/hot/json';
import { readDocument } from '@/lib/hot/reading';
import type { Json } from '@/lib/hot/types';

export type Path = readonly (string | number)[];

export interface TreeRow {
  path: Path;
  /** Of a list: the place. */
  key: string;
  kind: 'map' | 'list' | 'value';
  /** Of a value as one types it; of a map or list how many entries it has. */
  text: string;
  inList: boolean;
}

/** In the order of the value, what is inside of something right after it. */
export function rowsOf(value: Json, path: Path = []): TreeRow[] {
  return entriesOf(value).flatMap(([key, each]) => {
    const here = [...path, key];
    const kind = Array.isArray(each) ? 'list' : isMap(each) ? 'map' : 'value';
    return [{ path: here, key: String(key), kind, text: kind === 'value' ? typedText(each) : String(entriesOf(each).length), inList: Array.isArray(value) }, ...rowsOf(each, here)];
  });
}

function entriesOf(value: Json): (readonly [string | number, Json])[] {
  if (Array.isArray(value)) return value.map((each, index) => [index, each] as const);
  return isMap(value) ? Object.entries(value) : [];
}

/** As YAML writes a scalar: a text that would be read as something else is in quotes. */
export function typedText(value: Json): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  return valueTyped(value) === value ? value : JSON.stringify(value);
}

/** What somebody typed: numbers, true, false, null and quoted texts mean what they mean in YAML; all else is text. */
export function valueTyped(text: string): Json {
  if (text === '') return '';
  if (!/^(-?[\d.]|true$|false$|null$|")/.test(text)) return text;
  const { value, readable } = readDocument(text);
  return readable && (value === null || typeof value !== 'object') ? value : text;
}

/** The value with the part at `path` exchanged by what `change` makes of it; undefined takes it out. */
export function changedAt(value: Json, path: Path, change: (part: Json) => Json | undefined): Json {
  const [key, ...rest] = path;
  if (key === undefined) return change(value) ?? value;
  if (Array.isArray(value)) return value.flatMap((each, index) => (index === key ? kept(inner(each, rest, change)) : [each]));
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([name, each]) => (name === key ? kept(inner(each, rest, change)).map((next) => [name, next]) : [[name, each]])));
}

function inner(part: Json, rest: Path, change: (part: Json) => Json | undefined): Json | undefined {
  return rest.length === 0 ? change(part) : changedAt(part, rest, change);
}

function kept(value: Json | undefined): Json[] {
  return value === undefined ? [] : [value];
}

/** A key with another name, in its place; a name that is taken stays. */
export function renamed(value: Json, path: Path, name: string): Json {
  const key = path.at(-1);
  return changedAt(value, path.slice(0, -1), (parent) => (!isMap(parent) || name === '' || Object.hasOwn(parent, name) ? parent : Object.fromEntries(Object.entries(parent).map(([each, part]) => [each === key ? name : each, part]))));
}

/** One more entry in a map or list; in a map under the first name that is free. */
export function added(value: Json, path: Path, entry: Json): Json {
  return changedAt(value, path, (parent) => {
    if (Array.isArray(parent)) return [...parent, entry];
    if (!isMap(parent)) return parent;
    let number = Object.keys(parent).length + 1;
    while (Object.hasOwn(parent, `key_${number}`)) number += 1;
    return { ...parent, [`key_${number}`]: entry };
  });
}
