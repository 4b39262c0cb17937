/** Property values against the schema of their type: converted, completed with defaults, checked. Texts are Heat's. */
import { checkConstraint, type ValueKind } from '../constraints/check';
import { HotError } from '../error';
import { isMap } from '../json';
import { PatternError } from '../pattern';
import type { Json, JsonMap, PropertySchema, PropertyType } from '../types';
import { PropertyError } from './error';
import { underNewNames } from './former';
import { own, pythonFloat, pythonInt, pythonRepr, pythonText, pythonType, setKey } from '../values';

const KINDS: Readonly<Record<PropertyType, ValueKind>> = { String: 'text', Integer: 'number', Number: 'number', Boolean: 'boolean', Map: 'map', List: 'list', Any: 'any' };

/** The value as the type wants it. Undefined stands for "not given" and becomes the default; throws PropertyError. */
export function coerceProperty(schema: PropertySchema, value: Json | undefined, path: readonly (string | number)[]): Json | undefined {
  if (value === undefined) {
    if (schema.default !== undefined && schema.default !== null) return coerced(schema, schema.default, path);
    return undefined;
  }
  const result = coerced(schema, value, path);
  for (const constraint of schema.constraints ?? []) {
    if (value === null && schema.default === undefined) continue;
    if (constraint.kind === 'custom_constraint' && result === '') continue;
    const fault = constraintFault(() => checkConstraint(constraint, result, KINDS[schema.type]));
    if (fault !== null) throw new PropertyError(fault, path);
  }
  return result;
}

function constraintFault(check: () => string | null): string | null {
  try {
    return check();
  } catch (fault) {
    if (fault instanceof HotError || fault instanceof PatternError) return fault.message;
    throw fault;
  }
}

function coerced(schema: PropertySchema, value: Json, path: readonly (string | number)[]): Json {
  const given = value === null && schema.default !== undefined ? schema.default : value;
  switch (schema.type) {
    case 'String':
      if (given === null) return '';
      if (typeof given === 'string') return given;
      if (typeof given === 'boolean' || (typeof given === 'number' && Number.isInteger(given))) return pythonText(given);
      throw new PropertyError(`Value must be a string; got ${pythonRepr(given)}`, path);
    case 'Integer': {
      if (given === null) return 0;
      const number = typeof given === 'number' ? Math.trunc(given) : typeof given === 'boolean' ? Number(given) : typeof given === 'string' ? pythonInt(given) : undefined;
      if (number === undefined) throw new PropertyError(typeof given === 'string' ? `Value '${given}' is not an integer` : `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(given)}'`, path);
      return number;
    }
    case 'Number': {
      if (given === null) return 0;
      const number = typeof given === 'number' ? given : typeof given === 'boolean' ? Number(given) : typeof given === 'string' ? (pythonInt(given) ?? pythonFloat(given)) : undefined;
      if (number === undefined) throw new PropertyError(typeof given === 'string' ? `could not convert string to float: ${pythonRepr(given)}` : `float() argument must be a string or a real number, not '${pythonType(given)}'`, path);
      return number;
    }
    case 'Boolean': {
      if (given === null) return false;
      if (typeof given === 'boolean') return given;
      const word = typeof given === 'string' ? given.toLowerCase() : '';
      if (word === 'true') return true;
      if (word === 'false') return false;
      throw new PropertyError(`"${pythonText(given)}" is not a valid boolean`, path);
    }
    case 'Map':
      return coerceMap(schema, given, path);
    case 'List':
      return coerceList(schema, given, path);
    case 'Any':
      return given;
  }
}

function coerceMap(schema: PropertySchema, given: Json, path: readonly (string | number)[]): Json {
  const map = given ?? {};
  if (!isMap(map)) throw new PropertyError(`"${pythonText(map)}" is not a map`, path);
  if (schema.schema === undefined) return map;
  return coerceMembers(schema.schema, map, path);
}

/** Every member of the schema, and no other. */
export function coerceMembers(schema: Readonly<Record<string, PropertySchema>>, written: JsonMap, path: readonly (string | number)[]): JsonMap {
  const map = underNewNames(schema, written, path);
  for (const key of Object.keys(map)) if (own(schema, key) === undefined) throw new PropertyError(`Unknown Property ${key}`, [...path, key]);
  const result: JsonMap = {};
  for (const [key, member] of Object.entries(schema)) {
    const value = coerceProperty(member, own(map, key), [...path, key]);
    if (value !== undefined) setKey(result, key, value);
    else if (member.required) throw new PropertyError(`Property ${key} not assigned`, path);
  }
  return result;
}

function coerceList(schema: PropertySchema, given: Json, path: readonly (string | number)[]): Json {
  const list = given ?? [];
  if (!Array.isArray(list)) throw new PropertyError(`"${pythonRepr(list)}" is not a list`, path);
  const { items } = schema;
  return items === undefined ? list : list.map((item, index) => coerceProperty(items, item, [...path, index]) ?? null);
}
