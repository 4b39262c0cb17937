/** Operations that read a collection to its end: sums, choices, positions, groups, order. */
import type { Budget } from '../budget';
import { YaqlError } from '../error';
import {
  any,
  either,
  type Frame,
  iterable,
  type Lambda,
  lambda,
  lambdaOrNull,
  type Library,
  NOTHING,
  nothing,
  optional,
  ordering,
  overload,
  required,
} from '../signature';
import { isEqual, isList, isTrue, Lazy, Ordering, type Value, YaqlMap } from '../values';

const orNothing = either(any, nothing);

function reduce(items: Iterable<Value>, seed: Value | typeof NOTHING, combine: (a: Value, b: Value) => Value): Value {
  let total = seed;
  for (const item of items) total = total === NOTHING ? item : combine(total, item);
  if (total === NOTHING) throw new YaqlError('TypeError', 'reduce() of empty iterable with no initial value');
  return total;
}

/** Combines the items with a function or operator of the library. */
function folding(name: string): Library[string] {
  return [
    overload('method', [required('collection', iterable), optional('initial', orNothing, NOTHING)], ({ budget, call }, items, initial) =>
      reduce(budget.limited(items), initial, (a, b) => call(name, a, b)),
    ),
  ];
}

const reducing: Library[string] = [
  overload(
    'method',
    [required('collection', iterable), required('selector', lambda), optional('seed', orNothing, NOTHING)],
    ({ budget }, items, selector, seed) => reduce(budget.limited(items), seed, (a, b) => selector.call(a, b)),
  ),
];

function* accumulate(items: Iterable<Value>, selector: Lambda, seed: Value | typeof NOTHING): Generator<Value> {
  let total = seed;
  if (total !== NOTHING) yield total;
  for (const item of items) {
    total = total === NOTHING ? item : selector.call(total, item);
    yield total;
  }
  if (total === NOTHING) throw new YaqlError('TypeError', 'accumulate() of empty sequence with no initial value');
}

function stopped(): YaqlError {
  return new YaqlError('StopIteration', '');
}

function position(last: boolean, found: (item: Value) => boolean, items: Iterable<Value>): bigint {
  let index = 0n;
  let result = -1n;
  for (const item of items) {
    if (found(item)) {
      result = index;
      if (!last) break;
    }
    index++;
  }
  return result;
}

function positions(last: boolean): { of: Library[string]; where: Library[string] } {
  return {
    of: [
      overload('method', [required('collection', iterable), required('item', any)], ({ budget }, items, wanted) =>
        position(last, (item) => isEqual(item, wanted, budget), budget.limited(items)),
      ),
    ],
    where: [
      overload('method', [required('collection', iterable), required('predicate', lambda)], ({ budget }, items, predicate) =>
        position(last, (item) => isTrue(predicate.call(item)), budget.limited(items)),
      ),
    ],
  };
}

function sorted(items: Iterable<Value>, frame: Frame): (by: Ordering) => Value[] {
  return ({ fields }) =>
    [...items].sort((left, right) => {
      for (const { selector, descending } of fields) {
        const a = selector(left);
        const b = selector(right);
        const order = isTrue(frame.call('#operator_<', a, b)) ? -1 : isTrue(frame.call('#operator_>', a, b)) ? 1 : 0;
        if (order !== 0) return descending ? -order : order;
      }
      return 0;
    });
}

function ordered(descending: boolean): { first: Library[string]; next: Library[string] } {
  return {
    first: [
      overload('method', [required('collection', iterable), required('selector', lambda)], (frame, items, selector) => {
        const limited = frame.budget.limited(items);
        return new Ordering(sorted(limited, frame), (item) => selector.call(item), descending);
      }),
    ],
    next: [
      overload('method', [required('collection', ordering), required('selector', lambda)], (_, items, selector) => {
        items.fields.push({ selector: (item) => selector.call(item), descending });
        return items;
      }),
    ],
  };
}

