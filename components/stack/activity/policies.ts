import type { Json, JsonMap } from '@/lib/hot/types';

export interface Policy {
  /** Names from the root down, as the environment writes them; `*` stands for any. */
  path: string;
  what: string[];
}

/** Hooks and restricted actions that an environment names, wherever in its tree of resources. */
export function policiesIn(environment: JsonMap): { hooks: Policy[]; restricted: Policy[] } {
  const hooks: Policy[] = [];
  const restricted: Policy[] = [];
  const walk = (entries: Json | undefined, path: readonly string[]): void => {
    if (!isMap(entries)) return;
    for (const [name, value] of Object.entries(entries)) {
      if (name === 'hooks' && path.length > 0) hooks.push({ path: path.join(' / '), what: words(value) });
      else if (name === 'restricted_actions' && path.length > 0) restricted.push({ path: path.join(' / '), what: words(value) });
      else walk(value, [...path, name]);
    }
  };
  const registry = environment['resource_registry'];
  walk(isMap(registry) ? registry['resources'] : undefined, []);
  return { hooks, restricted };
}

function words(value: Json | undefined): string[] {
  return (Array.isArray(value) ? value : [value]).flatMap((each) => (typeof each === 'string' ? [each] : []));
}

function isMap(value: Json | undefined): value is JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
