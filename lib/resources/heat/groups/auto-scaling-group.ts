/** OS::Heat::AutoScalingGroup: between `min_size` and `max_size` resources of one definition; policies change how many. */
import type { ChildInput, ChildStack, ResourceType, ResourceView } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { runnable } from '../../schema';
import { asMap, isMap, numberOf, textsOf } from '../../values';
import { attributesOf, listOf, namesOf, refsMapOf, refsOf } from './member-attributes';
import { batchesOf, memberTemplate } from './member-template';

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
  const { properties, resource, members, resumed } = input;
  const { data } = resource;
  const names = resumed ? textsOf(data['names']) : resized(members, sizeOf(properties, data, members.length), input.newName);
  const template = memberTemplate(names.map((name) => ({ name, definition: asMap(properties['resource']) })));
  const rolling = properties['rolling_updates'];
  const batches = members.length > 0 && isMap(rolling) ? batchesOf(names, Math.max(1, numberOf(rolling['max_batch_size'], 1))) : [];
  const { [WANTED]: _done, ...kept } = data;
  return { ok: true, template, parameters: {}, data: { ...kept, names, desired: properties['desired_capacity'] ?? null }, batches };
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

/** Those that failed go first, then the oldest; new ones get random names. */
function resized(members: readonly ResourceView[], size: number, newName: () => string): string[] {
  const failed = members.filter((member) => member.status === 'FAILED');
  const sound = members.filter((member) => member.status !== 'FAILED');
  const leaving = new Set([...failed, ...sound].slice(0, Math.max(0, members.length - size)).map((member) => member.name));
  const names = members.map((member) => member.name).filter((name) => !leaving.has(name));
  while (names.length < size) names.push(newName());
  return names;
}
