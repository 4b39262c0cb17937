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
 * What the template says, what was sent after its functions had their values, and what the thing says of itself (`show`, or an attribute of the property's name).
 *
 * @param now what it answered a moment ago; without it, what was recorded when it was made, changed or checked last
 */
export function threeWays({ definition, properties, attributes: recorded }: Pick<ResourceDetail, 'definition' | 'properties' | 'attributes'>, now: JsonMap | null = null): PropertyRow[] {
  const template = mapOf(definition['properties']);
  const attributes = now ?? recorded;
  const shown = mapOf(attributes['show']);
  const names = [...new Set([...Object.keys(template), ...Object.keys(properties)])].toSorted((a, b) => a.localeCompare(b));
  return names.map((name) => {
    const sent = properties[name];
    const live = shown[name] ?? likewise(attributes[name], sent);
    return { name, template: template[name], sent, live, drifted: sent !== undefined && sent !== null && live !== undefined && !same(sent, live) };
  });
}

/** An attribute that is only called like the property, and is of another kind, says nothing of it. */
function likewise(attribute: Json | undefined, sent: Json | undefined): Json | undefined {
  const plain = (value: Json | undefined) => value === undefined || value === null || typeof value !== 'object';
  return plain(attribute) === plain(sent) && Array.isArray(attribute) === Array.isArray(sent) ? attribute : undefined;
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
