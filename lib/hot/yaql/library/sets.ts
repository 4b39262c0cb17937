/** Sets. They cannot leave an expression: `toList` first. */
import { any, iterable, type Library, overload, required, rest, set } from '../signature';
import { Lazy, type Value, YaqlSet } from '../values';

/** Iterators among the arguments are read. */
export function* spread(items: Iterable<Value>): Generator<Value> {
  for (const item of items) {
    if (item instanceof Lazy) yield* spread(item);
    else yield item;
  }
}

const difference: Library[string] = [
  overload('method', [required('left', set), required('right', set)], ({ budget }, left, right) => new YaqlSet(budget, [...left].filter((item) => !right.has(item)))),
];

export const sets: Library = {
  set: [overload('function', [rest('args', any)], ({ budget }, items) => new YaqlSet(budget, budget.limited(spread(items))))],
  toSet: [overload('method', [required('collection', iterable)], ({ budget }, items) => new YaqlSet(budget, budget.limited(items)))],
  isSet: [overload('function', [required('arg', any)], (_, value) => value instanceof YaqlSet)],
  len: [overload('both', [required('set', set)], (_, items) => BigInt(items.size))],
  '#operator_<': [overload('function', [required('left', set), required('right', set)], (_, a, b) => b.contains(a) && a.size < b.size)],
  '#operator_<=': [overload('function', [required('left', set), required('right', set)], (_, a, b) => b.contains(a))],
  '#operator_>': [overload('function', [required('left', set), required('right', set)], (_, a, b) => a.contains(b) && a.size > b.size)],
  '#operator_>=': [overload('function', [required('left', set), required('right', set)], (_, a, b) => a.contains(b))],
  '#operator_+': [overload('function', [required('left', set), required('right', set)], ({ budget }, a, b) => new YaqlSet(budget, [...a, ...b]))],
  '#operator_-': difference.map((each) => ({ ...each, kind: 'function' as const })),
  union: [overload('method', [required('left', set), required('right', set)], ({ budget }, a, b) => new YaqlSet(budget, [...a, ...b]))],
  intersect: [
    overload('method', [required('left', set), required('right', set)], ({ budget }, a, b) => new YaqlSet(budget, [...a].filter((item) => b.has(item)))),
  ],
  difference,
  symmetricDifference: [
    overload('method', [required('left', set), required('right', set)], ({ budget }, a, b) =>
      new YaqlSet(budget, [...[...a].filter((item) => !b.has(item)), ...[...b].filter((item) => !a.has(item))]),
    ),
  ],
  add: [overload('method', [required('set', set), rest('values', any)], ({ budget }, items, more) => new YaqlSet(budget, [...items, ...more]))],
  remove: [
    overload('method', [required('set', set), rest('values', any)], ({ budget }, items, values) => {
      const removed = new YaqlSet(budget, values);
      return new YaqlSet(budget, [...items].filter((item) => !removed.has(item)));
    }),
  ],
};
