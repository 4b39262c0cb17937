/** `if`, and the functions that only conditions know: equals, not, and, or. */
import { HotError } from '../error';
import { isMap } from '../json';
import type { DocumentPath, Json } from '../types';
import { pythonEquals, pythonText } from '../values';
import { compile, evaluate, evaluatePart, type HotFunction, OMIT, ShapeError } from './expression';
import type { Scope } from './scope';

/** What stands where a condition is expected is none. */
export class InvalidCondition extends ShapeError {
  readonly value: Json;

  constructor(value: Json, path: DocumentPath, heatPath?: DocumentPath) {
    super('StackValidationFailed', `Invalid condition "${pythonText(value)}"`, path, heatPath);
    this.value = value;
  }
}

/**
 * The truth of what stands where a condition is expected: a name, a boolean, or a condition function. `heatPath` is how Heat calls the place:
 * to it, what stands in an \`if\` has a path of its own.
 */
export function conditionValue(value: Json, scope: Scope, path: DocumentPath, heatPath: DocumentPath = path): boolean {
  // No condition is one that holds.
  if (value === null) return true;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const named = conditionNamed(value, scope, path);
    if (named === null) throw new InvalidCondition(value, path);
    return named;
  }
  if (typeof value !== 'object') throw new InvalidCondition(value, path);
  const result = conditionResult(value, scope, path, heatPath);
  if (typeof result === 'boolean' && isCondition(value, scope)) return result;
  throw new InvalidCondition(result, path);
}

/** Heat tells what is no condition where the named condition is asked for. */
function conditionNamed(name: string, scope: Scope, path: DocumentPath): boolean | null {
  try {
    return scope.condition(name);
  } catch (fault) {
    throw fault instanceof InvalidCondition ? new InvalidCondition(fault.value, fault.path, path) : fault;
  }
}

/** Whether a condition is well formed, with all conditions inside it, whether they are asked or not. Throws HotError. */
export function checkCondition(value: Json, scope: Scope, path: DocumentPath): void {
  if (!isMap(value) || Object.keys(value).length !== 1) return;
  const [[name, args] = ['', null]] = Object.entries(value);
  compile(value, scope.conditionFunctions, path);
  if (!JUNCTIONS.has(name)) return;
  if (Array.isArray(args)) args.forEach((each, index) => checkCondition(each, scope, [...path, name, index]));
  else checkCondition(args, scope, [...path, name]);
}

const JUNCTIONS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'Fn::And', 'Fn::Or', 'Fn::Not']);

/** Whether the definition of a condition can be one at all: a boolean, or a function that this version knows in conditions. */
export function isCondition(value: Json, scope: Scope): boolean {
  if (typeof value === 'boolean') return true;
  const [name, ...others] = isMap(value) ? Object.keys(value) : [];
  return name !== undefined && others.length === 0 && scope.conditionFunctions.has(name);
}

/** Faults that Python raises while it evaluates; Heat puts the place of the condition in front of them, and only of them. */
const LOCATED = ['ValueError', 'TypeError', 'KeyError'];

function conditionResult(value: Json, scope: Scope, path: DocumentPath, heatPath: DocumentPath): Json {
  try {
    return evaluate(compile(value, scope.conditionFunctions, path), scope);
  } catch (fault) {
    if (fault instanceof InvalidCondition) throw new InvalidCondition(fault.value, fault.path, path);
    if (fault instanceof HotError && !(fault instanceof ShapeError) && LOCATED.includes(fault.type)) throw new ShapeError('StackValidationFailed', fault.message, path);
    const isInside = fault instanceof ShapeError && path.every((step, index) => fault.path[index] === step);
    if (isInside && heatPath !== path) throw new ShapeError(fault.type, fault.text, fault.path, [...heatPath, ...fault.path.slice(path.length)]);
    throw fault;
  }
}

/** A function of the version that means nothing in a condition. */
export const INVALID: HotFunction = {
  prepare(_args, name) {
    throw new HotError('ValueError', `The function "${name}" is invalid in this context`, 'validate');
  },
};

/** `if`: only the branch that is chosen is looked at. `twoWay` since 2021-04-16: without an else the item vanishes. */
export function ifFunction(twoWay: boolean): HotFunction {
  const check = (args: Json, name: string): Json[] => {
    if (!Array.isArray(args) || (args.length !== 3 && !(twoWay && args.length === 2))) {
      throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [condition_name, value_if_true, value_if_false]`, 'validate');
    }
    return args;
  };
  return {
    parts(args, name) {
      const [, ...branches] = check(args, name);
      return branches.map((branch, index) => [index + 1, branch]);
    },
    macro(args, scope, path, name) {
      const [condition = null, ...branches] = check(args, name);
      const index = conditionValue(condition, scope, path, [name]) ? 0 : 1;
      const branch = branches[index];
      return branch === undefined ? OMIT : evaluatePart(compile(branch, scope.functions, [...path, index + 1]), scope);
    },
  };
}

export const equals: HotFunction = {
  prepare(args, name) {
    const count = args.kind === 'list' ? args.items.length : args.kind === 'literal' && Array.isArray(args.value) ? args.value.length : -1;
    if (count !== 2) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [value_1, value_2]`, 'validate');
  },
  evaluate(args) {
    const [a = null, b = null] = Array.isArray(args) ? args : [];
    return pythonEquals(a, b);
  },
};

/** Condition functions get conditions, which may be names: they are macros. */
export function notFunction(wrapped: boolean): HotFunction {
  return {
    parts(args, name) {
      if (wrapped && (!Array.isArray(args) || args.length !== 1)) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [condition]`, 'validate');
      if (args === null) throw new HotError('ValueError', `Argument to "${name}" must be a condition`, 'validate');
      return [];
    },
    macro(args, scope, path) {
      return !conditionValue(wrapped && Array.isArray(args) ? (args[0] ?? null) : args, scope, path);
    },
  };
}

function junction(stopsAt: boolean): HotFunction {
  return {
    parts(args, name) {
      if (!Array.isArray(args)) throw new HotError('ValueError', `Arguments to "${name}" must be a list of conditions`, 'validate');
      if (args.length < 2) throw new HotError('ValueError', `The minimum number of condition arguments to "${name}" is 2.`, 'validate');
      return [];
    },
    macro(args, scope, path) {
      const conditions = Array.isArray(args) ? args : [];
      // Functions are evaluated all; names are followed only as far as is needed.
      const values = conditions.map((condition, index) => (isMap(condition) ? conditionValue(condition, scope, [...path, index]) : null));
      for (const [index, condition] of conditions.entries()) {
        if ((values[index] ?? conditionValue(condition, scope, [...path, index])) === stopsAt) return stopsAt;
      }
      return !stopsAt;
    },
  };
}

export const and = junction(false);
export const or = junction(true);
