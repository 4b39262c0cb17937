/** In which groups, and in which order, people are asked for parameters. */
import { readTemplateText } from '@/lib/hot/reading';
import type { ParameterGroup } from '@/lib/hot/types';
import { appendAt, removeAt, setAt } from './commands';
import { EditRefused } from './edit';

const SECTION = 'parameter_groups';

/** Puts a parameter at the end of the group of that name, which is made if there is none; null takes it out of its group. A group that is empty then goes. */
export function intoGroup(text: string, name: string, label: string | null): string {
  const out = outOfGroup(text, name);
  if (label === null) return out;
  const groups = groupsIn(out);
  const index = groups.findIndex((group) => group.label === label);
  if (index >= 0) return appendAt(out, [SECTION, index, 'parameters'], name);
  const group = { label, parameters: [name] };
  return groups.length === 0 ? setAt(out, [SECTION], [group]) : appendAt(out, [SECTION], group);
}

/**
 * Changes places with the one before or after it in its group.
 * @throws EditRefused for one that is in no group, or has nothing on that side
 */
export function movedInGroup(text: string, name: string, by: -1 | 1): string {
  const { group, index, at } = placeOf(groupsIn(text), name);
  const other = group?.parameters[at + by];
  if (group === undefined) throw new EditRefused(`${name} is in no group: only parameters of a group have an order.`);
  if (other === undefined) throw new EditRefused(`${name} is the ${by < 0 ? 'first' : 'last'} of its group.`);
  return setAt(setAt(text, [SECTION, index, 'parameters', at], other), [SECTION, index, 'parameters', at + by], name);
}

function outOfGroup(text: string, name: string): string {
  const groups = groupsIn(text);
  const { group, index, at } = placeOf(groups, name);
  if (group === undefined) return text;
  if (group.parameters.length > 1) return removeAt(text, [SECTION, index, 'parameters', at]);
  return removeAt(text, groups.length > 1 ? [SECTION, index] : [SECTION]);
}

function placeOf(groups: readonly ParameterGroup[], name: string): { group: ParameterGroup | undefined; index: number; at: number } {
  const index = groups.findIndex(({ parameters }) => parameters.includes(name));
  return { group: groups[index], index, at: groups[index]?.parameters.indexOf(name) ?? -1 };
}

function groupsIn(text: string): readonly ParameterGroup[] {
  return readTemplateText(text).template?.parameterGroups ?? [];
}
