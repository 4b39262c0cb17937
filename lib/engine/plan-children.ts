/** What would happen in the stack of a nested resource, as far as its properties are known before. */
import { isMap } from '@/lib/hot/json';
import type { JsonMap, Template } from '@/lib/hot/types';
import { arnOf, bindChild, DEEPEST, type Sources, type Target } from './children';
import type { ResourceType, ResourceView } from './resource-type';
import type { ResourceRow } from './types';

export interface Prospect {
  name: string;
  /** After the registry, and as its template writes it. */
  type: string;
  declaredType: string;
  /** Null when it does not exist yet. */
  row: ResourceRow | null;
  definition: JsonMap;
  properties: JsonMap;
  /** Properties left out, because only the deployment will tell. */
  unknown: readonly string[];
}

const NOBODY = '00000000-0000-0000-0000-000000000000';

/** Null where it cannot be told: the deployment will. */
export function prospectiveChild(prospect: Prospect, type: ResourceType, members: readonly ResourceView[], sources: Sources, depth: number): Target | null {
  if (type.nested === undefined || depth > DEEPEST) return null;
  const { row, name, definition, properties, unknown } = prospect;
  const resource: ResourceView = row ?? {
    id: NOBODY, name, type: prospect.type, physicalResourceId: null, action: 'INIT', status: 'COMPLETE', properties: {}, metadata: {}, attributes: {}, data: {},
  };
  const updatePolicy = definition['update_policy'];
  const identity = { id: row?.physicalResourceId ?? NOBODY, name, projectId: '' };
  const child = type.nested({
    resource: { ...resource, type: prospect.type }, properties, updatePolicy: isMap(updatePolicy) ? updatePolicy : {}, members, arn: arnOf(identity), stage: 'plan', timeoutSeconds: null, interrupted: false, findByReferenceId: () => undefined,
    template: (file) => sources.template(file), newName: () => 'new',
  });
  if (!child.ok) return null;
  const template = withoutDefaults(child.template, unknown);
  // What a group is made of does not come in as parameters: without it nothing can be said.
  if (unknown.some((property) => template.parameters[property] === undefined)) return null;
  const bound = bindChild(sources, { ...child, template }, { name, declaredType: prospect.declaredType, definition, metadata: {} }, identity, unknown.length > 0);
  return bound.ok ? bound.target : null;
}

/** A value that is not known yet is not the default either. */
function withoutDefaults(template: Template, names: readonly string[]): Template {
  if (names.length === 0) return template;
  const parameters = Object.fromEntries(Object.entries(template.parameters).map(([name, schema]) => {
    const { default: _value, ...rest } = schema;
    return [name, names.includes(name) ? rest : schema];
  }));
  return { ...template, parameters };
}
