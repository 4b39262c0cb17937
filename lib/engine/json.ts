import type { Json, JsonMap } from '@/lib/hot/types';

/** Deep equality of JSON values; the order of keys does not matter. */
export function sameJson(left: Json | undefined, right: Json | undefined): boolean {
  if (left === right) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left)) {
    return Array.isArray(right) && left.length === right.length && left.every((item, index) => sameJson(item, right[index]));
  }
  if (Array.isArray(right)) return false;
  const keys = Object.keys(left);
  if (keys.length !== Object.keys(right).length) return false;
  return keys.every((key) => Object.hasOwn(right, key) && sameJson(left[key], right[key]));
}

export function isJsonMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows `path` through maps (by key) and lists (by index); null where it leads nowhere, as Heat's get_attr does. */
export function selectPath(value: Json, path: readonly Json[]): Json {
  let here: Json = value;
  for (const step of path) {
    if (Array.isArray(here)) {
      const index: number = typeof step === 'number' ? step : Number(step);
      here = here.at(Number.isInteger(index) ? index : here.length) ?? null;
    } else if (isJsonMap(here)) {
      const key = String(step);
      here = Object.hasOwn(here, key) ? (here[key] ?? null) : null;
    } else {
      return null;
    }
  }
  return here;
}
