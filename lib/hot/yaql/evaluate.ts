import { dateProperty } from './library/dates';
import { Moment, Span } from './moment';
import type { Budget } from './budget';
import { noMatchingFunction, YaqlError } from './error';
import { library } from './library';
import type { Argument, Expression } from './parser';
import { Scope } from './scope';
import { type Arguments, type Frame, Lambda, LazyRule, type Overload, type Passed } from './signature';
import { isIterable, Lazy, pythonLiteral, pythonText, Rule, type Value, YaqlMap } from './values';

type Call = Expression & { kind: 'call' };

/** An argument as written or, between functions, as a value. */
type Given =
  | { kind: 'expression'; expression: Expression; known?: Value }
  | { kind: 'value'; value: Value }
  | { kind: 'named'; name: string; value: Value }
  | (Argument & { kind: 'rule' })
  | { kind: 'omitted' };

/** Evaluates expressions within one budget. */
export class Evaluator {
  readonly budget: Budget;

  constructor(budget: Budget) {
    this.budget = budget;
  }

  evaluate(expression: Expression, scope: Scope): Value {
    this.budget.step();
    switch (expression.kind) {
      case 'constant':
        return expression.value;
      case 'keyword':
        return expression.name;
      case 'variable':
        return this.budget.checked(scope.get(expression.name));
      case 'dot':
        return this.budget.checked(this.dot(expression, scope));
      case 'call':
        return this.call(expression.name, null, expression.arguments.map(given), scope);
    }
  }

  private dot({ left, right, safe }: Expression & { kind: 'dot' }, scope: Scope): Value {
    const receiver = this.evaluate(left, scope);
    if (safe && receiver === null) return null;
    if (right.kind === 'keyword') return this.member(receiver, right.name);
    if (isMethodCall(right)) return this.call(right.name, { receiver }, right.arguments.map(given), scope);
    throw noMatchingFunction(safe ? '#operator_?.' : '#operator_.');
  }

  /** A key of a map, or that key of every map of a collection. */
  private member(receiver: Value, name: string): Value {
    if (receiver instanceof YaqlMap) {
      const value = receiver.get(name);
      if (value === undefined) throw new YaqlError('KeyError', pythonLiteral(name, this.budget));
      return value;
    }
    if (isIterable(receiver)) {
      const items = this.budget.limited(receiver);
      const member = (item: Value) => this.member(item, name);
      return new Lazy(
        (function* () {
          for (const item of items) yield member(item);
        })(),
      );
    }
    const property = receiver instanceof Moment || receiver instanceof Span ? dateProperty(receiver, name) : undefined;
    if (property !== undefined) return property;
    throw new YaqlError('NoFunctionRegisteredException', `Unknown function "#property#${name}"`);
  }

  /** Calls a function with values: what `call` of the language and the library itself use. */
  private callWith(name: string, values: readonly Value[], named: readonly (readonly [string, Value])[], scope: Scope): Value {
    const positional = values.map((value): Given => ({ kind: 'value', value }));
    return this.call(name, null, [...positional, ...named.map(([key, value]): Given => ({ kind: 'named', name: key, value }))], scope);
  }

  private call(name: string, method: { receiver: Value } | null, written: Given[], scope: Scope): Value {
    this.budget.enter();
    try {
      return this.budget.made(this.dispatch(name, method, written, scope));
    } finally {
      this.budget.leave();
    }
  }

  private dispatch(name: string, method: { receiver: Value } | null, written: Given[], scope: Scope): Value {
    const own = method === null ? scope.definition(name) : undefined;
    if (own) return own(written.map((argument) => this.passed(argument, undefined, scope)).map(valueOf));
    const overloads = (Object.hasOwn(library, name) ? (library[name] ?? []) : []).filter(
      ({ kind }) => kind === 'both' || kind === (method ? 'method' : 'function'),
    );
    const [first] = overloads;
    if (first === undefined) throw this.unknown(name, method);
    const positional: Given[] = method ? [{ kind: 'value', value: method.receiver }] : [];
    const named = new Map<string, Given>();
    for (const argument of written) {
      if (argument.kind === 'named') named.set(argument.name, { kind: 'value', value: argument.value });
      else if (argument.kind !== 'rule' || first.rules) positional.push(argument);
      else named.set(parameterName(argument.source), { kind: 'expression', expression: argument.destination });
    }
    for (const overload of overloads) {
      const result = this.attempt(overload, positional, named, scope);
      if (result) return result.value;
    }
    throw this.unmatched(name, method);
  }

