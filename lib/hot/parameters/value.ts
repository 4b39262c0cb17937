/** The value a user, an environment or a default gives to a parameter: converted, checked, and as the API shows it. */
import { checkConstraint, type ValueKind } from '../constraints/check';
import { HotError } from '../error';
import { PatternError } from '../pattern';
import { JsonError, parseJson } from './json';
import type { Json, ParameterSchema, ParameterType } from '../types';
import { pythonFloat, pythonInt, pythonJson, pythonRepr, pythonText, pythonType, strictBoolean } from '../values';

const KINDS: Readonly<Record<ParameterType, ValueKind>> = { string: 'text', number: 'number', boolean: 'boolean', comma_delimited_list: 'list', json: 'map' };

/** What functions see. Throws HotError whose message is Heat's, without `Parameter 'p' is invalid: `. */
export function parameterValue(schema: ParameterSchema, value: Json): Json {
  switch (schema.type) {
    case 'string':
      return pythonText(value);
    case 'number':
      return numberValue(value);
    case 'boolean': {
      const boolean = strictBoolean(value);
      if (boolean === undefined) {
        throw new HotError('ValueError', `Unrecognized value '${pythonText(value)}', acceptable values are: '0', '1', 'f', 'false', 'n', 'no', 'off', 'on', 't', 'true', 'y', 'yes'`, 'validate');
      }
      return boolean;
    }
    case 'comma_delimited_list':
      if (Array.isArray(value)) return value.map((item) => pythonText(item));
      if (typeof value !== 'string') throw new HotError('ValueError', `Value must be a comma-delimited list string: '${pythonType(value)}' object has no attribute 'split'`, 'validate');
      return value === '' ? [] : value.split(',');
    case 'json':
      return jsonValue(value);
  }
}

function numberValue(value: Json): Json {
  if (typeof value === 'number') return value;
  // Python's True is a number, and stays what it is.
  if (typeof value === 'boolean') return value;
  if (typeof value !== 'string') throw new HotError('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(value)}'`, 'validate');
  const number = pythonInt(value) ?? pythonFloat(value);
  if (number === undefined) throw new HotError('ValueError', `could not convert string to float: ${pythonRepr(value)}`, 'validate');
  return number;
}

function jsonValue(value: Json): Json {
  // Only text has to be read; the empty one stays what it is.
  if (typeof value !== 'string' || value === '') return value;
  try {
    return parseJson(value);
  } catch (fault) {
    throw fault instanceof JsonError ? new HotError('ValueError', `Value must be valid JSON: ${fault.message}`, 'validate') : fault;
  }
}

/** Converts and checks. Throws HotError: StackValidationFailed in Heat's words, or what Python would have raised. */
export function checkedValue(schema: ParameterSchema, value: Json): Json {
  let converted: Json;
  try {
    converted = parameterValue(schema, value);
  } catch (fault) {
    throw fault instanceof HotError ? new HotError('StackValidationFailed', `Parameter '${schema.name}' is invalid: ${fault.message}`, 'validate') : fault;
  }
  // Heat checks text, numbers and booleans as they were given, lists and maps as they are understood.
  const asGiven = schema.type === 'comma_delimited_list' || schema.type === 'json' ? converted : value;
  for (const constraint of schema.constraints) {
    const fault = constraintFault(() => checkConstraint(constraint, asGiven, KINDS[schema.type]));
    if (fault !== null) throw new HotError('StackValidationFailed', `Parameter '${schema.name}' is invalid: ${fault}`, 'validate');
  }
  return converted;
}

/**
 * A default has to keep to the constraints whether it is used or not; custom constraints are asked only when it is used. Throws HotError
 * (InvalidSchemaError) in Heat's words.
 */
export function checkDefault(schema: ParameterSchema): void {
  const { default: given } = schema;
  if (given === undefined) return;
  if (schema.type === 'comma_delimited_list' && typeof given !== 'string' && !Array.isArray(given)) {
    throw new HotError('InvalidSchemaError', `Parameter '${schema.name}' is invalid: Default must be a comma-delimited list string: '${pythonType(given)}' object has no attribute 'split'`, 'validate');
  }
  const value = schema.type !== 'comma_delimited_list' ? given : typeof given === 'string' ? given.split(',') : Array.isArray(given) ? given.map(pythonText) : given;
  for (const constraint of schema.constraints) {
    if (constraint.kind === 'custom_constraint') continue;
    const fault = constraintFault(() => checkConstraint(constraint, value, KINDS[schema.type]), ['ValueError', 'TypeError']);
    if (fault !== null) throw new HotError('InvalidSchemaError', `Parameter '${schema.name}' is invalid: Invalid default ${pythonText(given)} (${fault})`, 'validate');
  }
}

function constraintFault(check: () => string | null, caught: readonly string[] = ['ValueError']): string | null {
  try {
    return check();
  } catch (fault) {
    if (fault instanceof PatternError) return fault.message;
    if (fault instanceof HotError && caught.includes(fault.type)) return fault.message;
    throw fault;
  }
}

/** As Heat's API shows it: text, whatever the type. */
export function parameterText(schema: ParameterSchema, value: Json): string {
  if (schema.hidden) return '******';
  if (schema.type === 'comma_delimited_list') return Array.isArray(value) ? value.map((item) => pythonText(item)).join(',') : pythonText(value);
  if (schema.type === 'json') return typeof value === 'string' ? value : pythonJson(value);
  return pythonText(value);
}
