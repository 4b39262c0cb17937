/** Constraints as templates write them, as data. */
import { HotError } from '../error';
import { compilePattern, PatternError } from '../pattern';
import type { Constraint, Json, JsonMap, ParameterType } from '../types';
import { isMap, own, pythonInt, pythonText } from '../values';

/** In the order in which one map with several kinds is understood. */
const KINDS = ['modulo', 'range', 'length', 'allowed_values', 'allowed_pattern', 'custom_constraint'] as const;

const FITS: Readonly<Record<Constraint['kind'], readonly ParameterType[]>> = {
  length: ['string', 'comma_delimited_list', 'json'],
  range: ['number'],
  modulo: ['number'],
  allowed_values: ['string', 'number', 'boolean', 'comma_delimited_list'],
  allowed_pattern: ['string'],
  custom_constraint: ['string', 'number', 'boolean', 'comma_delimited_list'],
};

const TITLES: Readonly<Record<Constraint['kind'], string>> = {
  length: 'Length', range: 'Range', modulo: 'Modulo', allowed_values: 'AllowedValues', allowed_pattern: 'AllowedPattern', custom_constraint: 'CustomConstraint',
};

/** Reports each fault with the index of its constraint, and whether it is only that the constraint does not suit the type; returns those that are right. */
export function readConstraints(value: Json | undefined, type: ParameterType, modulo: boolean, fail: (message: string, index: number | null, misplaced?: boolean) => void): Constraint[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    fail('Invalid parameter constraints, expected a list', null);
    return [];
  }
  const constraints: Constraint[] = [];
  value.forEach((entry, index) => {
    try {
      const constraint = readConstraint(entry, modulo);
      if (FITS[constraint.kind].includes(type)) constraints.push(constraint);
      else fail(`${TITLES[constraint.kind]} constraint invalid for ${type}`, index, true);
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      fail(fault.message, index);
    }
  });
  return constraints;
}

function readConstraint(entry: Json, modulo: boolean): Constraint {
  if (!isMap(entry)) throw invalid('Invalid parameter constraints, expected a mapping');
  const allowed: string[] = KINDS.filter((kind) => modulo || kind !== 'modulo');
  for (const key of Object.keys(entry)) if (key !== 'description' && !allowed.includes(key)) throw invalid(`Invalid key '${key}' for parameter constraints`);
  const kind = KINDS.find((candidate) => Object.hasOwn(entry, candidate) && allowed.includes(candidate));
  if (kind === undefined) throw invalid('No constraint expressed');
  const value = own(entry, kind) ?? null;
  const description = own(entry, 'description');
  const described = description === undefined || description === null ? {} : { description: pythonText(description) };
  switch (kind) {
    case 'length':
    case 'range':
      return { ...described, kind, ...limits(value, kind) };
    case 'modulo': {
      const map = fields(value, kind, ['step', 'offset']);
      const step = integer(own(map, 'step'), 'step');
      const offset = integer(own(map, 'offset'), 'offset');
      if (step === undefined || offset === undefined) throw invalid('step/offset must be integer');
      if (step === 0) throw invalid('step cannot be 0.');
      if (Math.abs(offset) >= Math.abs(step)) throw invalid('offset must be smaller (by absolute value) than step.');
      if (step * offset < 0) throw invalid('step and offset must be both positive or both negative.');
      return { ...described, kind, step, offset };
    }
    case 'allowed_values':
      if (!Array.isArray(value)) throw invalid('AllowedValues must be a list');
      return { ...described, kind, values: value };
    case 'allowed_pattern':
      if (typeof value !== 'string') throw invalid('AllowedPattern must be a string');
      try {
        compilePattern(value);
      } catch (fault) {
        throw fault instanceof PatternError ? invalid(`AllowedPattern: ${fault.message}`) : fault;
      }
      return { ...described, kind, pattern: value };
    case 'custom_constraint':
      return { ...described, kind, name: pythonText(value) };
  }
}

function fields(value: Json, kind: string, allowed: readonly string[]): JsonMap {
  if (!isMap(value)) throw invalid(`Invalid ${kind} constraint, expected a mapping`);
  for (const key of Object.keys(value)) if (!allowed.includes(key)) throw invalid(`Invalid key '${key}' for ${kind} constraints`);
  return value;
}

function limits(value: Json, kind: 'length' | 'range'): { min?: number; max?: number } {
  const map = fields(value, kind, ['min', 'max']);
  const read = (key: string): number | undefined => (kind === 'length' ? integer(own(map, key), key) : numeric(own(map, key)));
  const min = read('min');
  const max = read('max');
  if (min === undefined && max === undefined) throw invalid(`A ${kind} constraint must have a min value and/or a max value specified.`);
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

function integer(value: Json | undefined, key: string): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'number' ? value : typeof value === 'string' ? pythonInt(value) : undefined;
  if (number === undefined || !Number.isInteger(number)) throw invalid(key === 'min' || key === 'max' ? 'min/max length must be integral' : 'step/offset must be integer');
  return number;
}

function numeric(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  const number = typeof value === 'number' ? value : typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
  if (Number.isNaN(number)) throw invalid('min/max must be numeric');
  return number;
}

function invalid(message: string): HotError {
  return new HotError('InvalidSchemaError', message, 'validate');
}
