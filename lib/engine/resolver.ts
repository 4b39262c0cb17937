/** What `get_resource` and `get_attr` yield: from rows while deploying, and as far as it can be known while planning. */
import { type ResourceResolver, selectAttributePath, UnknownValue } from '@/lib/hot';
import { sameJson } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Members, ResourceTypeRegistry } from './resource-type';
import type { ResourceRow } from './types';

/** Where the rows of a nested resource's own stack are found. */
export interface Family {
  rowsOf(stackId: string): readonly ResourceRow[];
}

/** All rows of a tree, as the database holds them. */
export function familyOf(rows: readonly ResourceRow[]): Family {
  const byStack = new Map<string, ResourceRow[]>();
  for (const row of rows) {
    const siblings = byStack.get(row.stackId);
    if (siblings === undefined) byStack.set(row.stackId, [row]);
    else siblings.push(row);
  }
  return { rowsOf: (stackId) => byStack.get(stackId) ?? [] };
}

/** Reads rows by name, and digs into nested resources. */
export function treeResolver(family: Family, rowOf: (name: string) => ResourceRow | undefined, registry: ResourceTypeRegistry): ResourceResolver {
  return rowResolver(rowOf, registry, family);
}

const NO_FAMILY: Family = { rowsOf: () => [] };

/** Reads rows by name; a resource without a row is an unknown value. */
export function rowResolver(rowOf: (name: string) => ResourceRow | undefined, registry: ResourceTypeRegistry, family: Family = NO_FAMILY): ResourceResolver {
  const existing = (name: string): ResourceRow => {
    const row = rowOf(name);
    if (row === undefined || row.action === 'INIT') throw new UnknownValue(`${name} does not exist yet`);
    return row;
  };
  const attributeOf = (row: ResourceRow, attribute: string, path: readonly Json[]): Json => {
    const type = registry.get(row.type);
    if (type?.nested !== undefined) {
      const found = nestedAttribute(row, attribute, path, registry, family);
      if (found !== undefined) return found;
    }
    const value = type?.attribute ? type.attribute(row, attribute) : (row.attributes[attribute] ?? null);
    return selectAttributePath(value, path);
  };
  return {
    referenceId: (name) => referenceIdOf(existing(name), registry),
    attribute: (name, attribute, path) => attributeOf(existing(name), attribute, path),
    attributes: (name): JsonMap => {
      const row = existing(name);
      const type = registry.get(row.type);
      if (!type?.attribute) return row.attributes;
      return Object.fromEntries(Object.keys(type.schema.attributes).map((attribute) => [attribute, attributeOf(row, attribute, [])]));
    },
  };
}

/** `resource.<name>` and `resource.<name>.<attribute>` lead into the child; groups make attributes of those of their members. */
function nestedAttribute(row: ResourceRow, attribute: string, path: readonly Json[], registry: ResourceTypeRegistry, family: Family): Json | undefined {
  const members = membersOf(row, registry, family);
  const [head, name, inner] = split(attribute);
  if (head !== 'resource' || name === undefined) return registry.get(row.type)?.memberAttribute?.(row, members, attribute, path);
  if (!members.list().some((member) => member.name === name)) return null;
  const [first, ...rest] = inner === undefined ? path : [inner, ...path];
  if (first === undefined) return members.referenceId(name);
  return typeof first === 'string' ? members.attribute(name, first, rest) : null;
}

/** At the first two dots: what is left may have dots of its own, for the child of the child. */
function split(attribute: string): (string | undefined)[] {
  const [, head, name, inner] = /^(resource)\.([^.]+)(?:\.(.+))?$/s.exec(attribute) ?? [];
  return [head, name, inner];
}

function membersOf(row: ResourceRow, registry: ResourceTypeRegistry, family: Family): Members {
  const rows = row.physicalResourceId === null ? [] : family.rowsOf(row.physicalResourceId).filter((member) => member.replacedBy === null && member.action !== 'INIT');
  const byName = new Map(rows.map((member) => [member.name, member]));
  const resolver = rowResolver((name) => byName.get(name), registry, family);
  return {
    list: () => rows,
    referenceId: (name) => resolver.referenceId(name),
    attribute: (name, attribute, path) => resolver.attribute(name, attribute, [...path]),
    attributes: (name) => resolver.attributes(name) ?? {},
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

/** The resource of a stack that a template calls by this reference id; one that has been replaced is not called any more. */
export function findByReferenceId(family: Family, registry: ResourceTypeRegistry, stackId: string, refId: Json): ResourceRow | undefined {
  return family.rowsOf(stackId).find((row) => row.replacedBy === null && sameJson(referenceIdOf(row, registry), refId));
}
