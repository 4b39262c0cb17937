/** Properties that were called otherwise once: what is given under the former name is the value of the one of today. Heat's rules of translation that replace. */
import type { Json, JsonMap, PropertySchema } from '../types';
import { own, setKey } from '../values';
import { PropertyError } from './error';

type Schemas = Readonly<Record<string, PropertySchema>>;

const known = new WeakMap<Schemas, ReadonlyMap<string, string>>();

/** By the former name, the name of today. */
export function formerNames(schemas: Schemas): ReadonlyMap<string, string> {
  const before = known.get(schemas);
  if (before !== undefined) return before;
  const names = new Map(Object.entries(schemas).flatMap(([name, { formerly }]): [string, string][] => (formerly === undefined ? [] : [[formerly, name]])));
  known.set(schemas, names);
  return names;
}

export function bothNames(today: string, former: string): string {
  return `Cannot define the following properties at the same time: ${today}, ${former}.`;
}

/** The members of a map, each under its name of today. Throws where one is given under both. */
export function underNewNames(schemas: Schemas, map: JsonMap, path: readonly (string | number)[]): JsonMap {
  const names = formerNames(schemas);
  if (names.size === 0) return map;
  const result: JsonMap = { ...map };
  for (const [former, today] of names) {
    const value: Json | undefined = own(map, former);
    if (value === undefined || value === null) continue;
    if ((own(map, today) ?? null) !== null) throw new PropertyError(bothNames(today, former), path);
    delete result[former];
    setKey(result, today, value);
  }
  return result;
}
