/** OS::Heat::AutoScalingGroup: between `min_size` and `max_size` resources of one definition; policies change how many. */
import type { ChildInput, ChildStack, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import { runnable } from '../../schema';
import { asMap, numberOf, textsOf } from '../../values';
import { attributesOf, listOf, namesOf, refsMapOf, refsOf } from './member-attributes';
import { groupStage, policyOf, type RollingPolicy } from './rolling';

/** In the group's private memory: how many members a policy wants. */
export const WANTED = 'wanted';

export const autoScalingGroup: ResourceType = {
  schema: runnable('OS::Heat::AutoScalingGroup', 'builtin'),
  effects: 'none',
  replaceWhenFailed: false,
  validate: (properties) => {
    const [least, most] = [numberOf(properties['min_size'], 0), numberOf(properties['max_size'], 0)];
    const desired = properties['desired_capacity'];
    if (least > most) return ['MinSize can not be greater than MaxSize'];
    return typeof desired === 'number' && (desired < least || desired > most) ? ['DesiredCapacity must be between MinSize and MaxSize'] : [];
  },
  nested: group,
  memberAttribute(_resource, members, attribute, path) {
    switch (attribute) {
      case 'refs':
        return refsOf(members, path);
      case 'refs_map':
        return refsMapOf(members, path);
      case 'outputs':
        return attributesOf(members, path);
      case 'outputs_list': {
        const [inner, ...rest] = path;
        return typeof inner === 'string' ? listOf(members, inner, rest) : [];
      }
      case 'current_size':
        return namesOf(members).length;
      default:
        return undefined;
    }
  },
};

function group(input: ChildInput): ChildStack {
  const { properties } = input;
  return scaledGroup(input, {
    size: (current) => sizeOf(properties, input.resource.data, current),
    definition: properties['resource'] ?? {},
    update: policyOf(properties['rolling_updates']),
  });
}

export interface ScaledGroup {
  /** How many members there are to be, of so many. */
  size: (current: number) => number;
  definition: Json;
  update: RollingPolicy | null;
}

/** A group whose members have random names and leave by age. */
export function scaledGroup(input: ChildInput, { size, definition, update }: ScaledGroup): ChildStack {
  const { members, resource, stage, newName, properties } = input;
  const existing = leavingFirst(members);
  const count = size(existing.length);
  const made: string[] = [];
  const namesFor = (wanted: number): readonly string[] => {
    const staying = existing.slice(Math.max(0, existing.length - wanted));
    while (staying.length + made.length < wanted) made.push(newName());
    return [...staying, ...made].slice(0, wanted);
  };
  const names = stage === 'resume' ? textsOf(resource.data['names']) : namesFor(count);
  const staged = groupStage(input, {
    existing, count, definition, create: null, update,
    namesFor: (wanted) => (stage === 'resume' ? names : namesFor(wanted)),
    memberOf: (name, of) => ({ name, definition: asMap(of) }),
  });
  if (!staged.ok) return staged;
  const { [WANTED]: _done, ...kept } = staged.data;
  return { ...staged, parameters: {}, data: { ...kept, names: Object.keys(staged.template.resources), desired: properties['desired_capacity'] ?? properties['DesiredCapacity'] ?? null } };
}

/** What a policy wants comes first, then a changed property, then what there is; always within the limits. */
function sizeOf(properties: JsonMap, data: JsonMap, current: number): number {
  const least = numberOf(properties['min_size'], 0);
  const most = numberOf(properties['max_size'], 0);
  const desired = properties['desired_capacity'];
  const changed = typeof desired === 'number' && desired !== data['desired'] ? desired : null;
  const start = current === 0 ? numberOf(desired, least) : current;
  return clamp(numberOf(data[WANTED], changed ?? start), least, most);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}

/** Names in the order in which members leave: those that failed, then the oldest. */
function leavingFirst(members: readonly ResourceView[]): string[] {
  const failed = members.filter((member) => member.status === 'FAILED');
  const sound = members.filter((member) => member.status !== 'FAILED');
  return [...failed, ...sound].map(({ name }) => name);
}
