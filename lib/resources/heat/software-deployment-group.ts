/**
 * OS::Heat::SoftwareDeploymentGroup and OS::Heat::StructuredDeploymentGroup: the same deployment on many servers, one member each, named as the servers
 * are in the map. An update policy says how many at a time.
 */
import type { ChildInput, ChildStack, ResourceType } from '@/lib/engine/resource-type';
import { selectAttributePath } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../schema';
import { asMap } from '../values';
import { attributesOf } from './groups/member-attributes';
import { groupStage, policyOf } from './groups/rolling';

export const softwareDeploymentGroups: readonly ResourceType[] = [
  groupType('OS::Heat::SoftwareDeploymentGroup', 'OS::Heat::SoftwareDeployment'),
  groupType('OS::Heat::SoftwareDeployments', 'OS::Heat::SoftwareDeployment'),
  groupType('OS::Heat::StructuredDeploymentGroup', 'OS::Heat::StructuredDeployment'),
  groupType('OS::Heat::StructuredDeployments', 'OS::Heat::StructuredDeployment'),
];

/** What the group calls the attributes that its members have. */
const MEMBER_ATTRIBUTES: Readonly<Record<string, string>> = {
  deploy_stdouts: 'deploy_stdout', deploy_stderrs: 'deploy_stderr', deploy_status_codes: 'deploy_status_code',
};

function groupType(name: string, member: string): ResourceType {
  return {
    schema: runnable(name, 'builtin'),
    effects: 'none',
    replaceWhenFailed: false,
    nested: (input) => group(input, member),
    memberAttribute: (_resource, members, attribute, path) => selectAttributePath(attributesOf(members, [MEMBER_ATTRIBUTES[attribute] ?? attribute]), path),
  };
}

function group(input: ChildInput, type: string): ChildStack {
  const { servers, ...common } = input.properties;
  const byName = asMap(servers);
  const names = Object.keys(byName);
  const staged = groupStage(input, {
    existing: input.members.map(({ name }) => name),
    count: names.length,
    namesFor: (count) => names.slice(0, count),
    definition: common,
    memberOf: (name, definition) => ({ name, definition: { type, properties: { ...asMap(definition), server: byName[name] ?? null } } satisfies JsonMap }),
    create: policyOf(input.updatePolicy['batch_create']),
    update: policyOf(input.updatePolicy['rolling_update']),
  });
  return staged.ok ? { ...staged, parameters: {} } : staged;
}
