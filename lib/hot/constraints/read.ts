/** Constraints as templates write them, as data. */
import { HotError } from '../error';
import { isMap } from '../json';
import type { Constraint, Json, JsonMap, ParameterType } from '../types';
import { own, pythonFloat, pythonInt, pythonRepr, pythonText, pythonType } from '../values';

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

/** What is wrong with a constraint, in Heat's words, and the index of it; null for what stands in place of the list. */
export type ConstraintFault = (message: string, index: number | null, type: string) => void;

/** What is wrong with a pattern, in Python's words; null where nothing is. */
export type PatternFault = (pattern: string) => string | null;

/** One constraint, with where it stands among those of its parameter. */
export interface PlacedConstraint {
  constraint: Constraint;
  index: number;
}

/** Those that are written right. */
export function readConstraints(parameter: string, value: Json | undefined, { modulo, patternFault }: { modulo: boolean; patternFault: PatternFault }, fail: ConstraintFault): PlacedConstraint[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    fail(`Invalid parameter constraints for parameter ${parameter}, expected a list`, null, 'InvalidSchemaError');
    return [];
  }
  return value.flatMap((entry, index) => {
    try {
      return [{ constraint: readConstraint(entry, modulo, patternFault), index }];
    } catch (fault) {
      if (!(fault instanceof HotError)) throw fault;
      fail(fault.message, index, fault.type);
      return [];
    }
  });
}

/** Those of them that suit the type. */
export function fittingConstraints(parameter: string, constraints: readonly PlacedConstraint[], type: ParameterType, fail: ConstraintFault): Constraint[] {
  return constraints.flatMap(({ constraint, index }) => {
    if (FITS[constraint.kind].includes(type)) return [constraint];
    fail(`Parameter '${parameter}' is invalid: ${TITLES[constraint.kind]} constraint invalid for ${type}`, index, 'InvalidSchemaError');
    return [];
  });
}

function readConstraint(entry: Json, modulo: boolean, patternFault: PatternFault): Constraint {
  if (!isMap(entry)) throw invalid('Invalid parameter constraints, expected a mapping');
  const known: readonly string[] = KINDS;
  for (const key of Object.keys(entry)) if (key !== 'description' && !known.includes(key)) throw invalid(`Invalid key '${key}' for parameter constraints`);
  // Versions before modulo know its name all the same.
  const kind = KINDS.find((candidate) => Object.hasOwn(entry, candidate) && (modulo || candidate !== 'modulo'));
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
      const step = numeric(own(map, 'step'));
      const offset = numeric(own(map, 'offset'));
      if (step === undefined || offset === undefined) throw invalid('A modulo constraint must have a step value and an offset value specified.');
      if (!Number.isInteger(step) || !Number.isInteger(offset)) throw invalid('step/offset must be integer');
      if (step === 0) throw invalid('step cannot be 0.');
      if (Math.abs(offset) >= Math.abs(step)) throw invalid('offset must be smaller (by absolute value) than step.');
      if (step * offset < 0) throw invalid('step and offset must be both positive or both negative.');
      return { ...described, kind, step, offset };
    }
    case 'allowed_values':
      if (!Array.isArray(value)) throw invalid('AllowedValues must be a list');
      return { ...described, kind, values: value };
    case 'allowed_pattern': {
      if (typeof value !== 'string') throw invalid('AllowedPattern must be a string');
      const fault = patternFault(value);
      if (fault !== null) throw new HotError('error', fault, 'validate');
      return { ...described, kind, pattern: value };
    }
    case 'custom_constraint':
      return { ...described, kind, name: pythonText(value) };
  }
}

function fields(value: Json, kind: string, allowed: readonly string[]): JsonMap {
  if (!isMap(value)) throw invalid(`Invalid ${kind} constraint, expected a mapping`);
  for (const key of Object.keys(value)) if (!allowed.includes(key)) throw invalid(`Invalid key '${key}' for ${kind} constraint`);
  return value;
}

function limits(value: Json, kind: 'length' | 'range'): { min?: number; max?: number } {
  const map = fields(value, kind, ['min', 'max']);
  const min = numeric(own(map, 'min'));
  const max = numeric(own(map, 'max'));
  if (min === undefined && max === undefined) throw invalid(`A ${kind} constraint must have a min value and/or a max value specified.`);
  if (kind === 'length' && ![min, max].every((limit) => limit === undefined || Number.isInteger(limit))) throw invalid('min/max length must be integral');
  return { ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) };
}

/** As Python reads a number: what is none is an error of Python's own. */
function numeric(value: Json | undefined): number | undefined {
  if (value === undefined || value === null) return undefined;
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  if (typeof value !== 'string') throw new HotError('TypeError', `int() argument must be a string, a bytes-like object or a real number, not '${pythonType(value)}'`, 'validate');
  const number = pythonInt(value) ?? pythonFloat(value);
  if (number === undefined) throw new HotError('ValueError', `could not convert string to float: ${pythonRepr(value)}`, 'validate');
  return number;
}

function invalid(message: string): HotError {
  return new HotError('InvalidSchemaError', message, 'validate');
}
