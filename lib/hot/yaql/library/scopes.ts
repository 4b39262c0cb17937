/** Naming values and functions: `let(a => 1) -> $a`. */
import { YaqlError } from '../error';
import { any, iterable, lambda, type Library, list, map, optional, overload, overloadWithNames, required, rest, scope, string } from '../signature';
import { isTrue, Lazy } from '../values';

export const scopes: Library = {
  let: [
    overloadWithNames('function', [rest('args', any)], (frame, named, values) => {
      values.forEach((value, index) => frame.scope.set(String(index + 1), value));
      for (const [name, value] of named) frame.scope.set(name, value);
      return frame.scope;
    }),
  ],
  with: [
    overload('function', [rest('args', any)], (frame, values) => {
      values.forEach((value, index) => frame.scope.set(String(index + 1), value));
      return frame.scope;
    }),
  ],
  unpack: [
    overload('method', [required('sequence', iterable), rest('args', string)], (frame, sequence, names) => {
      const values = [...frame.budget.limited(sequence)];
      if (names.length > 0 && names.length !== values.length) {
        throw new YaqlError('ValueError', `Cannot unpack ${Math.min(values.length, names.length + 1)} elements into ${names.length}`);
      }
      values.forEach((value, index) => frame.scope.set(names[index] ?? String(index + 1), value));
      return frame.scope;
    }),
  ],
  def: [
    overload('function', [required('name', string), required('func', lambda)], (frame, name, body) => {
      // The body sees the function itself, so that it can call itself.
      frame.scope.define(name, (values) => body.callWithin(frame.scope, values));
      return frame.scope;
    }),
  ],
  '#operator_->': [overload('function', [required('left', scope), required('right', lambda)], (_, left, right) => right.within(left))],
  assert: [
    overload('method', [required('obj', any), required('condition', lambda), optional('message', string, 'Assertion failed')], (frame, value, condition, message) => {
      const kept = value instanceof Lazy ? [...frame.budget.limited(value)] : value;
      if (!isTrue(condition.call(kept))) throw new YaqlError('AssertionError', message);
      return kept;
    }),
  ],
  call: [
    overload('function', [required('name', string), required('args', list), required('kwargs', map)], (frame, name, values, named) => {
      const words = [...named.pairs()].flatMap(([key, value]) => (typeof key === 'string' ? [[key, value] as const] : []));
      return frame.callNamed(name, values, words);
    }),
  ],
};
