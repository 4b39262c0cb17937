/** Lists: made, indexed, changed. */
import { type Budget, sizeOf } from '../budget';
import { YaqlError } from '../error';
import { any, integer, iterable, lazyValue, type Library, list, optional, overload, required, rest } from '../signature';
import { isEqual, isIterable, isList, Lazy, type Value, YaqlSet } from '../values';
import { spread } from './sets';

function* flatten(items: Iterable<Value>, budget: Budget): Generator<Value> {
  for (const item of budget.limited(items)) {
    budget.step();
    if (isIterable(item)) yield* flatten(item, budget);
    else yield item;
  }
}

function includes(items: Iterable<Value>, wanted: Value, budget: Budget): boolean {
  for (const item of items) if (isEqual(item, wanted, budget)) return true;
  return false;
}

function repeated(items: readonly Value[], times: bigint, budget: Budget): Value[] {
  if (times <= 0n || items.length === 0) return [];
  budget.reserve(Number(times) * (40 + 8 * items.length));
  return Array.from({ length: Number(times) }, () => items).flat(1);
}

/** The items with those of [position, position + count) replaced by others; a negative count means all that follow. */
function* replaced(items: Iterable<Value>, position: bigint, count: bigint, others: Iterable<Value>): Generator<Value> {
  let index = 0n;
  let done = false;
  for (const item of items) {
    const within = index >= position && (count < 0n || index < position + count);
    if (within && !done) {
      done = true;
      yield* others;
    }
    if (!within) yield item;
    index++;
  }
}

function* inserted(items: Iterable<Value>, position: bigint, others: Iterable<Value>): Generator<Value> {
  let index = -1n;
  if (position < 0n) yield* others;
  for (const item of items) {
    index++;
    if (index === position) yield* others;
    yield item;
  }
  if (position > index) yield* others;
}

const concat = overload('both', [rest('collections', iterable)], ({ budget }, collections) => {
  const limited = collections.map((items) => budget.limited(items));
  return new Lazy(
    (function* () {
      for (const items of limited) yield* items;
    })(),
  );
});

export const collections: Library = {
  '#list': [
    overload('function', [rest('args', any)], ({ budget }, items) => {
      budget.reserve(items.reduce<number>((sum, item) => sum + sizeOf(item), 0));
      return items;
    }),
  ],
  list: [overload('function', [rest('args', any)], ({ budget }, items) => [...budget.limited(spread(items))])],
  isList: [overload('function', [required('arg', any)], (_, value) => isList(value))],
  isIterable: [overload('function', [required('value', any)], (_, value) => isIterable(value))],
  toList: [overload('method', [required('collection', iterable)], ({ budget }, items) => [...budget.limited(items)])],
  flatten: [overload('method', [required('collection', iterable)], ({ budget }, items) => new Lazy(flatten(budget.limited(items), budget)))],
  len: [
    overload('both', [required('sequence', list)], (_, items) => BigInt(items.length)),
    overload('both', [required('collection', lazyValue)], ({ budget }, items) => BigInt([...budget.limited(items)].length)),
  ],
  '#indexer': [
    overload('function', [required('list', list), required('index', integer)], (_, items, index) => {
      const value = items.at(Number(index));
      if (value === undefined) throw new YaqlError('IndexError', 'tuple index out of range');
      return value;
    }),
  ],
  '#operator_in': [
    overload('function', [required('value', any), required('collection', iterable)], ({ budget }, value, items) => includes(budget.limited(items), value, budget)),
  ],
  contains: [
    overload('method', [required('collection', iterable), required('value', any)], ({ budget }, items, value) => includes(budget.limited(items), value, budget)),
  ],
  '#operator_+': [
    overload('function', [required('left', list), required('right', list)], ({ budget }, left, right) => {
      budget.limited(left);
      budget.limited(right);
      return [...left, ...right];
    }),
    { ...concat, kind: 'function' },
  ],
  '#operator_*': [
    overload('function', [required('left', list), required('right', integer)], ({ budget }, items, times) => repeated(items, times, budget)),
    overload('function', [required('left', integer), required('right', list)], ({ budget }, times, items) => repeated(items, times, budget)),
  ],
  concat: [concat],
  append: [
    overload('both', [required('collection', iterable), rest('args', any)], ({ budget }, items, more) => {
      const limited = budget.limited(items);
      return new Lazy(
        (function* () {
          yield* limited;
          yield* more;
        })(),
      );
    }),
  ],
  delete: [
    overload('method', [required('collection', iterable), required('position', integer), optional('count', integer, 1n)], ({ budget }, items, position, count) =>
      new Lazy(replaced(budget.limited(items), position, count, [])),
    ),
  ],
  replace: [
    overload(
      'method',
      [required('collection', iterable), required('position', integer), required('value', any), optional('count', integer, 1n)],
      ({ budget }, items, position, value, count) => new Lazy(replaced(budget.limited(items), position, count, [value])),
    ),
  ],
  replaceMany: [
    overload(
      'method',
      [required('collection', iterable), required('position', integer), required('values', iterable), optional('count', integer, 1n)],
      ({ budget }, items, position, values, count) => new Lazy(replaced(budget.limited(items), position, count, budget.limited(values))),
    ),
  ],
  insert: [
    overload('method', [required('collection', list), required('position', integer), required('value', any)], ({ budget }, items, position, value) => {
      const copy = [...items];
      budget.step(copy.length);
      copy.splice(Number(position), 0, value);
      return copy;
    }),
    overload('method', [required('collection', lazyValue), required('position', integer), required('value', any)], ({ budget }, items, position, value) => {
      const limited = budget.limited(items);
      // A single value goes nowhere before the first item; only insertMany takes a negative position so.
      return new Lazy(position < 0n ? limited : inserted(limited, position, [value]));
    }),
  ],
  insertMany: [
    overload('method', [required('collection', iterable), required('position', integer), required('values', iterable)], ({ budget }, items, position, values) =>
      new Lazy(inserted(budget.limited(items), position, budget.limited(values))),
    ),
  ],
  count: [overload('method', [required('collection', iterable)], ({ budget }, items) => BigInt([...budget.limited(items)].length))],
  memorize: [
    overload('method', [required('collection', iterable)], ({ budget }, items) => (items instanceof Lazy ? [...budget.limited(items)] : items instanceof YaqlSet ? items : [...items])),
  ],
};
