/** The definition of one parameter. */
import { type ConstraintFault, fittingConstraints, type PatternFault, readConstraints } from '../constraints/read';
import { HotError } from '../error';
import { isMap } from '../json';
import type { Constraint, Json, JsonMap, ParameterSchema, ParameterType } from '../types';
import { own, pythonRepr, pythonText, truthy } from '../values';
import type { Version } from '../versions';
import type { Dialect } from './dialects';
import type { Report } from './template';

const HOT_KEYS = ['type', 'label', 'description', 'default', 'schema', 'constraints', 'hidden', 'immutable', 'tags'];
const CFN_KEYS = ['Type', 'Default', 'NoEcho', 'AllowedValues', 'AllowedPattern', 'MaxLength', 'MinLength', 'MaxValue', 'MinValue', 'Description', 'ConstraintDescription', 'Label'];

/** Throws HotError of type InvalidSchemaError. */
export function parameterSchema(name: string, value: Json, dialect: Dialect, rules: Version, patternFault: PatternFault, report: Report): ParameterSchema {
  if (!isMap(value)) throw invalid(`Invalid parameter (${name}), expected a mapping`);
  const keys = rules.dialect === 'hot' ? HOT_KEYS : CFN_KEYS;
  for (const key of Object.keys(value)) {
    if (!keys.includes(key) || (key === 'tags' && !rules.tags)) throw invalid(`Invalid key '${key}' for parameter (${name})`);
  }
  const typeName = own(value, rules.dialect === 'hot' ? 'type' : 'Type');
  if (typeName === undefined) throw invalid(`Missing parameter type for parameter: ${name}`);
  const tags = own(value, 'tags');
  if (tags !== undefined && !Array.isArray(tags)) throw invalid(`Tags property should be a list for parameter: ${name}`);
  const type = typeof typeName === 'string' ? own(dialect.parameterTypes, typeName) : undefined;
  return rules.dialect === 'hot' ? hotParameter(name, type, value, rules, patternFault, report) : cfnParameter(name, knownType(type, typeName), value);
}

function knownType(type: ParameterType | undefined, stated: Json): ParameterType {
  if (type === undefined) throw invalid(`Invalid type (${pythonText(stated)})`);
  return type;
}

function hotParameter(name: string, stated: ParameterType | undefined, value: JsonMap, rules: Version, patternFault: PatternFault, report: Report): ParameterSchema {
  const tags = own(value, 'tags');
  const fail: ConstraintFault = (message, index, heatType) =>
    report('constraint', `Parameter "${name}": ${message.replace(/^Parameter .* is invalid: /, '')}.`, ['parameters', name, 'constraints', ...(index === null ? [] : [index])], { type: heatType, message });
  // In Heat's order: how constraints are written, then the type, then whether they suit it.
  const written = readConstraints(name, own(value, 'constraints'), { modulo: rules.modulo, patternFault }, fail);
  const type = knownType(stated, own(value, 'type') ?? null);
  const constraints = fittingConstraints(name, written, type, fail);
  return withDefault({
    name,
    type,
    ...text('label', own(value, 'label')),
    ...text('description', own(value, 'description')),
    hidden: flag(name, 'hidden', own(value, 'hidden'), report),
    immutable: flag(name, 'immutable', own(value, 'immutable'), report),
    constraints,
    tags: Array.isArray(tags) ? tags.map(pythonText) : [],
  }, own(value, 'default'));
}

function cfnParameter(name: string, type: ParameterType, value: JsonMap): ParameterSchema {
  const number = (key: string): number | undefined => {
    const found = own(value, key);
    if (found === undefined || found === null) return undefined;
    const parsed = typeof found === 'number' ? found : typeof found === 'string' ? Number(found) : Number.NaN;
    if (Number.isNaN(parsed)) throw invalid(`min/max must be numeric`);
    return parsed;
  };
  const description = own(value, 'ConstraintDescription');
  const described = typeof description === 'string' ? { description } : {};
  const constraints: Constraint[] = [];
  const allowed = own(value, 'AllowedValues');
  if (allowed !== undefined && allowed !== null && !Array.isArray(allowed)) throw invalid('AllowedValues must be a list');
  if (Array.isArray(allowed)) constraints.push({ ...described, kind: 'allowed_values', values: allowed });
  const pattern = own(value, 'AllowedPattern');
  if (typeof pattern === 'string') constraints.push({ ...described, kind: 'allowed_pattern', pattern });
  const length = bounds(number('MinLength'), number('MaxLength'));
  if (length !== null) constraints.push({ ...described, kind: 'length', ...length });
  const range = bounds(number('MinValue'), number('MaxValue'));
  if (range !== null) constraints.push({ ...described, kind: 'range', ...range });
  return withDefault({
    name,
    type,
    ...text('label', own(value, 'Label')),
    ...text('description', own(value, 'Description')),
    hidden: pythonText(own(value, 'NoEcho') ?? false).toLowerCase() === 'true',
    immutable: false,
    constraints,
    tags: [],
  }, own(value, 'Default'));
}

function bounds(min: number | undefined, max: number | undefined): { min?: number; max?: number } | null {
  if (min === undefined && max === undefined) return null;
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function withDefault(schema: ParameterSchema, value: Json | undefined): ParameterSchema {
  return value === undefined || value === null ? schema : { ...schema, default: value };
}

function text(key: 'label' | 'description', value: Json | undefined): { label?: string; description?: string } {
  return value === undefined || value === null ? {} : { [key]: pythonText(value) };
}

/** Heat takes anything for true that is not empty, the text "no" too. */
function flag(name: string, key: string, value: Json | undefined, report: Report): boolean {
  if (value === undefined || value === null) return false;
  if (typeof value !== 'boolean') {
    const taken = truthy(value);
    report('parameter', `Parameter "${name}": "${key}" should be true or false; ${pythonRepr(value).slice(0, 80)} counts as ${String(taken)}.`, ['parameters', name, key], undefined, 'warning');
  }
  return truthy(value);
}

function invalid(message: string): HotError {
  return new HotError('InvalidSchemaError', message, 'validate');
}
