import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';

export function asMapOr(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {};
}

export function listOfMaps(value: Json | undefined): JsonMap[] {
  return Array.isArray(value) ? value.filter(isMap) : [];
}

/** Maps and lists as JSON text. */
export function textOr(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
