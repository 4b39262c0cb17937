/** OS::Heat::ResourceGroup: so many resources of one definition, named "0", "1", and so on. */
import type { ChildInput, ChildStack, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import { selectAttributePath } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../../schema';
import { asMap, numberOf, textOf, textsOf } from '../../values';
import { attributesOf, listOf, namesOf, refsMapOf, refsOf } from './member-attributes';
import { replaced } from './member-template';
import { groupStage, policyOf } from './rolling';

export const resourceGroup: ResourceType = {
  schema: runnable('OS::Heat::ResourceGroup', 'builtin'),
  effects: 'none',
  replaceWhenFailed: false,
  nested: group,
  // The API shows this one without asking the members.
  attribute: ({ data, attributes }, name) => (name === 'removed_rsrc_list' ? textsOf(data['removed']) : (attributes[name] ?? null)),
  memberAttribute(resource, members, attribute, path) {
    const names = namesOf(members).toSorted((left, right) => Number(left) - Number(right));
    switch (attribute) {
      case 'refs':
        return refsOf(members, path, names);
      case 'refs_map':
        return refsMapOf(members, path, names);
      case 'attributes':
        return attributesOf(members, path, names);
      case 'removed_rsrc_list':
        return selectAttributePath(textsOf(resource.data['removed']), path);
      default:
        return listOf(members, attribute, path, names);
    }
  },
};

function group(input: ChildInput): ChildStack {
  const { properties, resource, members, stage, updatePolicy } = input;
  const removed = stage === 'resume' || stage === 'next' ? textsOf(resource.data['removed']) : removedNames(properties, resource.data, members);
  const index = textOf(properties['index_var']) ?? '%index%';
  const staged = groupStage(input, {
    count: numberOf(properties['count'], 1),
    existing: members.map(({ name }) => name).toSorted((left, right) => Number(left) - Number(right)),
    namesFor: (count) => memberNames(count, new Set(removed)),
    definition: properties['resource_def'] ?? {},
    memberOf: (name, definition) => ({ name, definition: asMap(replaced(definition, index, name)) }),
    create: policyOf(updatePolicy['batch_create']),
    update: policyOf(updatePolicy['rolling_update']),
  });
  return staged.ok ? { ...staged, parameters: {}, data: { ...staged.data, removed } } : staged;
}

function memberNames(count: number, removed: ReadonlySet<string>): string[] {
  const names: string[] = [];
  for (let index = 0; names.length < count; index += 1) if (!removed.has(String(index))) names.push(String(index));
  return names;
}

/** Members are named in a removal policy by their names or by what they are referred to by; `append` remembers those of earlier updates. */
function removedNames(properties: JsonMap, data: JsonMap, members: readonly ResourceView[]): string[] {
  const policies = Array.isArray(properties['removal_policies']) ? properties['removal_policies'] : [];
  const wanted = policies.flatMap((policy) => {
    const list = asMap(policy)['resource_list'];
    return Array.isArray(list) ? list.map(String) : [];
  });
  const named = wanted.flatMap((word) => {
    if (/^\d+$/.test(word)) return [word];
    return members.filter((member) => member.physicalResourceId === word || member.name === word).map((member) => member.name);
  });
  const before = properties['removal_policies_mode'] === 'update' ? [] : textsOf(data['removed']);
  return [...new Set([...before, ...named])].sort((left, right) => Number(left) - Number(right));
}
