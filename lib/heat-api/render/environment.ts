/** The environment of a stack, as it was given: values of hidden parameters masked, wherever they stand. */
import { MASK } from '@/lib/engine';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap, ParameterSchema } from '@/lib/hot/types';
import type { Deployed } from '@/lib/stacks/deployed';

export function environmentShown({ bound, environment, given }: Pick<Deployed, 'bound' | 'environment' | 'given'>): JsonMap {
  const schemas = Object.values(bound.template.parameters);
  const hidden = schemas.filter((schema) => schema.hidden && bound.parameters[schema.name] !== undefined && !isDefault(schema, bound.parameters[schema.name]));
  const parameters: JsonMap = { ...section(environment, 'parameters'), ...given, ...Object.fromEntries(hidden.map(({ name }) => [name, MASK])) };
  const defaults = section(environment, 'parameter_defaults');
  return {
    parameters,
    parameter_defaults: Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, schemas.some((schema) => schema.hidden && schema.name === name) ? MASK : value])),
    resource_registry: { resources: {}, ...section(environment, 'resource_registry') },
    event_sinks: list(environment['event_sinks']),
    encrypted_param_names: list(environment['encrypted_param_names']),
  };
}

function isDefault({ default: preset }: ParameterSchema, value: Json | undefined): boolean {
  return preset !== undefined && preset === value;
}

function section(environment: JsonMap, name: string): JsonMap {
  const value = environment[name];
  return isMap(value) ? value : {};
}

function list(value: Json | undefined): Json {
  return Array.isArray(value) ? value : [];
}
