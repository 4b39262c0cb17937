/**
 * What a revision keeps sealed: values of hidden parameters by name, and beside them defaults for parameters of nested templates, which are secrets too. One map, because
 * whoever copies a revision must not forget half of it; the defaults have names that no parameter has.
 */
import type { Json, JsonMap } from '@/lib/hot/types';

const DEFAULT = 'parameter_defaults\n';

export function sealedValues(parameters: JsonMap, defaults: JsonMap): JsonMap {
  return { ...parameters, ...Object.fromEntries(Object.entries(defaults).map(([name, value]) => [`${DEFAULT}${name}`, value])) };
}

export function openValues(opened: Json): { parameters: JsonMap; defaults: JsonMap } {
  const values = { parameters: {} as JsonMap, defaults: {} as JsonMap };
  if (typeof opened !== 'object' || opened === null || Array.isArray(opened)) return values;
  for (const [name, value] of Object.entries(opened)) {
    if (name.startsWith(DEFAULT)) values.defaults[name.slice(DEFAULT.length)] = value;
    else values.parameters[name] = value;
  }
  return values;
}
