/** Attributes that groups make of those of their members. */
import type { Members } from '@/lib/engine/resource-type';
import { selectAttributePath } from '@/lib/hot';
import type { Json, JsonMap } from '@/lib/hot/types';

export function namesOf(members: Members): string[] {
  return members.list().map((member) => member.name);
}

export function refsOf(members: Members, path: readonly Json[], names = namesOf(members)): Json {
  return selectAttributePath(names.map((name) => members.referenceId(name)), path);
}

export function refsMapOf(members: Members, path: readonly Json[], names = namesOf(members)): Json {
  return selectAttributePath(Object.fromEntries(names.map((name) => [name, members.referenceId(name)])), path);
}

/** `[attribute, path...]`: what it is for each member, by name; without a path everything there is. */
export function attributesOf(members: Members, [attribute, ...path]: readonly Json[], names = namesOf(members)): JsonMap {
  return Object.fromEntries(names.map((name) => [name, typeof attribute === 'string' ? members.attribute(name, attribute, path) : members.attributes(name)]));
}

/** Any other attribute: the list of what it is for each member. */
export function listOf(members: Members, attribute: string, path: readonly Json[], names = namesOf(members)): Json[] {
  return names.map((name) => members.attribute(name, attribute, path));
}
