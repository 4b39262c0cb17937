/** A nested template as a resource type: its parameters are the properties, its outputs the attributes. */
import type { JsonMap, ParameterType, PropertySchema, PropertyType, Template, TypeSchema } from '../types';
import { own } from '../values';

const TYPES: Readonly<Record<ParameterType, PropertyType>> = { string: 'String', number: 'Number', comma_delimited_list: 'List', json: 'Map', boolean: 'Boolean' };

/** `defaults`: the environment's `parameter_defaults`, which hold in nested stacks too. */
export function schemaOfTemplate(name: string, template: Template, defaults: JsonMap = {}): TypeSchema {
  const properties: Record<string, PropertySchema> = {};
  for (const parameter of Object.values(template.parameters)) {
    properties[parameter.name] = {
      // Lists and maps may also be given as text: the parameter converts them.
      type: parameter.type === 'comma_delimited_list' || parameter.type === 'json' ? 'Any' : TYPES[parameter.type],
      required: parameter.default === undefined && own(defaults, parameter.name) === undefined,
      updateAllowed: true,
      ...(parameter.description === undefined ? {} : { description: parameter.description }),
      constraints: parameter.constraints,
    };
  }
  return {
    name,
    description: template.description,
    support: 'SUPPORTED',
    properties,
    attributes: Object.fromEntries(Object.values(template.outputs).map((output) => [output.name, output.description === undefined ? {} : { description: output.description }])),
    updatePolicy: {},
    can: { signal: false, check: true, suspend: true, snapshot: false, update: true, nested: true },
    connections: ['builtin'],
    nameLimit: 255,
  };
}
