/** Reading resolved properties: the engine has checked them against the schema, so a wrong type here means "not given". */
import type { Json, JsonMap } from '@/lib/hot/types';

export { isMap } from '@/lib/hot/json';
export { asList, asMap, asText } from '@/lib/software/json';

export function textOf(value: Json | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

export function numberOf(value: Json | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

export function textsOf(value: Json | undefined): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

/** The name a person gave, or the one the engine made. */
export function nameOf(properties: JsonMap, physicalName: string): string {
  const name = textOf(properties['name']);
  return name === null || name === '' ? physicalName : name;
}
