/** Resources that are not there yet, in the shapes in which Heat shows what would become of a template. */
import { prospectiveChild } from '@/lib/engine/plan-children';
import type { Sources } from '@/lib/engine';
import { type BoundResource, type BoundStack, HotError, resolveMetadata, resolveProperties, UnknownValue } from '@/lib/hot';
import type { ResourceResolver } from '@/lib/hot';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { HeatPorts } from '../ports';

export interface PreviewedStack {
  name: string;
  /** `None` for a stack that is not there. */
  id: string;
  projectId: string;
  bound: BoundStack;
  sources: Sources;
  /** The resource whose stack it is. */
  parentResource: string | null;
  depth: number;
}

const unknown = (): never => {
  throw new UnknownValue('nothing exists yet');
};
const NOTHING: ResourceResolver = { referenceId: unknown, attribute: unknown, attributes: unknown };

/** A list; in the place of a resource that is a stack of its own stands the list of its resources. */
export function previewedResources(ports: HeatPorts, stack: PreviewedStack): Json[] {
  return [...stack.bound.resources.values()].map((resource) => {
    const child = childOf(ports, stack, resource);
    return child === null ? { ...previewedResource(stack, resource), properties: propertiesOf(stack.bound, resource) } : previewedResources(ports, child);
  });
}

/** The stack that a resource would be. */
export function childOf(ports: HeatPorts, stack: PreviewedStack, resource: BoundResource): PreviewedStack | null {
  const type = ports.registry.get(resource.type);
  const resolved = type?.nested === undefined ? null : resolveProperties(stack.bound, resource.name, NOTHING);
  if (type === undefined || resolved?.ok !== true) return null;
  const prospect = {
    name: resource.name, type: resource.type, declaredType: resource.definition.type, row: null, definition: resource.frozen, properties: resolved.properties, unknown: resolved.unknown,
  };
  const child = prospectiveChild(prospect, type, [], stack.sources, stack.depth + 1);
  return child === null ? null : {
    name: `${stack.name}-${resource.name}`, id: 'None', projectId: stack.projectId, bound: child.bound, sources: child.sources, parentResource: resource.name, depth: stack.depth + 1,
  };
}

export function previewedResource(stack: PreviewedStack, resource: BoundResource): JsonMap {
  const identity = { stack_name: stack.name, stack_id: stack.id, tenant: stack.projectId };
  return {
    resource_name: resource.name,
    resource_type: resource.definition.type,
    physical_resource_id: '',
    resource_action: 'INIT',
    resource_status: 'COMPLETE',
    resource_status_reason: '',
    resource_identity: { ...identity, path: `/resources/${resource.name}` },
    stack_identity: { ...identity, path: '' },
    stack_name: stack.name,
    creation_time: null,
    updated_time: null,
    description: resource.definition.description ?? '',
    required_by: requiredBy(stack.bound, resource.name),
    attributes: Object.fromEntries(Object.keys(resource.schema.attributes).filter((name) => name !== 'show').map((name) => [name, null])),
    metadata: metadataOf(stack.bound, resource.name),
    ...(stack.parentResource === null ? {} : { parent_resource: stack.parentResource }),
  };
}

export function requiredBy(bound: BoundStack, name: string): string[] {
  return [...bound.resources.values()].filter((other) => other.dependencies.includes(name)).map((other) => other.name);
}

/** Every property of the type; null where there is no value, or none yet. */
function propertiesOf(bound: BoundStack, { name, schema }: BoundResource): JsonMap {
  const resolved = resolveProperties(bound, name, NOTHING);
  const known = resolved.ok ? resolved.properties : {};
  return { ...Object.fromEntries(Object.keys(schema.properties).map((property) => [property, null])), ...known };
}

function metadataOf(bound: BoundStack, name: string): JsonMap {
  try {
    return resolveMetadata(bound, name, NOTHING);
  } catch (fault) {
    if (fault instanceof UnknownValue || fault instanceof HotError) return {};
    throw fault;
  }
}
