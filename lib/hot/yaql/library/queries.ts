/** Lazy operations on collections: filtering, mapping, slicing, generating. */
import type { Budget } from '../budget';
import { YaqlError } from '../error';
import {
  any,
  boolean,
  integer,
  iterable,
  type Lambda,
  lambda,
  lambdaOrNull,
  type Library,
  optional,
  overload,
  overloadWithNames,
  required,
  rest,
} from '../signature';
import { hashKey, isEqual, isIterable, isTrue, Lazy, type Value } from '../values';

type Body = (items: Iterable<Value>, budget: Budget) => Iterable<Value>;

/** The collection is limited when the function is called, and read when its result is. */
function lazily(items: Iterable<Value>, budget: Budget, body: Body): Lazy {
  return new Lazy(body(budget.limited(items), budget));
}

/** The distinct items, the first of each. */
export function unique(items: Value, budget: Budget): Value[] {
  return isIterable(items) ? [...distinct(budget.limited(items), budget, null)] : [];
}

function* distinct(items: Iterable<Value>, budget: Budget, key: Lambda | null): Generator<Value> {
  const seen = new Set<string>();
  for (const item of items) {
    const hash = hashKey(key ? key.call(item) : item, budget);
    if (seen.has(hash)) continue;
    seen.add(hash);
    yield item;
  }
}

function* where(items: Iterable<Value>, predicate: Lambda): Generator<Value> {
  for (const item of items) if (isTrue(predicate.call(item))) yield item;
}

function* select(items: Iterable<Value>, selector: Lambda): Generator<Value> {
  for (const item of items) yield selector.call(item);
}

function* selectMany(items: Iterable<Value>, selector: Lambda): Generator<Value> {
  for (const item of items) {
    const inner = selector.call(item);
    if (isIterable(inner)) yield* inner;
    else yield inner;
  }
}

function* slice(items: Iterable<Value>, start: number, end: number): Generator<Value> {
  if (start >= end) return;
  let index = 0;
  for (const item of items) {
    if (index >= start) yield item;
    if (++index >= end) return;
  }
}

function* zip(collections: Iterable<Value>[], longest: boolean, fill: Value): Generator<Value> {
  const iterators = collections.map((items) => items[Symbol.iterator]());
  if (iterators.length === 0) return;
  for (;;) {
    const row: Value[] = [];
    let ended = 0;
    for (const iterator of iterators) {
      const next = iterator.next();
      if (next.done) ended++;
      if (next.done && !longest) return;
      row.push(next.done ? fill : next.value);
    }
    if (ended === iterators.length) return;
    yield row;
  }
}

function* join(left: Iterable<Value>, right: Iterable<Value>, predicate: Lambda, selector: Lambda): Generator<Value> {
  for (const a of left) for (const b of right) if (isTrue(predicate.call(a, b))) yield selector.call(a, b);
}

function* range(start: bigint, stop: bigint | null, step: bigint): Generator<Value> {
  if (step === 0n) throw new YaqlError('ValueError', 'range() arg 3 must not be zero');
  for (let at = start; stop === null || (step > 0n ? at < stop : at > stop); at += step) yield at;
}

function* cycle(items: Iterable<Value>, budget: Budget): Generator<Value> {
  const known = [...items];
  while (known.length > 0) {
    budget.step();
    yield* known;
  }
}

function* takeWhile(items: Iterable<Value>, predicate: Lambda): Generator<Value> {
  for (const item of items) {
    if (!isTrue(predicate.call(item))) return;
    yield item;
  }
}

function* skipWhile(items: Iterable<Value>, predicate: Lambda): Generator<Value> {
  let skipping = true;
  for (const item of items) {
    skipping &&= isTrue(predicate.call(item));
    if (!skipping) yield item;
  }
}

function* chunks(items: Iterable<Value>, length: number): Generator<Value> {
  let chunk: Value[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < length) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}

