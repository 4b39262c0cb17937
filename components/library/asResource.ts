import type { Json, JsonMap } from '@/lib/hot/types';
import type { ConfigContent } from '@/lib/wire/library';

/** The properties of an `OS::Heat::SoftwareConfig` that says what this config says; what is empty is left out. */
export function resourceProperties({ group, config, inputs, outputs, options }: ConfigContent): JsonMap {
  const properties: JsonMap = { group };
  if (inputs.length > 0) properties['inputs'] = inputs.map(({ name, type, description, default: preset }): Json => ({ name, ...(type === 'String' ? {} : { type }), ...(description ? { description } : {}), ...(preset === null ? {} : { default: preset }) }));
  if (outputs.length > 0) properties['outputs'] = outputs.map(({ name, type, description, errorOutput }): Json => ({ name, ...(type === 'String' ? {} : { type }), ...(description ? { description } : {}), ...(errorOutput ? { error_output: true } : {}) }));
  if (Object.keys(options).length > 0) properties['options'] = options;
  properties['config'] = config;
  return properties;
}

/** A name for the resource: what a name may not have becomes `_`. */
export function resourceName(name: string): string {
  const plain = name.trim().replace(/[^A-Za-z0-9_.-]+/g, '_').replace(/^[^A-Za-z]+/, '');
  return plain === '' ? 'config' : plain;
}
