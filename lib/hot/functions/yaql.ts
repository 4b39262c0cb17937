/** The yaql function: {expression, data}. */
import { HotError } from '../error';
import type { Json } from '../types';
import { isMap } from '../values';
import { evaluateYaql, parseYaql, YaqlError, type YaqlExpression } from '../yaql';
import { entriesOf, type HotFunction, isCall } from './expression';

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

export const yaql: HotFunction = {
  prepare(args, name) {
    const entries = entriesOf(args);
    if (entries === undefined) {
      if (isCall(args)) return;
      throw new HotError('TypeError', `Arguments to "${name}" must be a map.`, 'validate');
    }
    const expression = entries.get('expression');
    if (expression === undefined || [...entries.keys()].some((key) => key !== 'expression' && key !== 'data')) {
      throw new HotError('KeyError', `"${name}" syntax should be ${name}:\n              expression: $.data.var1.sum()\n              data:\n                var1: [3, 2, 1]`, 'validate');
    }
  },
  validate(args) {
    const expression = entriesOf(args)?.get('expression');
    if (expression?.kind !== 'literal') return;
    if (typeof expression.value !== 'string') throw new HotError('TypeError', 'The "expression" argument to yaql must contain a string.', 'validate');
    try {
      expressionOf(expression.value);
    } catch (fault) {
      throw fault instanceof YaqlError ? new HotError('ValueError', `Bad expression ${fault.message.replace(/\.$/, '')}.`, 'validate') : fault;
    }
  },
  evaluate(args, _scope, name) {
    const { expression, data = {} }: Record<string, Json> = isMap(args) ? args : {};
    if (typeof expression !== 'string') throw new HotError('TypeError', `The "expression" argument to ${name} must contain a string.`);
    try {
      return evaluateYaql(expressionOf(expression), data);
    } catch (fault) {
      throw fault instanceof YaqlError ? new HotError(fault.type, fault.message) : fault;
    }
  },
};
