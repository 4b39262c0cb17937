/** The template of a group: its members, and nothing else. */
import type { Json, JsonMap, ResourceDefinition, Template } from '@/lib/hot/types';
import { asMap, isMap, textOf } from '../../values';

export interface Member {
  name: string;
  /** A resource definition as `resource_def` holds it: type, properties, metadata. */
  definition: JsonMap;
  dependsOn?: string[];
}

export function memberTemplate(members: readonly Member[]): Template {
  const resources: Record<string, ResourceDefinition> = {};
  for (const { name, definition, dependsOn = [] } of members) {
    resources[name] = {
      name, type: textOf(definition['type']) ?? '', properties: withoutNulls(definition['properties']), metadata: definition['metadata'] ?? {},
      dependsOn, deletionPolicy: 'Delete', updatePolicy: definition['update_policy'] ?? {},
    };
  }
  return {
    version: '2021-04-16', versionKey: 'heat_template_version', description: '', parameterGroups: [], parameters: {}, conditions: {}, mappings: {},
    outputs: {}, resources,
  };
}

/** A property that is not given is left to its default. */
function withoutNulls(properties: Json | undefined): JsonMap {
  return Object.fromEntries(Object.entries(asMap(properties)).filter(([, value]) => value !== null));
}

/** Every text in a value with `from` replaced; names of keys stay. */
export function replaced(value: Json, from: string, to: string): Json {
  if (typeof value === 'string') return value.replaceAll(from, to);
  if (Array.isArray(value)) return value.map((item) => replaced(item, from, to));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, replaced(item, from, to)]));
  return value;
}
