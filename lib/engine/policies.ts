/** What an environment's `resource_registry.resources` says about single resources: hooks and restricted actions. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { isJsonMap } from './json';

export type RestrictedAction = 'update' | 'replace';
export const HOOKS = ['pre-create', 'pre-update', 'pre-delete', 'post-create', 'post-update', 'post-delete'] as const;
export type Hook = (typeof HOOKS)[number];

export interface Policies {
  restricted(name: string): readonly RestrictedAction[];
  hooks(name: string): readonly Hook[];
}

const NONE: readonly never[] = [];
export const NO_POLICIES: Policies = { restricted: () => NONE, hooks: () => NONE };

/** Reads the policies of an environment as a revision stores it. Names may be patterns with `*`, `?` and `[...]`. */
export function policiesOf(environment: JsonMap): Policies {
  const registry = environment['resource_registry'];
  const resources = isJsonMap(registry) ? registry['resources'] : undefined;
  if (!isJsonMap(resources)) return NO_POLICIES;
  const entries = Object.entries(resources).flatMap(([pattern, value]) =>
    isJsonMap(value) && (value['hooks'] !== undefined || value['restricted_actions'] !== undefined)
      ? [{ matches: globMatcher(pattern), hooks: words(value['hooks']), restricted: words(value['restricted_actions']) }]
      : [],
  );
  if (entries.length === 0) return NO_POLICIES;
  const collect = (name: string, key: 'hooks' | 'restricted') =>
    entries.filter((entry) => entry.matches(name)).flatMap((entry) => entry[key]);
  return {
    restricted: (name) => (['update', 'replace'] as const).filter((word) => collect(name, 'restricted').includes(word)),
    hooks: (name) => HOOKS.filter((hook) => collect(name, 'hooks').includes(hook)),
  };
}

function words(value: Json | undefined): string[] {
  const list = Array.isArray(value) ? value : [value];
  return list.filter((item) => typeof item === 'string');
}

function globMatcher(pattern: string): (name: string) => boolean {
  if (!/[*?[]/.test(pattern)) return (name) => name === pattern;
  const source = pattern.replace(/\[(!?)([^\]]+)\]|[*?]|[.+^${}()|\\\]]|\[/g, (token, negated: string | undefined, set: string | undefined) => {
    if (set !== undefined) return `[${negated ? '^' : ''}${set.replaceAll('\\', '\\\\')}]`;
    if (token === '*') return '.*';
    if (token === '?') return '.';
    return `\\${token}`;
  });
  const expression = new RegExp(`^${source}$`, 's');
  return (name) => expression.test(name);
}
