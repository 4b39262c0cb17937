/**
 * Expressions: the values of a template with its function calls found. A template is compiled once and evaluated many times; parts
 * without calls are kept as they are, so evaluating costs only where something is to be computed.
 */
import { HotError, MAX_DEPTH, UnknownValue } from '../error';
import { isMap } from '../json';
import type { DocumentPath, Json } from '../types';
import { own, pythonRepr, setKey } from '../values';
import { refuseGrowth, sizeOf } from './growth';
import type { Scope } from './scope';

export type Expression =
  | { kind: 'literal'; value: Json }
  | { kind: 'list'; items: Expression[]; raw: Json }
  | { kind: 'map'; entries: [string, Expression][]; raw: Json }
  | Call;

export interface Call {
  kind: 'call';
  name: string;
  of: HotFunction;
  /** Null for a macro, which compiles only what it chooses. */
  args: Expression | null;
  rawArgs: Json;
  raw: Json;
  path: DocumentPath;
}

/** One function of the language. Throws HotError. */
export interface HotFunction {
  /** Whether the arguments have the right shape; they are expressions still. */
  prepare?(args: Expression, name: string): void;
  /** Whether the arguments that can be seen have sensible values; asked when a template is validated. */
  validate?(args: Expression, name: string): void;
  evaluate?(args: Json, scope: Scope, name: string): Json;
  /** Before `evaluate`, where that asks for its arguments one by one: evaluates those that are wanted, and may refuse after each. */
  inOrder?(part: (step: string | number) => Json, name: string): Json;
  /** In place of `evaluate`: gets its arguments as they are written. */
  macro?(args: Json, scope: Scope, path: DocumentPath, name: string): Json | typeof OMIT;
  /** For a macro: its shape, and the parts that are expressions, by step of the path. */
  parts?(args: Json, name: string): [step: string | number, part: Json][];
  /** Existed in an earlier version and is an error now. */
  removed?: boolean;
}

export type FunctionTable = ReadonlyMap<string, HotFunction>;

/** The value is as if it had not been written: its list item, map key or property vanishes. */
export const OMIT = Symbol('omit');

/**
 * Throws a HotError at the first call of a wrong shape. With `mend` each of them is told instead, and stands for a value that nobody knows, so that
 * everything around it can be looked at too.
 */
export function compile(value: Json, functions: FunctionTable, path: DocumentPath = [], depth = 0, mend?: (fault: ShapeError) => void): Expression {
  if (depth > MAX_DEPTH) throw new HotError('StackValidationFailed', `Expressions may nest ${MAX_DEPTH} levels deep at most.`, 'validate');
  if (Array.isArray(value)) {
    const items = value.map((item, index) => compile(item, functions, [...path, index], depth + 1, mend));
    return items.every((item) => item.kind === 'literal') ? { kind: 'literal', value } : { kind: 'list', items, raw: value };
  }
  if (!isMap(value)) return { kind: 'literal', value };
  const keys = Object.keys(value);
  const [only] = keys;
  const of = keys.length === 1 && only !== undefined ? functions.get(only) : undefined;
  if (of !== undefined && only !== undefined) return compileCall(only, of, value[only] ?? null, value, functions, path, depth, mend);
  const entries = keys.map((key): [string, Expression] => [key, compile(value[key] ?? null, functions, [...path, key], depth + 1, mend)]);
  return entries.every(([, entry]) => entry.kind === 'literal') ? { kind: 'literal', value } : { kind: 'map', entries, raw: value };
}

function compileCall(name: string, of: HotFunction, rawArgs: Json, raw: Json, functions: FunctionTable, path: DocumentPath, depth: number, mend?: (fault: ShapeError) => void): Call {
  const here = [...path, name];
  try {
    if (of.parts) {
      of.parts(rawArgs, name);
      return { kind: 'call', name, of, args: null, rawArgs, raw, path: here };
    }
    const args = compile(rawArgs, functions, here, depth + 1, mend);
    of.prepare?.(args, name);
    return { kind: 'call', name, of, args, rawArgs, raw, path: here };
  } catch (fault) {
    if (!(fault instanceof HotError)) throw fault;
    const shown = located(fault, here);
    if (mend === undefined) throw shown;
    mend(shown);
    return { kind: 'call', name: '', of: BROKEN, args: { kind: 'literal', value: null }, rawArgs: null, raw, path: here };
  }
}

/** What a call stands for whose shape is wrong. */
const BROKEN: HotFunction = {
  evaluate() {
    throw new UnknownValue('the call cannot be read');
  },
};

