/** `if`, and the functions that only conditions know: equals, not, and, or. */
import { HotError } from '../error';
import type { DocumentPath, Json } from '../types';
import { isMap, pythonEquals, pythonText } from '../values';
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

/** The truth of what stands where a condition is expected: a name, a boolean, or a condition function. */
export function conditionValue(value: Json, scope: Scope, path: DocumentPath): boolean {
  if (typeof value === 'boolean') return value;
  if (typeof value === 'string') {
    const named = scope.condition(value);
    if (named === null) throw new InvalidCondition(value, path);
    return named;
  }
  if (isMap(value) && Object.keys(value).length === 1) {
    const [name = ''] = Object.keys(value);
    if (scope.conditionFunctions.has(name)) {
      const result = conditionResult(value, scope, path);
      if (typeof result === 'boolean') return result;
      throw new InvalidCondition(result, path);
    }
    if (scope.functions.has(name)) throw new ShapeError('StackValidationFailed', `The function "${name}" is invalid in this context`, [...path, name]);
  }
  throw new InvalidCondition(value, path);
}

/** Faults that Python raises while it evaluates; Heat puts the place of the condition in front of them, and only of them. */
const LOCATED = ['ValueError', 'TypeError', 'KeyError'];

function conditionResult(value: Json, scope: Scope, path: DocumentPath): Json {
  try {
    return evaluate(compile(value, scope.conditionFunctions, path), scope);
  } catch (fault) {
    if (fault instanceof InvalidCondition) throw new InvalidCondition(fault.value, fault.path, path);
    if (fault instanceof HotError && !(fault instanceof ShapeError) && LOCATED.includes(fault.type)) throw new ShapeError('StackValidationFailed', fault.message, path);
    throw fault;
  }
}

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
      const index = conditionValue(condition, scope, path) ? 0 : 1;
      const branch = branches[index];
      return branch === undefined ? OMIT : evaluatePart(compile(branch, scope.functions, [...path, index + 1]), scope);
    },
  };
}

export const equals: HotFunction = {
  prepare(args, name) {
    const count = args.kind === 'list' ? args.items.length : args.kind === 'literal' && Array.isArray(args.value) ? args.value.length : -1;
    if (args.kind !== 'call' && count !== 2) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [value_1, value_2]`, 'validate');
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
      if (args === null || (wrapped && (!Array.isArray(args) || args.length !== 1))) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: ${wrapped ? '[condition]' : 'condition'}`, 'validate');
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
      if (!Array.isArray(args)) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [{condition_1}, {condition_2}, {...}, {condition_n}]`, 'validate');
      if (args.length < 2) throw new HotError('ValueError', `The minimum number of condition arguments to "${name}" is 2.`, 'validate');
      return [];
    },
    macro(args, scope, path) {
      const conditions = Array.isArray(args) ? args : [];
      for (const [index, condition] of conditions.entries()) {
        if (conditionValue(condition, scope, [...path, index]) === stopsAt) return stopsAt;
      }
      return !stopsAt;
    },
  };
}

export const and = junction(false);
export const or = junction(true);
