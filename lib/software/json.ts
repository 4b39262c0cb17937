import type { Json, JsonMap } from '@/lib/hot/types';

export function isMap(value: unknown): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

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
