/** Whether a value keeps to a constraint. Texts are Heat's. */
import { HotError } from '../error';
import { isMap } from '../json';
import { compilePattern, PatternError } from '../pattern';
import type { Constraint, Json } from '../types';
import { numberText, pythonEquals, pythonFloat, pythonInt, pythonJson, pythonRepr, pythonText, pythonType, strictBoolean } from '../values';
import { checkCustomConstraint, isCustomConstraint } from './custom';

/** Null: the value is right. Otherwise what is wrong, without saying whose value it is. May throw HotError (TypeError). */
export function checkConstraint(constraint: Constraint, value: Json, kind: ValueKind): string | null {
  const fault = violation(constraint, value, kind);
  return fault === null ? null : (constraint.description ?? fault);
}

export type ValueKind = 'text' | 'number' | 'boolean' | 'list' | 'map' | 'any';

function violation(constraint: Constraint, value: Json, kind: ValueKind): string | null {
  switch (constraint.kind) {
    case 'length': {
      const length = lengthOf(value);
      return within(length, constraint.min, constraint.max) ? null : `length (${length}) is out of range (min: ${bound(constraint.min)}, max: ${bound(constraint.max)})`;
    }
    case 'range': {
      const number = numberOf(value);
      return within(number, constraint.min, constraint.max) ? null : `${pythonText(value)} is out of range (min: ${bound(constraint.min)}, max: ${bound(constraint.max)})`;
    }
    case 'modulo': {
      const number = numberOf(value);
      const rest = ((number % constraint.step) + constraint.step) % constraint.step;
      const wanted = ((constraint.offset % constraint.step) + constraint.step) % constraint.step;
      return rest === wanted ? null : `${pythonText(value)} is not a multiple of ${constraint.step} with an offset of ${constraint.offset}`;
    }
    case 'allowed_values':
      return allowed(value, constraint.values, kind) ? null : `${pythonJson(value)} is not an allowed value ${pythonJson(constraint.values)}`;
    case 'allowed_pattern':
      if (typeof value !== 'string') throw new HotError('TypeError', `expected string or bytes-like object, got '${pythonType(value)}'`, 'validate');
      return patternFault(constraint.pattern, value);
    case 'custom_constraint': {
      const fault = checkCustomConstraint(constraint.name, value);
      if (fault !== undefined) return fault;
      return isCustomConstraint(constraint.name) ? null : `"${pythonText(value)}" does not validate ${constraint.name} (constraint not found)`;
    }
  }
}

/** A pattern may be more work than a check is allowed; then the value is refused, with the reason. */
function patternFault(pattern: string, value: string): string | null {
  try {
    return compilePattern(pattern).matchesWhole(value) ? null : `"${value}" does not match pattern "${pattern}"`;
  } catch (fault) {
    if (!(fault instanceof PatternError)) throw fault;
    return `"${value.slice(0, 100)}" cannot be checked against pattern "${pattern.slice(0, 100)}": ${fault.message}`;
  }
}

function lengthOf(value: Json): number {
  if (typeof value === 'string') return [...value].length;
  if (Array.isArray(value)) return value.length;
  if (isMap(value)) return Object.keys(value).length;
  throw new HotError('TypeError', `object of type '${pythonType(value)}' has no len()`, 'validate');
}

function numberOf(value: Json): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') throw notANumber(value);
  const number = pythonInt(value) ?? pythonFloat(value);
  if (number === undefined) throw new HotError('ValueError', `could not convert string to float: ${pythonRepr(value)}`, 'validate');
  return number;
}

function notANumber(value: Json): HotError {
  return new HotError('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(value)}'`, 'validate');
}

function within(value: number, min: number | undefined, max: number | undefined): boolean {
  return (min === undefined || value >= min) && (max === undefined || value <= max);
}

function bound(value: number | undefined): string {
  return value === undefined ? 'None' : numberText(value);
}

/** Values are compared after both were converted to the type; every item of a list has to be allowed. */
function allowed(value: Json, values: Json[], kind: ValueKind): boolean {
  const convert = (candidate: Json): Json => {
    if (kind === 'text') return pythonText(candidate);
    if (kind === 'boolean') return strictBoolean(candidate) ?? unfit(candidate, kind);
    if (kind !== 'number' || typeof candidate === 'number' || typeof candidate === 'boolean') return candidate;
    if (typeof candidate === 'string') return pythonInt(candidate) ?? pythonFloat(candidate) ?? unfit(candidate, kind);
    throw notANumber(candidate);
  };
  if (Array.isArray(value)) return value.every((item) => values.some((candidate) => pythonEquals(candidate, item)));
  const converted = values.map(convert);
  const wanted = convert(value);
  return converted.some((candidate) => pythonEquals(candidate, wanted));
}

function unfit(value: Json, type: string): never {
  throw new HotError('ValueError', `Value "${pythonText(value)}" is invalid for data type "${type}".`, 'validate');
}
