/** What Heat answers about a template that was looked at: its parameters, and those of the templates within it. */
import { type BoundStack, checkedValue, HotError, parameterText } from '@/lib/hot';
import type { Constraint, Json, JsonMap, ParameterSchema, ParameterType } from '@/lib/hot/types';

const TYPES: Readonly<Record<ParameterType, string>> = { string: 'String', number: 'Number', comma_delimited_list: 'CommaDelimitedList', json: 'Json', boolean: 'Boolean' };

/** `given`: values by name; a parameter without one has no `Value`. */
export function parametersShown(bound: BoundStack, given: JsonMap): JsonMap {
  return Object.fromEntries(Object.values(bound.template.parameters).map((schema) => [schema.name, parameterShown(schema, given[schema.name])]));
}

function parameterShown(schema: ParameterSchema, given: Json | undefined): JsonMap {
  const { label, description, hidden, tags, constraints } = schema;
  const texts = constraints.flatMap((constraint) => constraint.description ?? []);
  const value = given === undefined || given === null ? undefined : valueShown(schema, given);
  return {
    Type: TYPES[schema.type],
    Description: description ?? '',
    NoEcho: hidden ? 'true' : 'false',
    Label: label ?? schema.name,
    ...(schema.default === undefined ? {} : { Default: schema.default }),
    ...(value === undefined ? {} : { Value: value }),
    ...Object.fromEntries(constraints.flatMap(constraintFields)),
    ...(texts.length === 0 ? {} : { ConstraintDescription: texts.join(' ') }),
    ...(tags.length === 0 ? {} : { Tags: tags }),
  };
}

/** As functions would see it; a value that does not fit is shown as it was given, since values are not judged here. */
function valueShown(schema: ParameterSchema, given: Json): Json {
  if (schema.hidden) return parameterText(schema, given);
  try {
    return checkedValue(schema, given);
  } catch (fault) {
    if (fault instanceof HotError) return given;
    throw fault;
  }
}

function constraintFields(constraint: Constraint): [string, Json][] {
  const bounds = (what: string, { min, max }: { min?: number; max?: number }): [string, Json][] => [
    ...(min === undefined ? [] : [[`Min${what}`, min] satisfies [string, Json]]), ...(max === undefined ? [] : [[`Max${what}`, max] satisfies [string, Json]]),
  ];
  switch (constraint.kind) {
    case 'length':
      return bounds('Length', constraint);
    case 'range':
      return bounds('Value', constraint);
    case 'modulo':
      return [['Step', constraint.step], ['Offset', constraint.offset]];
    case 'allowed_values':
      return [['AllowedValues', constraint.values]];
    case 'allowed_pattern':
      return [['AllowedPattern', constraint.pattern]];
    case 'custom_constraint':
      return [['CustomConstraint', constraint.name]];
  }
}

export function groupsShown({ template }: BoundStack): JsonMap {
  if (template.parameterGroups.length === 0) return {};
  return { ParameterGroups: template.parameterGroups.map(({ label, description, parameters }) => ({ ...(label === undefined ? {} : { label }), ...(description === undefined ? {} : { description }), parameters })) };
}
