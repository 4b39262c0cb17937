/**
 * Groups of servers: OS::Heat::InstanceGroup and AWS::AutoScaling::AutoScalingGroup make their members from a launch configuration,
 * AWS::AutoScaling::ScalingPolicy changes how many they are.
 */
import type { ChildInput, ChildStack, Members, ResourceType } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { clamp, scaledGroup, WANTED } from '../heat/groups/auto-scaling-group';
import { cfnPolicyOf } from '../heat/groups/rolling';
import { scalingPolicy } from '../heat/groups/scaling-policy';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asList, asText, isMap, numberOf } from '../values';
import { siblingOf } from './sibling';

/** Remembered for the groups that name it; nothing is made of it by itself. */
export const launchConfiguration: ResourceType = {
  schema: runnable('AWS::AutoScaling::LaunchConfiguration', 'builtin'),
  effects: 'none',
  create: (ctx) => ({ kind: 'complete', physicalResourceId: ctx.physicalName }),
};

export const instanceGroup: ResourceType = {
  ...groupOfInstances('OS::Heat::InstanceGroup'),
  nested: (input) => group(input, () => numberOf(input.properties['Size'], 0), 'RollingUpdate'),
};

export const awsAutoScalingGroup: ResourceType = {
  ...groupOfInstances('AWS::AutoScaling::AutoScalingGroup'),
  validate({ MinSize, MaxSize, DesiredCapacity: desired, VPCZoneIdentifier: zones }) {
    const [least, most] = [numberOf(MinSize, 0), numberOf(MaxSize, 0)];
    if (least < 0 || most < 0) return ['The size of AutoScalingGroup can not be less than zero'];
    if (least > most) return ['MinSize can not be greater than MaxSize'];
    if (typeof desired === 'number' && (desired < least || desired > most)) return ['DesiredCapacity must be between MinSize and MaxSize'];
    return asList(zones).length > 1 ? ['Anything other than one VPCZoneIdentifier is not supported'] : [];
  },
  nested: (input) => group(input, (current) => sizeOf(input.properties, input.resource.data, current), 'AutoScalingRollingUpdate'),
};

export function awsScalingPolicy(ports: Pick<ResourcePorts, 'addresses'>): ResourceType {
  const of = scalingPolicy(ports);
  const adjustments: Readonly<Record<string, string>> = { ChangeInCapacity: 'change_in_capacity', ExactCapacity: 'exact_capacity', PercentChangeInCapacity: 'percent_change_in_capacity' };
  const properties = (own: JsonMap): JsonMap => ({
    auto_scaling_group_id: own['AutoScalingGroupName'] ?? null,
    scaling_adjustment: own['ScalingAdjustment'] ?? 0,
    adjustment_type: adjustments[asText(own['AdjustmentType'])] ?? 'change_in_capacity',
    cooldown: own['Cooldown'] ?? null,
    min_adjustment_step: own['MinAdjustmentStep'] ?? null,
  });
  const signal = of.signal?.bind(of);
  return {
    ...siblingOf({ name: 'AWS::AutoScaling::ScalingPolicy', of, properties, attributes: ({ attributes }) => ({ AlarmUrl: attributes['alarm_url'] ?? null }) }),
    ...(signal && { signal: (ctx, payload, key) => signal({ ...ctx, resource: { ...ctx.resource, properties: properties(ctx.resource.properties) } }, payload, key) }),
  };
}

function groupOfInstances(name: string): ResourceType {
  return {
    schema: runnable(name, 'builtin'),
    effects: 'none',
    replaceWhenFailed: false,
    memberAttribute: (_resource, members, attribute) => (attribute === 'InstanceList' ? addressesOf(members) : undefined),
  };
}

function addressesOf(members: Members): string {
  return members.list().filter(({ status }) => status !== 'FAILED').map(({ name }) => asText(members.attribute(name, 'PublicIp', []))).join(',');
}

function group(input: ChildInput, size: (current: number) => number, policy: string): ChildStack {
  const { properties, updatePolicy, resource, stage, findByReferenceId } = input;
  // What a crash leaves behind has to be gone on with as it was begun.
  const kept = stage === 'resume' || stage === 'next' ? resource.data['instance'] : undefined;
  const found = kept === undefined ? findByReferenceId(properties['LaunchConfigurationName'] ?? properties['InstanceId'] ?? null)?.properties : undefined;
  const definition = kept ?? (found === undefined ? null : instanceOf(found, properties));
  if (!isMap(definition)) {
    return { ok: false, errorType: 'StackValidationFailed', reason: `The launch configuration "${asText(properties['LaunchConfigurationName'])}" is not in this stack. Name one with get_resource.` };
  }
  const made = scaledGroup(input, { size, definition, update: cfnPolicyOf(updatePolicy[policy]) });
  return made.ok ? { ...made, data: { ...made.data, instance: definition } } : made;
}

/** The launch configuration as the definition of a server, with the group's own tags and subnet. */
function instanceOf(launch: JsonMap, group: JsonMap): JsonMap {
  const { InstanceId: _like, ...given } = launch;
  const [subnet] = asList(group['VPCZoneIdentifier']);
  const tags: Json[] = [...asList(group['Tags'])];
  const own: JsonMap = { ...given, Tags: tags, ...(subnet === undefined ? {} : { SubnetId: subnet }) };
  return { type: 'AWS::EC2::Instance', properties: Object.fromEntries(Object.entries(own).filter(([, value]) => value !== null)) };
}

/** What a policy wants comes first, then a changed property, then what there is; always within the limits. */
function sizeOf(properties: JsonMap, data: JsonMap, current: number): number {
  const [least, most] = [numberOf(properties['MinSize'], 0), numberOf(properties['MaxSize'], 0)];
  const desired = properties['DesiredCapacity'];
  const changed = typeof desired === 'number' && desired !== data['desired'] ? desired : null;
  return clamp(numberOf(data[WANTED], changed ?? (current === 0 ? numberOf(desired, least) : current)), least, most);
}
