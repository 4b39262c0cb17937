/** Resource types in the shapes of Heat's API: their schema, and a template that uses every property. */
import type { AttributeSchema, Constraint, Json, JsonMap, PropertySchema, PropertyType, TypeSchema } from '@/lib/hot/types';
import { className } from '@/lib/hot/validation/class-names';

/** Every resource has it, whatever its type. */
const SHOW: AttributeSchema = { type: 'Map', description: 'Detailed information about resource.' };

export function typeShown(type: TypeSchema, withDescription: boolean): JsonMap {
  return {
    resource_type: type.name,
    properties: propertiesShown(type.properties),
    attributes: Object.fromEntries(attributesOf(type).map(([name, { type: kind, description }]) => [name, { ...(kind ? { type: kind.toLowerCase() } : {}), ...(description === undefined ? {} : { description }) }])),
    support_status: { status: type.support, version: type.since ?? null, message: null, previous_status: null },
    ...(withDescription ? { description: type.description ?? 'No description available' } : {}),
  };
}

function propertiesShown(properties: Record<string, PropertySchema>): JsonMap {
  return Object.fromEntries(visible(properties).map(([name, property]) => [name, propertyShown(property)]));
}

function visible(properties: Record<string, PropertySchema>): [string, PropertySchema][] {
  return Object.entries(properties).filter(([, property]) => property.implemented !== false && property.support !== 'HIDDEN');
}

function attributesOf({ attributes }: TypeSchema): [string, AttributeSchema][] {
  return Object.entries({ ...attributes, show: attributes['show'] ?? SHOW }).filter(([, attribute]) => attribute.support !== 'HIDDEN');
}

function propertyShown(property: PropertySchema): JsonMap {
  const { constraints = [], schema, items } = property;
  return {
    type: property.type.toLowerCase(),
    ...(property.description === undefined ? {} : { description: property.description }),
    ...(property.default === undefined || property.default === null ? {} : { default: property.default }),
    required: property.required === true,
    update_allowed: property.updateAllowed === true,
    immutable: property.immutable === true,
    ...(constraints.length === 0 ? {} : { constraints: constraints.map(constraintShown) }),
    ...(schema === undefined ? {} : { schema: propertiesShown(schema) }),
    ...(items === undefined ? {} : { schema: { '*': propertyShown(items) } }),
  };
}

export function constraintShown(constraint: Constraint): JsonMap {
  const { description } = constraint;
  return { ...rule(constraint), ...(description === undefined ? {} : { description }) };
}

function rule(constraint: Constraint): JsonMap {
  switch (constraint.kind) {
    case 'length':
    case 'range':
      return { [constraint.kind]: { ...(constraint.min === undefined ? {} : { min: constraint.min }), ...(constraint.max === undefined ? {} : { max: constraint.max }) } };
    case 'modulo':
      return { modulo: { step: constraint.step, offset: constraint.offset } };
    case 'allowed_values':
      return { allowed_values: constraint.values };
    case 'allowed_pattern':
      return { allowed_pattern: constraint.pattern };
    case 'custom_constraint':
      return { custom_constraint: constraint.name };
  }
}

// --- a template of the type -----------------------------------------------------------------------------------------

/** A property of any type takes JSON: the parameter that can be all of it. */
const PARAMETERS: Readonly<Record<PropertyType, { hot: string; cfn: string }>> = {
  String: { hot: 'string', cfn: 'String' }, Integer: { hot: 'number', cfn: 'Number' }, Number: { hot: 'number', cfn: 'Number' }, Boolean: { hot: 'boolean', cfn: 'Boolean' },
  Map: { hot: 'json', cfn: 'Json' }, Any: { hot: 'json', cfn: 'Json' }, List: { hot: 'comma_delimited_list', cfn: 'CommaDelimitedList' },
};

export function typeTemplate(type: TypeSchema, dialect: 'hot' | 'cfn'): JsonMap {
  const name = className(type.name);
  const properties = visible(type.properties);
  const description = `Initial template of ${name}`;
  const outputs = attributesOf(type);
  if (dialect === 'hot') {
    return {
      heat_template_version: '2016-10-14', description,
      parameters: Object.fromEntries(properties.map(([key, property]) => [key, hotParameter(property)])),
      resources: { [name]: { type: type.name, properties: Object.fromEntries(properties.map(([key]) => [key, { get_param: key }])) } },
      outputs: Object.fromEntries(outputs.map(([key, attribute]) => [key, { value: { get_attr: [name, key] }, ...described('description', attribute.description) }])),
    };
  }
  return {
    HeatTemplateFormatVersion: '2012-12-12', Description: description,
    Parameters: Object.fromEntries(properties.map(([key, property]) => [key, cfnParameter(property)])),
    Resources: { [name]: { Type: type.name, Properties: Object.fromEntries(properties.map(([key, property]) => [key, cfnValue(key, property)])) } },
    Outputs: Object.fromEntries(outputs.map(([key, attribute]) => [key, { Value: { 'Fn::GetAtt': [name, key] }, ...described('Description', attribute.description) }])),
  };
}

function cfnValue(parameter: string, { type }: PropertySchema): JsonMap {
  return type === 'List' ? { 'Fn::Split': [',', { Ref: parameter }] } : { Ref: parameter };
}

function described(key: string, text: string | undefined): JsonMap {
  return text === undefined ? {} : { [key]: text };
}

function hotParameter(property: PropertySchema): JsonMap {
  const constraints = (property.constraints ?? []).filter((constraint) => fits(constraint, property.type)).map(constraintShown);
  return {
    type: PARAMETERS[property.type].hot, ...described('description', property.description), ...optional('default', property),
    ...(constraints.length === 0 ? {} : { constraints }),
  };
}

/** Constraints of lists and maps look at the items, which a parameter's cannot. */
function fits(constraint: Constraint, type: PropertyType): boolean {
  return (type !== 'List' && type !== 'Map' && type !== 'Any') || constraint.kind === 'length';
}

function cfnParameter(property: PropertySchema): JsonMap {
  return {
    Type: PARAMETERS[property.type].cfn, ...described('Description', property.description), ...optional('Default', property),
    ...Object.fromEntries((property.constraints ?? []).flatMap((constraint) => Object.entries(cfnConstraint(constraint)))),
  };
}

function optional(key: string, { default: preset }: PropertySchema): JsonMap {
  return preset === undefined || preset === null ? {} : { [key]: preset };
}

function cfnConstraint(constraint: Constraint): JsonMap {
  switch (constraint.kind) {
    case 'length':
      return limits('Length', constraint);
    case 'range':
      return limits('Value', constraint);
    case 'allowed_values':
      return { AllowedValues: constraint.values };
    case 'allowed_pattern':
      return { AllowedPattern: constraint.pattern };
    default:
      return {};
  }
}

function limits(what: string, { min, max }: { min?: number; max?: number }): JsonMap {
  const bounds: [string, Json][] = [];
  if (min !== undefined) bounds.push([`Min${what}`, min]);
  if (max !== undefined) bounds.push([`Max${what}`, max]);
  return Object.fromEntries(bounds);
}