/** An error of the shape of a call, with the place of the innermost call it is about. */
export class ShapeError extends HotError {
  readonly path: DocumentPath;
  /** Where Heat says it is: it knows only the outermost `if` of a condition. */
  readonly heatPath: DocumentPath;
  /** The message without the place in front. */
  readonly text: string;

  constructor(type: string, text: string, path: DocumentPath, heatPath: DocumentPath = path) {
    super(type, text, 'validate');
    this.path = path;
    this.heatPath = heatPath;
    this.text = text;
  }
}

function located(fault: HotError, path: DocumentPath): ShapeError {
  if (fault instanceof ShapeError) return fault;
  // Python shows the text of a KeyError quoted.
  return new ShapeError('StackValidationFailed', fault.type === 'KeyError' ? pythonRepr(fault.message) : fault.message, path);
}

/** The value; null where all of it was omitted. Throws HotError, or UnknownValue of the scope's resolver. */
export function evaluate(expression: Expression, scope: Scope): Json {
  const value = evaluatePart(expression, scope);
  return value === OMIT ? null : value;
}

export function evaluatePart(expression: Expression, scope: Scope): Json | typeof OMIT {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'list': {
      const items: Json[] = [];
      for (const item of expression.items) {
        const value = evaluatePart(item, scope);
        if (value !== OMIT) items.push(value);
      }
      return items;
    }
    case 'map': {
      const map: Record<string, Json> = {};
      for (const [key, entry] of expression.entries) {
        const value = evaluatePart(entry, scope);
        if (value !== OMIT) setKey(map, key, value);
      }
      return map;
    }
    case 'call':
      return call(expression, scope);
  }
}

function call(expression: Call, scope: Scope): Json | typeof OMIT {
  const { of, args, name } = expression;
  if (of.removed) throw new HotError('InvalidTemplateVersion', `The template version is invalid: The function ${name} is not supported in this version of HOT.`);
  if (args === null) return of.macro ? of.macro(expression.rawArgs, scope, expression.path, name) : null;
  if (of.inOrder && args.kind !== 'call') {
    const value = of.inOrder((step) => partOf(args, step, scope), name);
    refuseGrowth(sizeOf(value), name);
    return value;
  }
  if (!of.evaluate) return null;
  const given = evaluate(args, scope);
  if (args.kind !== 'literal') refuseGrowth(sizeOf(given), name);
  const value = of.evaluate(given, scope, name);
  refuseGrowth(sizeOf(value), name);
  return value;
}

/** One item or entry, evaluated; null where there is none. */
function partOf(args: Exclude<Expression, Call>, step: string | number, scope: Scope): Json {
  if (args.kind === 'list') return evaluate(args.items[Number(step)] ?? NOTHING, scope);
  if (args.kind === 'map') return evaluate(args.entries.find(([key]) => key === step)?.[1] ?? NOTHING, scope);
  const { value } = args;
  if (Array.isArray(value)) return value[Number(step)] ?? null;
  return isMap(value) ? (own(value, String(step)) ?? null) : null;
}

const NOTHING: Expression = { kind: 'literal', value: null };

/** Every call in an expression, outermost first; parts of macros are compiled for it. */
export function* calls(expression: Expression, functions: FunctionTable): Generator<Call> {
  switch (expression.kind) {
    case 'literal':
      return;
    case 'list':
      for (const item of expression.items) yield* calls(item, functions);
      return;
    case 'map':
      for (const [, entry] of expression.entries) yield* calls(entry, functions);
      return;
    case 'call':
      yield expression;
      if (expression.args !== null) yield* calls(expression.args, functions);
      else for (const [step, part] of expression.of.parts?.(expression.rawArgs, expression.name) ?? []) yield* calls(compile(part, functions, [...expression.path, step]), functions);
  }
}

export function isCall(expression: Expression | undefined): boolean {
  return expression?.kind === 'call';
}

/** Items of a list expression, undefined when it is no list (a call may turn out to be one). */
export function itemsOf(expression: Expression): Expression[] | undefined {
  if (expression.kind === 'list') return expression.items;
  if (expression.kind === 'literal' && Array.isArray(expression.value)) return expression.value.map((value) => ({ kind: 'literal', value }));
  return undefined;
}

export function entriesOf(expression: Expression): Map<string, Expression> | undefined {
  if (expression.kind === 'map') return new Map(expression.entries);
  if (expression.kind === 'literal' && isMap(expression.value)) {
    return new Map(Object.entries(expression.value).map(([key, value]): [string, Expression] => [key, { kind: 'literal', value }]));
  }
  return undefined;
}
