/** How functions say what they take. Overloads of a name are tried in order; the first whose parameters accept the arguments runs. */
import type { Budget } from './budget';
import { Moment, Span } from './moment';
import { Scope } from './scope';
import { isIterable, isList, isNumber, Lazy, Ordering, Regex, Rule, type Value, YaqlMap, YaqlSet } from './values';

/** An argument that is evaluated when it is called; `$` or `$1`, `$2`... are the values of the call. */
export class Lambda {
  private readonly evaluate: (values: Value[], scope: Scope | null) => Value;

  constructor(evaluate: (values: Value[], scope: Scope | null) => Value) {
    this.evaluate = evaluate;
  }

  call(...values: Value[]): Value {
    return this.evaluate(values, null);
  }

  /** Evaluates in another scope than the one it was written in. */
  within(scope: Scope): Value {
    return this.evaluate([], scope);
  }

  callWithin(scope: Scope, values: Value[]): Value {
    return this.evaluate(values, scope);
  }
}

/** An argument `a => b`, neither side evaluated. */
export class LazyRule {
  readonly source: Lambda;
  readonly destination: Lambda;

  constructor(source: Lambda, destination: Lambda) {
    this.source = source;
    this.destination = destination;
  }
}

export type Passed = Value | Lambda | LazyRule;
/** One entry a parameter: what was passed, a list for a rest parameter, undefined for an argument left out. */
export type Arguments = readonly (Passed | Passed[] | undefined)[];

/** What a function may use beside its arguments. */
export interface Frame {
  readonly budget: Budget;
  /** A scope for this call alone, inside the caller's. */
  readonly scope: Scope;
  /** Calls another function or operator by its name, such as `#operator_+`. */
  call(name: string, ...values: Value[]): Value;
  callNamed(name: string, values: readonly Value[], named: readonly (readonly [string, Value])[]): Value;
}

export interface Type<T> {
  /** How the argument is handed over: evaluated, or as Lambda or LazyRule. */
  passing?: 'lambda' | 'rule';
  accepts(value: unknown): value is T;
}

export interface Parameter<T> {
  name: string;
  type: Type<T>;
  /** The value when the argument is left out; without it the argument is required. */
  fallback?: { value: T };
  /** Takes all further arguments. */
  rest?: boolean;
}

export interface Overload {
  kind: Kind;
  parameters: readonly { name: string; passing?: 'lambda' | 'rule'; optional: boolean; rest: boolean }[];
  /** Takes `a => b` as a value, not as a named argument. */
  rules: boolean;
  /** Takes arguments of any name. */
  anyNamed: boolean;
  /** Null when an argument is of the wrong type. */
  run(frame: Frame, given: Arguments, named: ReadonlyMap<string, Value>): { value: Value } | null;
}

/** `function`: `f(x)`; `method`: `x.f()`; `both`: either. */
export type Kind = 'function' | 'method' | 'both';

type ParametersOf<A extends unknown[]> = { [K in keyof A]: Parameter<A[K]> };

export function overload<A extends unknown[]>(
  kind: Kind,
  parameters: [...ParametersOf<A>],
  body: (frame: Frame, ...values: NoInfer<A>) => Value,
): Overload {
  return overloadWithNames(kind, parameters, (frame, _named, ...values) => body(frame, ...values), { anyNamed: false });
}

/** An overload that takes `a => b` as a value. */
export function overloadWithRules<A extends unknown[]>(
  kind: Kind,
  parameters: [...ParametersOf<A>],
  body: (frame: Frame, ...values: NoInfer<A>) => Value,
): Overload {
  return { ...overload(kind, parameters, body), rules: true };
}

