/** Murano's object model: what an application is told to be, and what it says it is. Pure. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { asMap, isMap, textOf } from '../values';

/** Of the object: its type, its id. Keys in it that begin with an underscore are kept by Murano as they are. */
const HEADER = '?';
const MARK = '_hearth';

/** As Murano writes ids. */
export function objectId(...words: readonly string[]): string {
  return uuidFrom(...words).replaceAll('-', '');
}

export function idOf(object: JsonMap): string | null {
  return textOf(asMap(object[HEADER])['id']);
}

export function statusOf(object: JsonMap): string | null {
  return textOf(asMap(object[HEADER])['status']);
}

/** The run of a resource that wanted the object like this. */
export function runOf(object: JsonMap): string | null {
  return textOf(asMap(asMap(object[HEADER])[MARK])['run']);
}

export interface WantedApplication {
  id: string;
  type: string;
  name: string;
  properties: JsonMap;
  run: string;
}

/** `before`: the object as it is, of which everything stays that is not given anew, so that Murano knows its parts again. */
export function applicationModel({ id, type, name, properties, run }: WantedApplication, before: JsonMap | null): JsonMap {
  return { name, ...withoutHeader(before ?? {}), ...mapWithIds(properties, id), [HEADER]: { ...asMap(before?.[HEADER]), type, id, name, [MARK]: { run } } };
}

/** Objects inside need ids: made from where they are, so that they are the same ones at the next update. */
function withIds(value: Json, ...path: readonly string[]): Json {
  if (Array.isArray(value)) return value.map((item, index) => withIds(item, ...path, String(index)));
  return isMap(value) ? mapWithIds(value, ...path) : value;
}

function mapWithIds(map: JsonMap, ...path: readonly string[]): JsonMap {
  return Object.fromEntries(Object.entries(map).map(([key, value]) => {
    if (key !== HEADER || !isMap(value)) return [key, withIds(value, ...path, key)];
    return [key, 'id' in value ? value : { ...value, id: objectId('murano object', ...path) }];
  }));
}

export function withoutHeader(object: JsonMap): JsonMap {
  return Object.fromEntries(Object.entries(object).filter(([key]) => key !== HEADER));
}