/** Items for which the predicate holds stand between the parts. */
function* splitWhere(items: Iterable<Value>, predicate: Lambda): Generator<Value> {
  let part: Value[] = [];
  let open = false;
  for (const item of items) {
    open = !isTrue(predicate.call(item));
    if (open) part.push(item);
    else {
      yield part;
      part = [];
    }
  }
  if (open || part.length > 0) yield part;
}

/** A new part wherever the predicate's value changes. */
function* sliceWhere(items: Iterable<Value>, predicate: Lambda, budget: Budget): Generator<Value> {
  let part: Value[] = [];
  let before: Value | undefined;
  for (const item of items) {
    const now = predicate.call(item);
    if (before !== undefined && !isEqual(before, now, budget)) {
      yield part;
      part = [];
    }
    part.push(item);
    before = now;
  }
  if (part.length > 0) yield part;
}

interface Generation {
  producer: Lambda;
  selector: Lambda | null;
  seen: Set<string> | null;
  budget: Budget;
}

function isNew(item: Value, { seen, budget }: Generation): boolean {
  budget.step();
  if (seen === null) return true;
  const hash = hashKey(item, budget);
  if (seen.has(hash)) return false;
  seen.add(hash);
  return true;
}

function* generate(initial: Value, predicate: Lambda, generation: Generation): Generator<Value> {
  const { producer, selector } = generation;
  for (let item = initial; isTrue(predicate.call(item)) && isNew(item, generation); item = producer.call(item)) {
    yield selector ? selector.call(item) : item;
  }
}

function* generateMany(initial: Value, depthFirst: boolean, generation: Generation): Generator<Value> {
  const { producer, selector, budget } = generation;
  let queue: Value[] = [initial];
  for (;;) {
    const [item, ...others] = queue;
    if (item === undefined) return;
    queue = others;
    if (!isNew(item, generation)) continue;
    yield selector ? selector.call(item) : item;
    const produced = producer.call(item);
    if (!isIterable(produced)) throw new YaqlError('TypeError', 'object is not iterable');
    const more = [...budget.limited(produced)];
    budget.reserve(8 * (others.length + more.length));
    queue = depthFirst ? [...more, ...others] : [...others, ...more];
  }
}

function natural(count: bigint): number {
  if (count < 0n) throw new YaqlError('ValueError', 'Indices for islice() must be None or an integer: 0 <= x <= sys.maxsize.');
  return Number(count);
}

const filtering: Library[string] = [
  overload('method', [required('collection', iterable), required('predicate', lambda)], ({ budget }, items, predicate) =>
    lazily(items, budget, (limited) => where(limited, predicate)),
  ),
];
const mapping: Library[string] = [
  overload('method', [required('collection', iterable), required('selector', lambda)], ({ budget }, items, selector) =>
    lazily(items, budget, (limited) => select(limited, selector)),
  ),
];
const limiting: Library[string] = [
  overload('method', [required('collection', iterable), required('count', integer)], ({ budget }, items, count) =>
    lazily(items, budget, (limited) => slice(limited, 0, natural(count))),
  ),
];

function withPredicate(body: (items: Iterable<Value>, predicate: Lambda, budget: Budget) => Iterable<Value>): Library[string] {
  return [
    overload('method', [required('collection', iterable), required('predicate', lambda)], ({ budget }, items, predicate) =>
      lazily(items, budget, (limited) => body(limited, predicate, budget)),
    ),
  ];
}