/** An overload that takes arguments of any name beside its own. */
export function overloadWithNames<A extends unknown[]>(
  kind: Kind,
  parameters: [...ParametersOf<A>],
  body: (frame: Frame, named: ReadonlyMap<string, Value>, ...values: NoInfer<A>) => Value,
  { anyNamed }: { anyNamed: boolean } = { anyNamed: true },
): Overload {
  const all: Parameter<unknown>[] = [];
  for (const parameter of parameters) all.push(parameter);
  return {
    kind,
    parameters: all.map(({ name, type, fallback, rest }) => ({
      name,
      passing: type.passing,
      optional: fallback !== undefined,
      rest: rest ?? false,
    })),
    rules: false,
    anyNamed,
    run(frame, given, named) {
      const values: unknown[] = all.map((parameter, index) => (given[index] === undefined ? parameter.fallback?.value : given[index]));
      return accepted<A>(all, given, values) ? { value: body(frame, named, ...values) } : null;
    },
  };
}

/** The promise behind the types of `body`: every value was accepted by its parameter, or is the parameter's own fallback. */
function accepted<A extends unknown[]>(parameters: readonly Parameter<unknown>[], given: Arguments, values: unknown[]): values is A {
  return parameters.every((parameter, index) => {
    if (given[index] === undefined) return parameter.fallback !== undefined;
    return parameter.type.accepts(values[index]);
  });
}

export function required<T>(name: string, type: Type<T>): Parameter<T> {
  return { name, type };
}

export function optional<T>(name: string, type: Type<T>, value: T): Parameter<T> {
  return { name, type, fallback: { value } };
}

/** All further arguments, none included. */
export function rest<T>(name: string, type: Type<T>): Parameter<T[]> {
  const each: Type<T[]> = {
    ...(type.passing ? { passing: type.passing } : {}),
    accepts: (value): value is T[] => Array.isArray(value) && value.every((item) => type.accepts(item)),
  };
  return { name, type: each, fallback: { value: [] }, rest: true };
}

/** A type that also takes another value, such as null. */
export function either<A, B>(a: Type<A>, b: Type<B>): Type<A | B> {
  return { ...a, accepts: (value): value is A | B => a.accepts(value) || b.accepts(value) };
}

const isValue = (value: unknown): value is Value => !(value instanceof Lambda) && !(value instanceof LazyRule) && value !== undefined;
const valueType = <T extends Value>(accepts: (value: Value) => value is T): Type<T> => ({
  accepts: (value): value is T => isValue(value) && accepts(value),
});

/** An argument left out, where that is not the same as null. */
export const NOTHING = Symbol('no value');
export const nothing: Type<typeof NOTHING> = { accepts: (value): value is typeof NOTHING => value === NOTHING };

export const any: Type<Value> = { accepts: isValue };
export const nil = valueType((value): value is null => value === null);
export const notNull = valueType((value): value is Exclude<Value, null> => value !== null);
export const string = valueType((value): value is string => typeof value === 'string');
export const integer = valueType((value): value is bigint => typeof value === 'bigint');
export const number = valueType(isNumber);
export const boolean = valueType((value): value is boolean => typeof value === 'boolean');
export const list = valueType(isList);
export const iterable = valueType(isIterable);
export const lazyValue = valueType((value): value is Lazy => value instanceof Lazy);
export const ordering = valueType((value): value is Ordering => value instanceof Ordering);
export const map = valueType((value): value is YaqlMap => value instanceof YaqlMap);
export const set = valueType((value): value is YaqlSet => value instanceof YaqlSet);
export const regex = valueType((value): value is Regex => value instanceof Regex);
export const moment = valueType((value): value is Moment => value instanceof Moment);
export const span = valueType((value): value is Span => value instanceof Span);
export const rule = valueType((value): value is Rule => value instanceof Rule);
export const scope = valueType((value): value is Scope => value instanceof Scope);
export const lambda: Type<Lambda> = { passing: 'lambda', accepts: (value): value is Lambda => value instanceof Lambda };
export const lazyRule: Type<LazyRule> = { passing: 'rule', accepts: (value): value is LazyRule => value instanceof LazyRule };
export const lambdaOrNull: Type<Lambda | null> = { passing: 'lambda', accepts: (value): value is Lambda | null => value === null || lambda.accepts(value) };

/** The functions of one part of the library, by name. */
export type Library = Record<string, Overload[]>;
