/** What `get_resource` and `get_attr` yield: from rows while deploying, and as far as it can be known while planning. */
import { type ResourceResolver, selectAttributePath, UnknownValue } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import type { ResourceTypeRegistry } from './resource-type';
import type { ResourceRow } from './types';

/** Reads rows by name; a resource without a row is an unknown value. */
export function rowResolver(rowOf: (name: string) => ResourceRow | undefined, registry: ResourceTypeRegistry): ResourceResolver {
  const existing = (name: string): ResourceRow => {
    const row = rowOf(name);
    if (row === undefined || row.action === 'INIT') throw new UnknownValue(`${name} does not exist yet`);
    return row;
  };
  return {
    referenceId: (name) => referenceIdOf(existing(name), registry),
    attribute: (name, attribute, path) => {
      const row = existing(name);
      const type = registry.get(row.type);
      const value = type?.attribute ? type.attribute(row, attribute) : (row.attributes[attribute] ?? null);
      return selectAttributePath(value, path);
    },
    attributes: (name): JsonMap => {
      const row = existing(name);
      const type = registry.get(row.type);
      if (!type?.attribute) return row.attributes;
      const result: JsonMap = {};
      for (const attribute of Object.keys(type.schema.attributes)) result[attribute] = type.attribute(row, attribute);
      return result;
    },
  };
}

export function referenceIdOf(row: ResourceRow, registry: ResourceTypeRegistry) {
  const type = registry.get(row.type);
  return type?.referenceId ? type.referenceId(row) : (row.physicalResourceId ?? row.name);
}

/** What a deployment will do to a resource decides what can be said about its values before. */
export type Forecast = 'kept' | 'changed' | 'new';

/** A resource that will be new has no known values; one that will change in place keeps its reference id. */
export function forecastResolver(live: ResourceResolver, forecast: (name: string) => Forecast): ResourceResolver {
  const known = (name: string, ...allowed: Forecast[]): void => {
    if (!allowed.includes(forecast(name))) throw new UnknownValue(`${name} will have changed by then`);
  };
  return {
    referenceId: (name) => {
      known(name, 'kept', 'changed');
      return live.referenceId(name);
    },
    attribute: (name, attribute, path) => {
      known(name, 'kept');
      return live.attribute(name, attribute, path);
    },
    attributes: (name) => {
      known(name, 'kept');
      return live.attributes(name);
    },
  };
}
