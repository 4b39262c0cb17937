/**
 * YAQL, the query language of the `yaql` function: parser, evaluator and standard library.
 *
 * An expression is evaluated within the limits that Heat sets (200 elements a collection, 10,000 bytes a value) and limits of our own
 * on the whole evaluation, so that it always ends, soon, and in little memory. Not in the library: what depends on the clock or on
 * chance (`now`, `random`) and the date functions.
 */
import type { Json } from '../types';
import { Budget } from './budget';
import { tooDeep, YaqlError } from './error';
import { Evaluator } from './evaluate';
import { type Expression, parseExpression } from './parser';
import { Scope } from './scope';
import { fromJson, toJson } from './values';

export { YaqlError };

/** A parsed expression. */
export interface YaqlExpression {
  readonly source: string;
  readonly tree: Expression;
}

/**
 * Parses an expression. Throws YaqlError, whose message is Heat's without `Bad expression ` before and the full stop after it, such as
 * `Parse error: unexpected end of statement`.
 */
export function parseYaql(text: string): YaqlExpression {
  return { source: text, tree: bounded(() => parseExpression(text)) };
}

/** Evaluates with `$` = `{data: data}`. Throws YaqlError. */
export function evaluateYaql(expression: YaqlExpression, data: Json): Json {
  return bounded(() => {
    const budget = new Budget();
    const scope = new Scope(null);
    scope.set('$', fromJson({ data }, budget));
    const value = new Evaluator(budget).evaluate(expression.tree, scope);
    return toJson(value, budget);
  });
}

/** The engine's own limits, such as the depth of its stack, stand behind ours. */
function bounded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw /call stack/i.test(error.message) ? tooDeep() : new YaqlError('MemoryQuotaExceededException', 'Expression consumed too much memory');
  }
}
