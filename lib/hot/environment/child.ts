/** The environment that a nested stack gets from its parent. */
import { isMap } from '../json';
import type { Json, JsonMap } from '../types';
import { own, setKey } from '../values';
import { EMPTY_ENVIRONMENT, type Environment } from './environment';
import { matchesPattern } from './registry';

/**
 * Registry and parameter defaults of the parent. Of the entries for single resources, those that stand below the name of the parent's
 * resource, or below a wildcard that fits it; the parent's parameters are not inherited. `ownType` is the type whose template the child
 * is: within it that name means the plain type again, so that a template for a type may use the type.
 */
export function childEnvironment(environment: Environment, resourceName: string, ownType?: string): Environment {
  const registry: JsonMap = {};
  for (const [key, value] of Object.entries(environment.resourceRegistry)) if (key !== 'resources' && key !== ownType) setKey(registry, key, value);
  const below = entriesOfChild(own(environment.resourceRegistry, 'resources'), resourceName);
  if (Object.keys(below).length > 0) registry.resources = below;
  return { ...EMPTY_ENVIRONMENT, parameterDefaults: environment.parameterDefaults, resourceRegistry: registry, eventSinks: environment.eventSinks };
}

/** The part of `resource_registry.resources` that is for the inside of one resource. */
export function entriesOfChild(overrides: Json | undefined, resourceName: string): JsonMap {
  return isMap(overrides) ? entriesBelow(overrides, resourceName) : {};
}

const OF_THE_RESOURCE = ['hooks', 'restricted_actions'];

/** Entries of the name itself win over those of wildcards. Texts are types of the resource itself, maps lead on to what is inside it. */
function entriesBelow(overrides: JsonMap, resourceName: string): JsonMap {
  const names = Object.keys(overrides).filter((name) => matchesPattern(name, resourceName)).sort((a, b) => Number(a === resourceName) - Number(b === resourceName) || a.length - b.length);
  let below: JsonMap = {};
  for (const name of names) {
    const entry = overrides[name] ?? null;
    if (!isMap(entry)) continue;
    const inner = Object.fromEntries(Object.entries(entry).filter(([key, value]) => isMap(value) && !OF_THE_RESOURCE.includes(key)));
    below = merged(below, inner);
  }
  return below;
}

function merged(first: JsonMap, second: JsonMap): JsonMap {
  const result: JsonMap = { ...first };
  for (const [key, value] of Object.entries(second)) {
    const before = own(first, key) ?? null;
    setKey(result, key, isMap(before) && isMap(value) ? merged(before, value) : value);
  }
  return result;
}
