/**
 * How cloud-init makes one configuration of several parts: each part is merged into what was before it, in the way that it names itself (`merge_how` or
 * `merge_type`). Source: https://docs.cloud-init.io/en/latest/reference/merging.html. Pure.
 */
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText } from '../json';

/** For each kind of value, what to do with it. */
type Ways = Readonly<Record<'list' | 'str', ReadonlySet<string>>> & { readonly dict: ReadonlySet<string> | null };

const DEFAULT_WAYS: Ways = { dict: new Set(['replace']), list: new Set(), str: new Set() };

export function mergeConfigs(parts: readonly JsonMap[]): JsonMap {
  let merged: JsonMap = {};
  for (const { merge_how: how, merge_type: type, ...part } of parts) merged = asMap(merge(merged, part, waysOf(how ?? type)));
  return merged;
}

/** `dict(recurse_array)+list(append)`, or a list of {name, settings}. What is not named is left as it was. */
function waysOf(given: Json | undefined): Ways {
  if (given === undefined || given === null) return DEFAULT_WAYS;
  const named = Array.isArray(given)
    ? given.map((item): [string, string[]] => [asText(asMap(item)['name']), asList(asMap(item)['settings']).map(asText)])
    : [...asText(given).matchAll(/(\w+)\s*(?:\(([^)]*)\))?/g)].map(([, name = '', options = '']): [string, string[]] => [name, options.split(',').map((word) => word.trim())]);
  const ways = new Map(named);
  const of = (name: string): ReadonlySet<string> => new Set(ways.get(name));
  return { dict: ways.has('dict') ? of('dict') : null, list: of('list'), str: of('str') };
}

function merge(before: Json, after: Json, ways: Ways): Json {
  if (isMap(before) && isMap(after) && ways.dict !== null) return mergeMaps(before, after, ways.dict, ways);
  if (Array.isArray(before) && Array.isArray(after)) {
    if (ways.list.has('append')) return [...before, ...after];
    if (ways.list.has('prepend')) return [...after, ...before];
    return ways.list.has('replace') ? after : before;
  }
  if (typeof before === 'string' && typeof after === 'string' && ways.str.has('append')) return before + after;
  return before;
}

function mergeMaps(before: JsonMap, after: JsonMap, dict: ReadonlySet<string>, ways: Ways): JsonMap {
  const merged: JsonMap = { ...before };
  for (const [key, value] of Object.entries(after)) {
    const old = merged[key];
    if (old === undefined) merged[key] = value;
    else if (value === null && dict.has('allow_delete')) delete merged[key];
    else if (dict.has('replace')) merged[key] = value;
    else if (Array.isArray(value) ? dict.has('recurse_array') || dict.has('recurse_list') : typeof value === 'string' ? dict.has('recurse_str') : isMap(value)) merged[key] = merge(old, value, ways);
  }
  return merged;
}
