import type { Json, JsonMap } from '@/lib/hot/types';
import type { ResourceDetail } from '@/lib/wire/types';

/** One property in three places. `undefined`: it is not said there. */
export interface PropertyRow {
  name: string;
  template: Json | undefined;
  sent: Json | undefined;
  live: Json | undefined;
  /** What is there is not what was sent. */
  drifted: boolean;
}

/**
 * What the template says, what was sent after its functions had their values, and what the thing said of itself when it was asked last (`show`, or
 * an attribute of the property's name).
 */
export function threeWays({ definition, properties, attributes }: Pick<ResourceDetail, 'definition' | 'properties' | 'attributes'>): PropertyRow[] {
  const template = mapOf(definition['properties']);
  const shown = mapOf(attributes['show']);
  const names = [...new Set([...Object.keys(template), ...Object.keys(properties)])].toSorted((a, b) => a.localeCompare(b));
  return names.map((name) => {
    const sent = properties[name];
    const live = shown[name] ?? attributes[name];
    return { name, template: template[name], sent, live, drifted: sent !== undefined && sent !== null && live !== undefined && !same(sent, live) };
  });
}

function mapOf(value: Json | undefined): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}

/** Numbers and their texts are the same to a cloud. */
function same(one: Json, other: Json): boolean {
  if (typeof one !== 'object' && typeof other !== 'object') return String(one) === String(other);
  return stable(one) === stable(other);
}

function stable(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  return `{${Object.keys(value).toSorted().map((key) => `${JSON.stringify(key)}:${stable(value[key] ?? null)}`).join()}}`;
}
