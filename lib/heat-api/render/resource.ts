/** Resources in the shapes of Heat's API. */
import type { ResourceType, ResourceTypeRegistry } from '@/lib/engine/resource-type';
import type { Json, JsonMap, TypeCatalogue } from '@/lib/hot/types';
import type { ResourceRecord } from '@/lib/store/resource-listing';
import { link, stackUrl } from './links';

export interface Types {
  registry: ResourceTypeRegistry;
  catalogue: TypeCatalogue;
}

/** An item of a list. */
export function resourceItem(base: string, resource: ResourceRecord): JsonMap {
  const stack = stackUrl(base, { id: resource.stackId, name: resource.stackName });
  return {
    resource_name: resource.name,
    logical_resource_id: resource.name,
    physical_resource_id: resource.physicalResourceId ?? '',
    resource_type: resource.type,
    resource_status: `${resource.action}_${resource.status}`,
    resource_status_reason: resource.statusReason,
    creation_time: resource.createdAt,
    updated_time: resource.updatedAt,
    required_by: resource.requiredBy,
    links: [
      link('self', `${stack}/resources/${encodeURIComponent(resource.name)}`),
      link('stack', stack),
      ...(resource.nestedName === null || resource.physicalResourceId === null ? [] : [link('nested', stackUrl(base, { id: resource.physicalResourceId, name: resource.nestedName }))]),
    ],
    ...(resource.parentResource === null ? {} : { parent_resource: resource.parentResource }),
  };
}

/** With its attributes: those of its type, and more that the caller asks for by name. */
export function resourceDetail(base: string, resource: ResourceRecord, types: Types, description: string, extra: readonly string[] = []): JsonMap {
  return { ...resourceItem(base, resource), description, attributes: attributesOf(resource, types, extra) };
}

/** `show` is everything the cloud says of the thing, and is given only to those who ask for it. */
export function attributesOf(resource: ResourceRecord, { registry, catalogue }: Types, extra: readonly string[]): JsonMap {
  const type = registry.get(resource.type);
  const names = new Set([...Object.keys((type?.schema ?? catalogue.get(resource.type))?.attributes ?? {}), ...(type?.nested === undefined ? [] : Object.keys(resource.attributes))]);
  names.delete('show');
  const attributes: JsonMap = {};
  for (const name of [...names, ...extra]) attributes[name] = attributeOf(type, resource, name);
  return attributes;
}

function attributeOf(type: ResourceType | undefined, resource: ResourceRecord, name: string): Json {
  const recorded = resource.attributes[name];
  if (type?.attribute === undefined || resource.action === 'INIT') return recorded ?? null;
  return type.attribute(resource, name) ?? recorded ?? null;
}
