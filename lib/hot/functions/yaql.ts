/** The yaql function: {expression, data}. */
import { HotError } from '../error';
import { isMap } from '../json';
import type { Json } from '../types';
import { evaluateYaql, parseYaql, YaqlError, type YaqlExpression } from '../yaql';
import { entriesOf, type HotFunction } from './expression';

/** Expressions recur: a nested template is evaluated once a member. */
const parsed = new Map<string, YaqlExpression>();
const KEPT = 500;

function expressionOf(text: string): YaqlExpression {
  const known = parsed.get(text);
  if (known !== undefined) return known;
  const expression = parseYaql(text);
  if (parsed.size >= KEPT) parsed.clear();
  parsed.set(text, expression);
  return expression;
}

function readable(expression: Json, stage: 'validate' | 'resolve'): YaqlExpression {
  if (typeof expression !== 'string') throw new HotError('TypeError', 'The "expression" argument to yaql must contain a string.', stage);
  try {
    return expressionOf(expression);
  } catch (fault) {
    throw fault instanceof YaqlError ? new HotError('ValueError', `Bad expression ${fault.message.replace(/\.$/, '')}.`, stage) : fault;
  }
}

export const yaql: HotFunction = {
  prepare(args, name) {
    const entries = entriesOf(args);
    if (entries === undefined) throw new HotError('TypeError', `Arguments to "${name}" must be a map.`, 'validate');
    const expression = entries.get('expression');
    if (expression === undefined || [...entries.keys()].some((key) => key !== 'expression' && key !== 'data')) {
      throw new HotError('KeyError', `"${name}" syntax should be ${name}:\n              expression: $.data.var1.sum()\n              data:\n                var1: [3, 2, 1]`, 'validate');
    }
  },
  validate(args) {
    const expression = entriesOf(args)?.get('expression');
    if (expression === undefined || expression.kind === 'call') return;
    readable(expression.kind === 'literal' ? expression.value : null, 'validate');
  },
  evaluate(args) {
    const { expression, data = {} }: Record<string, Json> = isMap(args) ? args : {};
    const statement = readable(expression ?? null, 'resolve');
    try {
      return evaluateYaql(statement, data);
    } catch (fault) {
      throw fault instanceof YaqlError ? new HotError(fault.type, fault.message) : fault;
    }
  },
};
