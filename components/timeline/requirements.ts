import type { ResourceView } from '@/lib/wire/types';
import type { NestedPaths } from '../stack/nesting';
import { rowKey } from './bars';

/** What each row requires, by the keys of rows. */
export type RowRequirements = ReadonlyMap<string, readonly string[]>;

/**
 * Rows of the database know what they require while they are there; for those that are gone the template of the stack says it.
 *
 * @param template names that each resource of the root stack requires, as far as the template is known
 */
export function rowRequirements(resources: readonly ResourceView[], paths: NestedPaths, template: ReadonlyMap<string, readonly string[]> | undefined): RowRequirements {
  const requirements = new Map<string, string[]>();
  const add = (key: string, needs: readonly string[]) => requirements.set(key, [...new Set([...(requirements.get(key) ?? []), ...needs])]);
  for (const resource of resources) {
    const path = paths.get(resource.stackId) ?? [];
    add(rowKey(path, resource.name), resource.requires.map((name) => rowKey(path, name)));
  }
  for (const [name, needs] of template ?? []) if (!requirements.has(name)) add(name, needs);
  return requirements;
}

/** The same, turned round. */
export function requirersOf(requirements: RowRequirements): RowRequirements {
  const requirers = new Map<string, string[]>();
  for (const [key, needs] of requirements) {
    for (const need of needs) {
      const known = requirers.get(need);
      if (known) known.push(key);
      else requirers.set(need, [key]);
    }
  }
  return requirers;
}