function* groups(items: Iterable<Value>, keyOf: Lambda, valueOf: Lambda | null, aggregate: Lambda | null, budget: Budget): Generator<Value> {
  const found = new YaqlMap(budget);
  const members = new Map<Value, Value[]>();
  for (const item of items) {
    const key = keyOf.call(item);
    const value = valueOf ? valueOf.call(item) : item;
    const known = found.get(key);
    const list = (known === undefined ? undefined : members.get(known)) ?? [];
    if (known === undefined) {
      found.put(key, list);
      members.set(list, list);
    }
    list.push(value);
  }
  for (const [key, values] of found.pairs()) yield aggregate ? aggregated(aggregate, key, values) : [key, values];
}

/** Before yaql 1.1.1 an aggregator was given the pair and returned a pair; one that fails on the values alone is tried so. */
function aggregated(aggregate: Lambda, key: Value, values: Value): Value {
  try {
    return [key, aggregate.call(values)];
  } catch (error) {
    const mayBeOld =
      error instanceof YaqlError && ['NoMatchingMethodException', 'NoMatchingFunctionException', 'IndexError'].includes(error.type);
    if (!mayBeOld) throw error;
    const pair = aggregate.call([key, values]);
    if (isList(pair) && pair.length === 2) return pair;
    throw error;
  }
}

const first = positions(false);
const last = positions(true);
const ascending = ordered(false);
const descending = ordered(true);

export const aggregation: Library = {
  sum: folding('#operator_+'),
  max: folding('max'),
  min: folding('min'),
  aggregate: reducing,
  reduce: reducing,
  accumulate: [
    overload('method', [required('collection', iterable), required('selector', lambda), optional('seed', orNothing, NOTHING)], ({ budget }, items, selector, seed) => {
      const limited = budget.limited(items);
      return new Lazy(accumulate(limited, selector, seed));
    }),
  ],
  any: [
    overload('both', [required('collection', iterable), optional('predicate', lambdaOrNull, null)], ({ budget }, items, predicate) => {
      for (const item of budget.limited(items)) if (predicate === null || isTrue(predicate.call(item))) return true;
      return false;
    }),
  ],
  all: [
    overload('both', [required('collection', iterable), optional('predicate', lambdaOrNull, null)], ({ budget }, items, predicate) => {
      for (const item of budget.limited(items)) if (!isTrue(predicate === null ? item : predicate.call(item))) return false;
      return true;
    }),
  ],
  first: [
    overload('method', [required('collection', iterable), optional('default', orNothing, NOTHING)], ({ budget }, items, fallback) => {
      for (const item of budget.limited(items)) return item;
      if (fallback === NOTHING) throw stopped();
      return fallback;
    }),
  ],
  last: [
    overload('method', [required('collection', iterable), optional('default', orNothing, NOTHING)], ({ budget }, items, fallback) => {
      let result: Value | typeof NOTHING = fallback;
      for (const item of budget.limited(items)) result = item;
      if (result === NOTHING) throw stopped();
      return result;
    }),
  ],
  single: [
    overload('method', [required('collection', iterable)], ({ budget }, items) => {
      const [only, second] = [...budget.limited(items)];
      if (only === undefined) throw stopped();
      if (second !== undefined) throw new YaqlError('ValueError', 'Collection contains more than one item');
      return only;
    }),
  ],
  indexOf: first.of,
  lastIndexOf: last.of,
  indexWhere: first.where,
  lastIndexWhere: last.where,
  orderBy: ascending.first,
  orderByDescending: descending.first,
  thenBy: ascending.next,
  thenByDescending: descending.next,
  groupBy: [
    overload(
      'method',
      [
        required('collection', iterable),
        required('keySelector', lambda),
        optional('valueSelector', lambdaOrNull, null),
        optional('aggregator', lambdaOrNull, null),
      ],
      ({ budget }, items, keyOf, valueOf, aggregator) => {
        const limited = budget.limited(items);
        return new Lazy(groups(limited, keyOf, valueOf, aggregator, budget));
      },
    ),
  ],
};
