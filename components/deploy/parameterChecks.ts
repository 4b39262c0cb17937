import type { Json, JsonMap } from '@/lib/hot/types';
import type { ParameterField } from '@/lib/wire/types';
import { valueOf, type Entry } from './parameterValues';

export interface CheckOptions {
  /** A hidden parameter of a deployed stack has a value that the page does not know. */
  alreadySet: boolean;
}

/**
 * What is wrong with a value as typed, in the words of the template's author where there are any; null when nothing is.
 * The server checks again, and more (custom constraints ask services).
 */
export function parameterProblem(field: ParameterField, entry: Entry, { alreadySet }: CheckOptions): string | null {
  if (entry.kind === 'unset') return field.required && !alreadySet ? 'This needs a value.' : null;
  const value = valueOf(field, entry.text);
  if (!value.ok) return value.message;
  for (const constraint of field.constraints) {
    const broken = brokenConstraint(constraint, value.value);
    if (broken) return typeof constraint.description === 'string' ? constraint.description : broken;
  }
  return null;
}

function brokenConstraint(constraint: JsonMap, value: Json): string | null {
  switch (constraint.kind) {
    case 'length':
      return lengthProblem(constraint, value);
    case 'range':
      return typeof value === 'number' ? rangeProblem(constraint, value) : null;
    case 'modulo': {
      const { step, offset } = constraint;
      if (typeof value !== 'number' || typeof step !== 'number' || typeof offset !== 'number') return null;
      return (value - offset) % step === 0 ? null : `This must be ${offset} plus a multiple of ${step}.`;
    }
    case 'allowed_values': {
      const allowed = allowedValuesIn([constraint]) ?? [];
      const each = Array.isArray(value) ? value : [value];
      const wrong = each.find((item) => !allowed.some((one) => String(one) === String(item)));
      return wrong === undefined ? null : `${String(wrong)} is not one of ${allowed.map(String).join(', ')}.`;
    }
    case 'allowed_pattern':
      return typeof value === 'string' && typeof constraint.pattern === 'string' && !matches(constraint.pattern, value) ? `This must match ${constraint.pattern}` : null;
    default:
      return null;
  }
}

function lengthProblem(constraint: JsonMap, value: Json): string | null {
  const length = typeof value === 'string' ? [...value].length : Array.isArray(value) ? value.length : typeof value === 'object' && value !== null ? Object.keys(value).length : null;
  if (length === null) return null;
  const unit = typeof value === 'string' ? 'characters' : 'items';
  if (typeof constraint.min === 'number' && length < constraint.min) return `This needs at least ${constraint.min} ${unit}; it has ${length}.`;
  if (typeof constraint.max === 'number' && length > constraint.max) return `This may have at most ${constraint.max} ${unit}; it has ${length}.`;
  return null;
}

function rangeProblem({ min, max }: JsonMap, value: number): string | null {
  if (typeof min === 'number' && value < min) return `This must be at least ${min}.`;
  if (typeof max === 'number' && value > max) return `This must be at most ${max}.`;
  return null;
}

/** Patterns are Python's. Where JavaScript reads them otherwise, or not at all, the server decides. */
function matches(pattern: string, value: string): boolean {
  if (/\(\?[a-zA-Z#P]|\\[AZz]/.test(pattern) || pattern.length > 200 || value.length > 1000 || /[+*}]\)[+*{]/.test(pattern)) return true;
  try {
    return new RegExp(`^(?:${pattern})`, 'u').test(value);
  } catch {
    return true;
  }
}

/** The values a parameter may have, when its template lists them. */
export function allowedValuesIn(constraints: readonly JsonMap[]): Json[] | null {
  const listed = constraints.find((constraint) => constraint.kind === 'allowed_values');
  return listed && Array.isArray(listed.values) ? listed.values : null;
}

/** Constraints in words, for the help under a field. */
export function constraintWords(constraints: readonly JsonMap[]): string {
  return constraints.flatMap((constraint) => {
    const { min, max } = constraint;
    if (constraint.kind === 'range' && (min !== undefined || max !== undefined)) return [bounds(min, max, '')];
    if (constraint.kind === 'length' && (min !== undefined || max !== undefined)) return [bounds(min, max, ' long')];
    if (constraint.kind === 'modulo' && typeof constraint.step === 'number') return [`in steps of ${constraint.step}${typeof constraint.offset === 'number' && constraint.offset !== 0 ? ` from ${constraint.offset}` : ''}`];
    return [];
  }).join(', ');
}

function bounds(min: Json | undefined, max: Json | undefined, unit: string): string {
  if (min !== undefined && max !== undefined) return `${String(min)} to ${String(max)}${unit}`;
  return min !== undefined ? `at least ${String(min)}${unit}` : `at most ${String(max)}${unit}`;
}
