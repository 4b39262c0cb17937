/** Equality for all values, order for numbers, strings and null, and the boolean operators. */
import { any, type Library, lambda, nil, notNull, number, overload, required, string } from '../signature';
import { isEqual, isNumber, isTrue, type Value } from '../values';

/** Null is before everything. */
function order(name: '<' | '<=' | '>' | '>='): Library[string] {
  const test = (difference: number) =>
    name === '<' ? difference < 0 : name === '<=' ? difference <= 0 : name === '>' ? difference > 0 : difference >= 0;
  return [
    overload('function', [required('left', number), required('right', number)], (_, left, right) =>
      Number.isNaN(left) || Number.isNaN(right) ? false : test(left < right ? -1 : left > right ? 1 : 0),
    ),
    overload('function', [required('left', string), required('right', string)], (_, left, right) => test(compareText(left, right))),
    overload('function', [required('left', nil), required('right', nil)], () => test(0)),
    overload('function', [required('left', nil), required('right', notNull)], () => test(-1)),
    overload('function', [required('left', notNull), required('right', nil)], () => test(1)),
  ];
}

/** By code point, as Python; JavaScript's own order is by UTF-16 unit. */
function compareText(left: string, right: string): number {
  const length = Math.min(left.length, right.length);
  for (let at = 0; at < length; at++) {
    if (left[at] !== right[at]) return (left.codePointAt(at) ?? 0) - (right.codePointAt(at) ?? 0);
  }
  return left.length - right.length;
}

export const comparison: Library = {
  '*equal': [overload('function', [required('left', any), required('right', any)], ({ budget }, left, right) => isEqual(left, right, budget))],
  '*not_equal': [overload('function', [required('left', any), required('right', any)], ({ budget }, left, right) => !isEqual(left, right, budget))],
  '#operator_<': order('<'),
  '#operator_<=': order('<='),
  '#operator_>': order('>'),
  '#operator_>=': order('>='),
  '#operator_and': [
    overload('function', [required('left', lambda), required('right', lambda)], (_, left, right) => {
      const first = left.call();
      return isTrue(first) ? right.call() : first;
    }),
  ],
  '#operator_or': [
    overload('function', [required('left', lambda), required('right', lambda)], (_, left, right) => {
      const first = left.call();
      return isTrue(first) ? first : right.call();
    }),
  ],
  '#unary_operator_not': [overload('function', [required('arg', any)], (_, value) => !isTrue(value))],
  bool: [overload('function', [required('value', any)], (_, value) => isTrue(value))],
  isBoolean: [overload('function', [required('value', any)], (_, value) => typeof value === 'boolean')],
  max: [overload('function', [required('a', any), required('b', any)], (frame, a, b) => (isTrue(greater(frame.call, b, a)) ? b : a))],
  min: [overload('function', [required('a', any), required('b', any)], (frame, a, b) => (isTrue(greater(frame.call, b, a)) ? a : b))],
  isNumber: [overload('function', [required('value', any)], (_, value) => isNumber(value))],
  isInteger: [overload('function', [required('value', any)], (_, value) => typeof value === 'bigint')],
};

function greater(call: (name: string, ...values: Value[]) => Value, a: Value, b: Value): Value {
  return call('#operator_>', a, b);
}
