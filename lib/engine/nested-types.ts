/** Types that are templates: a resource of type `web.yaml` is a stack of its own, made from that file. */
import { childParameters, isTemplateName } from '@/lib/hot';
import type { TypeSchema } from '@/lib/hot/types';
import type { ResourceType, ResourceTypeRegistry } from './resource-type';

/** A registry that also knows what runs by its template alone. */
export function withTemplateTypes(registry: ResourceTypeRegistry): ResourceTypeRegistry {
  return { get: (name) => registry.get(name) ?? (isTemplateName(name) ? templateType : undefined) };
}

/** What can be said without the file; properties and attributes are the template's parameters and outputs, which only a bound stack has. */
const SCHEMA: TypeSchema = {
  name: 'template', support: 'SUPPORTED', properties: {}, attributes: {}, updatePolicy: {}, connections: ['builtin'], nameLimit: 255,
  can: { signal: false, check: true, suspend: true, snapshot: false, update: true, nested: true },
};

/** An output of this name says what `get_resource` yields, so that a template can stand for one of its resources. */
const STACK_ID_OUTPUT = 'OS::stack_id';

export const templateType: ResourceType = {
  schema: SCHEMA,
  effects: 'none',
  // A child that was made is brought to its new template, whatever became of it; its own resources are replaced where they failed.
  replaceWhenFailed: false,
  nested: ({ resource, properties, arn, template }) => {
    const found = template(resource.type);
    if (found === null) return { ok: false, errorType: 'StackValidationFailed', reason: `The file "${resource.type}" is not among the files of this revision, or cannot be read.` };
    return { ok: true, template: found, parameters: childParameters(found, properties), data: { arn } };
  },
  referenceId: (resource) => resource.attributes[STACK_ID_OUTPUT] ?? resource.data['arn'] ?? resource.name,
};
