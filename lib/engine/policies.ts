/** What an environment's `resource_registry.resources` says about single resources: hooks and restricted actions. */
import { entriesOfChild, matchesPattern } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';

export type RestrictedAction = 'update' | 'replace';
export const HOOKS = ['pre-create', 'pre-update', 'pre-delete', 'post-create', 'post-update', 'post-delete'] as const;
export type Hook = (typeof HOOKS)[number];

export interface Policies {
  restricted(name: string): readonly RestrictedAction[];
  hooks(name: string): readonly Hook[];
  /** Of what is inside that resource, where it is a stack of its own. */
  inside(name: string): Policies;
}

const NONE: readonly never[] = [];
export const NO_POLICIES: Policies = { restricted: () => NONE, hooks: () => NONE, inside: () => NO_POLICIES };

/** Reads the policies of an environment as a revision stores it. Names may be patterns with `*`, `?` and `[...]`. */
export function policiesOf(environment: JsonMap): Policies {
  const registry = environment['resource_registry'];
  const resources = isMap(registry) ? registry['resources'] : undefined;
  return isMap(resources) ? policiesFrom(resources) : NO_POLICIES;
}

function policiesFrom(resources: JsonMap): Policies {
  const entries = Object.entries(resources).flatMap(([pattern, value]) => (isMap(value) ? [{ pattern, value }] : []));
  if (entries.length === 0) return NO_POLICIES;
  const collect = (name: string, key: 'hooks' | 'restricted_actions'): string[] =>
    entries.flatMap(({ pattern, value }) => (value[key] !== undefined && matchesPattern(pattern, name) ? words(value[key]) : []));
  return {
    restricted: (name) => (['update', 'replace'] as const).filter((word) => collect(name, 'restricted_actions').includes(word)),
    hooks: (name) => HOOKS.filter((hook) => collect(name, 'hooks').includes(hook)),
    inside: (name) => policiesFrom(entriesOfChild(resources, name)),
  };
}

function words(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}