  private attempt(overload: Overload, positional: Given[], named: Map<string, Given>, scope: Scope): { value: Value } | null {
    const others = new Map(named);
    const last = overload.parameters.at(-1);
    if (positional.length > overload.parameters.length && !last?.rest) return null;
    const args: (Passed | Passed[] | undefined)[] = [];
    for (const [index, parameter] of overload.parameters.entries()) {
      if (parameter.rest) {
        args.push(positional.slice(index).map((argument) => this.passed(argument, parameter.passing, scope)));
        continue;
      }
      const place = positional[index];
      const byName = others.get(parameter.name);
      if (place !== undefined && place.kind !== 'omitted') {
        if (byName) return null;
        args.push(this.passed(place, parameter.passing, scope));
      } else if (byName) {
        others.delete(parameter.name);
        args.push(this.passed(byName, parameter.passing, scope));
      } else if (parameter.optional) {
        args.push(undefined);
      } else {
        return null;
      }
    }
    if (others.size > 0 && !overload.anyNamed) return null;
    const values = new Map<string, Value>();
    for (const [key, argument] of others) values.set(key, valueOf(this.passed(argument, undefined, scope)));
    return overload.run(this.frame(new Scope(scope)), args satisfies Arguments, values);
  }

  private passed(argument: Given, passing: 'lambda' | 'rule' | undefined, scope: Scope): Passed {
    switch (argument.kind) {
      case 'value':
      case 'named':
        return passing === 'lambda' && argument.value !== null ? new Lambda(() => argument.value) : argument.value;
      case 'expression':
        if (passing === 'lambda') return this.lambda(argument.expression, scope);
        argument.known ??= this.evaluate(argument.expression, scope);
        return argument.known;
      case 'rule':
        if (passing === 'rule') return new LazyRule(this.lambda(argument.source, scope), this.lambda(argument.destination, scope));
        return new Rule(this.evaluate(argument.source, scope), this.evaluate(argument.destination, scope));
      case 'omitted':
        throw noMatchingFunction('');
    }
  }

  private lambda(expression: Expression, written: Scope): Lambda {
    return new Lambda((values, scope) => {
      const inner = new Scope(scope ?? written);
      values.forEach((value, index) => inner.set(String(index + 1), value));
      this.budget.enter();
      try {
        return this.evaluate(expression, inner);
      } finally {
        this.budget.leave();
      }
    });
  }

  private frame(scope: Scope): Frame {
    return {
      budget: this.budget,
      scope,
      call: (name, ...values) => this.callWith(name, values, [], scope),
      callNamed: (name, values, named) => this.callWith(name, values, named, scope),
    };
  }

  private unknown(name: string, method: { receiver: Value } | null): YaqlError {
    return method === null
      ? new YaqlError('NoFunctionRegisteredException', `Unknown function "${name}"`)
      : new YaqlError('NoMethodRegisteredException', `Unknown method "${name}" for receiver ${pythonText(method.receiver, this.budget)}`);
  }

  private unmatched(name: string, method: { receiver: Value } | null): YaqlError {
    return method === null
      ? noMatchingFunction(name)
      : new YaqlError(
          'NoMatchingMethodException',
          `No method "${name}" for receiver ${pythonText(method.receiver, this.budget)} matches supplied arguments`,
        );
  }
}

function given(argument: Argument): Given {
  return argument.kind === 'value' ? { kind: 'expression', expression: argument.value } : argument;
}

function isMethodCall(expression: Expression): expression is Call {
  return expression.kind === 'call' && !/^[#*]/.test(expression.name);
}

function parameterName(source: Expression): string {
  if (source.kind === 'keyword') return source.name;
  if (source.kind === 'constant' && typeof source.value === 'string') return source.value;
  throw new YaqlError('MappingTranslationException', 'Cannot convert mapping to keyword argument');
}

function valueOf(passed: Passed): Value {
  if (passed instanceof Lambda || passed instanceof LazyRule) throw new Error('An unevaluated argument where a value was asked for.');
  return passed;
}
