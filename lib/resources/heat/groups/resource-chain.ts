/** OS::Heat::ResourceChain: one resource for each type of a list, all with the same properties, one after the other. */
import type { ResourceType } from '@/lib/engine/resource-type';
import { runnable } from '../../schema';
import { asMap, textsOf } from '../../values';
import { attributesOf, listOf, namesOf, refsOf } from './member-attributes';
import { memberTemplate } from './member-template';

export const resourceChain: ResourceType = {
  schema: runnable('OS::Heat::ResourceChain', 'builtin'),
  effects: 'none',
  replaceWhenFailed: false,
  nested({ properties }) {
    const concurrent = properties['concurrent'] === true;
    const template = memberTemplate(textsOf(properties['resources']).map((type, index) => ({
      name: String(index),
      definition: { type, properties: asMap(properties['resource_properties']) },
      dependsOn: concurrent || index === 0 ? [] : [String(index - 1)],
    })));
    return { ok: true, template, parameters: {} };
  },
  memberAttribute(_resource, members, attribute, path) {
    const names = namesOf(members).toSorted((left, right) => Number(left) - Number(right));
    if (attribute === 'refs') return refsOf(members, path, names);
    if (attribute === 'attributes') return attributesOf(members, path, names);
    return listOf(members, attribute, path, names);
  },
};
