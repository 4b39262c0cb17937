import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';

export function asMap(value: Json | undefined): JsonMap {
  return isMap(value) ? value : {};
}

export function asList(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}

/** The text of a value where a text is needed: maps and lists as JSON, null as nothing. */
export function asText(value: Json | undefined): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
