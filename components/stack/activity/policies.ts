import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';

export const HOOK_WORDS = { 'pre-create': 'before it is created', 'pre-update': 'before it is changed', 'pre-delete': 'before it is deleted' } as const;
export const RESTRICTION_WORDS = { update: 'be changed', replace: 'be replaced' } as const;

export interface Policy {
  /** Names from the root down, as the environment writes them; `*` stands for any. */
  path: readonly string[];
  hooks: readonly string[];
  restricted: readonly string[];
}

/** What an environment says of single resources, wherever in its tree of resources. */
export function policiesIn(environment: JsonMap): Policy[] {
  const found: Policy[] = [];
  const walk = (entries: JsonMap, path: readonly string[]): void => {
    const [hooks, restricted] = [words(entries['hooks']), words(entries['restricted_actions'])];
    if (path.length > 0 && hooks.length + restricted.length > 0) found.push({ path, hooks, restricted });
    for (const [name, value] of Object.entries(entries)) if (isMap(value)) walk(value, [...path, name]);
  };
  walk(mapAt(mapAt(environment, 'resource_registry'), 'resources'), []);
  return found;
}

/** The environment with these hooks and restrictions at one resource in place of those it had there; everything else it says stays. */
export function withPolicy(environment: JsonMap, { path, hooks, restricted }: Policy): JsonMap {
  const changed = (map: JsonMap, [name, ...rest]: readonly string[]): JsonMap => {
    if (name !== undefined) return set(map, name, changed(mapAt(map, name), rest));
    return set(set(map, 'hooks', [...hooks]), 'restricted_actions', [...restricted]);
  };
  return changed(environment, ['resource_registry', 'resources', ...path]);
}

/** Without what is empty: an entry that says nothing is none. */
function set(map: JsonMap, key: string, value: JsonMap | string[]): JsonMap {
  if (Object.keys(value).length > 0) return { ...map, [key]: value };
  const { [key]: _, ...rest } = map;
  return rest;
}

function mapAt(map: JsonMap, key: string): JsonMap {
  const value = map[key];
  return isMap(value) ? value : {};
}

function words(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) => (typeof each === 'string' ? [each] : []));
}