export const queries: Library = {
  where: filtering,
  filter: filtering,
  select: mapping,
  map: mapping,
  limit: limiting,
  take: limiting,
  skip: [
    overload('method', [required('collection', iterable), required('count', integer)], ({ budget }, items, count) =>
      lazily(items, budget, (limited) => slice(limited, natural(count), Infinity)),
    ),
  ],
  selectMany: [
    overload('method', [required('collection', iterable), required('selector', lambda)], ({ budget }, items, selector) =>
      lazily(items, budget, (limited) => selectMany(limited, selector)),
    ),
  ],
  distinct: [
    overload('both', [required('collection', iterable), optional('keySelector', lambdaOrNull, null)], ({ budget }, items, key) =>
      lazily(items, budget, (limited) => distinct(limited, budget, key)),
    ),
  ],
  enumerate: [
    overload('both', [required('collection', iterable), optional('start', integer, 0n)], ({ budget }, items, start) =>
      lazily(items, budget, function* (limited) {
        let index = start;
        for (const item of limited) yield [index++, item];
      }),
    ),
  ],
  zip: [overload('method', [rest('collections', iterable)], ({ budget }, all) => new Lazy(zip(all.map((items) => budget.limited(items)), false, null)))],
  zipLongest: [
    overloadWithNames('method', [rest('collections', iterable)], ({ budget }, named, all) =>
      new Lazy(zip(all.map((items) => budget.limited(items)), true, named.get('default') ?? null)),
    ),
  ],
  join: [
    overload(
      'method',
      [required('collection1', iterable), required('collection2', iterable), required('predicate', lambda), required('selector', lambda)],
      ({ budget }, left, right, predicate, selector) => {
        const others = budget.limited(right);
        return lazily(left, budget, (limited) => join(limited, others, predicate, selector));
      },
    ),
  ],
  range: [
    overload('function', [required('stop', integer)], (_, stop) => new Lazy(range(0n, stop, 1n))),
    overload('function', [required('start', integer), required('stop', integer), optional('step', integer, 1n)], (_, start, stop, step) =>
      new Lazy(range(start, stop, step)),
    ),
  ],
  sequence: [
    overload('function', [optional('start', integer, 0n), optional('step', integer, 1n)], (_, start, step) =>
      new Lazy(step === 0n ? cycleOf(start) : range(start, null, step)),
    ),
  ],
  repeat: [
    overload('method', [required('obj', any), optional('times', integer, -1n)], (_, item, times) =>
      new Lazy(times < 0n ? cycleOf(item) : slice(cycleOf(item), 0, Number(times))),
    ),
  ],
  cycle: [overload('method', [required('collection', iterable)], ({ budget }, items) => lazily(items, budget, (limited) => cycle(limited, budget)))],
  takeWhile: withPredicate(takeWhile),
  skipWhile: withPredicate(skipWhile),
  splitWhere: withPredicate(splitWhere),
  sliceWhere: withPredicate(sliceWhere),
  slice: [
    overload('method', [required('collection', iterable), required('length', integer)], ({ budget }, items, length) =>
      lazily(items, budget, (limited) => (natural(length) === 0 ? [] : chunks(limited, natural(length)))),
    ),
  ],
  splitAt: [
    overload('method', [required('collection', iterable), required('index', integer)], ({ budget }, items, index) => {
      const all = [...budget.limited(items)];
      return [all.slice(0, Number(index)), all.slice(Number(index))];
    }),
  ],
  reverse: [overload('method', [required('collection', iterable)], ({ budget }, items) => new Lazy([...budget.limited(items)].reverse()))],
  defaultIfEmpty: [
    overload('method', [required('collection', iterable), required('default', iterable)], ({ budget }, items, fallback) => {
      const all = [...budget.limited(items)];
      return all.length === 0 ? fallback : all;
    }),
  ],
  generate: [
    overload(
      'function',
      [required('initial', any), required('predicate', lambda), required('producer', lambda), optional('selector', lambdaOrNull, null), optional('decycle', boolean, false)],
      ({ budget }, initial, predicate, producer, selector, decycle) =>
        new Lazy(generate(initial, predicate, { producer, selector, seen: decycle ? new Set() : null, budget })),
    ),
  ],
  generateMany: [
    overload(
      'function',
      [
        required('initial', any),
        required('producer', lambda),
        optional('selector', lambdaOrNull, null),
        optional('decycle', boolean, false),
        optional('depthFirst', boolean, false),
      ],
      ({ budget }, initial, producer, selector, decycle, depthFirst) =>
        new Lazy(generateMany(initial, depthFirst, { producer, selector, seen: decycle ? new Set() : null, budget })),
    ),
  ],
};

/** One value without end; whoever reads it is limited. */
function* cycleOf(item: Value): Generator<Value> {
  for (;;) yield item;
}
