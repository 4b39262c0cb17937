/** A template that stands for a type that exists has to look like it. */
import type { JsonMap, ParameterType, PropertyType, Template, TypeSchema } from '../types';
import { own } from '../values';

const PARAMETER_TYPES: Readonly<Record<Exclude<PropertyType, 'Any'>, ParameterType>> = {
  String: 'string', Integer: 'number', Number: 'number', Boolean: 'boolean', List: 'comma_delimited_list', Map: 'json',
};
const NAMES: Readonly<Record<ParameterType, PropertyType>> = { string: 'String', number: 'Number', boolean: 'Boolean', comma_delimited_list: 'List', json: 'Map' };

/** The first thing in which the template differs from the type it stands for, in Heat's words; null when it will do. `defaults`: the environment's. */
export function facadeFault(facade: TypeSchema, template: Template, defaults: JsonMap): string | null {
  for (const [name, property] of Object.entries(facade.properties)) {
    const parameter = own(template.parameters, name);
    if (parameter === undefined) {
      if (property.required) return `Required property ${name} for facade ${facade.name} missing in provider`;
    } else if (property.type !== 'Any' && PARAMETER_TYPES[property.type] !== parameter.type) {
      return `Property ${name} type mismatch between facade ${facade.name} (${property.type}) and provider (${NAMES[parameter.type]})`;
    }
  }
  for (const parameter of Object.values(template.parameters)) {
    const given = parameter.default !== undefined || own(defaults, parameter.name) !== undefined;
    if (!given && own(facade.properties, parameter.name) === undefined) return `Provider requires property ${parameter.name} unknown in facade ${facade.name}`;
  }
  for (const attribute of Object.keys(facade.attributes)) {
    if (attribute !== 'show' && own(template.outputs, attribute) === undefined) return `Attribute ${attribute} for facade ${facade.name} missing in provider`;
  }
  return null;
}
