/** Dictionaries: made, read, changed, merged. */
import type { Budget } from '../budget';
import { YaqlError } from '../error';
import { any, integer, iterable, lambda, lambdaOrNull, type Library, map, optional, overload, overloadWithRules, required, rest, rule } from '../signature';
import { isIterable, isList, pythonLiteral, type Rule, type Value, YaqlMap, YaqlSet } from '../values';
import { unique } from './queries';

const fromRules = overloadWithRules('function', [rest('args', rule)], ({ budget }, rules) => new YaqlMap(budget, rules.map(pair)));

function pair({ source, destination }: Rule): [Value, Value] {
  return [source, destination];
}

/** The first two items of what stands for a pair. */
function pairOf(item: Value): [Value, Value] {
  if (!isIterable(item) && typeof item !== 'string') throw new YaqlError('TypeError', 'object is not iterable');
  const iterator = item[Symbol.iterator]();
  const key = iterator.next();
  const value = iterator.next();
  if (key.done || value.done) throw new YaqlError('StopIteration', '');
  return [key.value, value.value];
}

function extended(budget: Budget, base: YaqlMap, pairs: Iterable<readonly [Value, Value]>): YaqlMap {
  const result = new YaqlMap(budget, base.pairs());
  for (const [key, value] of pairs) result.put(key, value);
  return result;
}

function without(budget: Budget, base: YaqlMap, keys: Iterable<Value>): YaqlMap {
  const removed = new YaqlSet(budget, keys);
  return new YaqlMap(budget, [...base.pairs()].filter(([key]) => !removed.has(key)));
}

interface Merging {
  budget: Budget;
  lists(a: Value, b: Value): Value;
  items(a: Value, b: Value): Value;
}

/** `levels` counts down; 0 has no end, at 1 values are no longer merged. */
function merge(first: YaqlMap, second: YaqlMap, levels: number, merging: Merging): YaqlMap {
  const result = new YaqlMap(merging.budget);
  for (const [key, left] of first.pairs()) {
    const right = second.get(key);
    result.put(key, right === undefined ? left : mergeValues(left, right, levels, merging));
  }
  for (const [key, right] of second.pairs()) if (!first.has(key)) result.put(key, right);
  return result;
}

function mergeValues(left: Value, right: Value, levels: number, merging: Merging): Value {
  if (levels !== 1 && right instanceof YaqlMap) {
    if (!(left instanceof YaqlMap)) throw cannotMerge(left, right);
    return merge(left, right, levels === 0 ? 0 : levels - 1, merging);
  }
  if (levels !== 1 && isList(right)) {
    if (!isList(left)) throw cannotMerge(left, right);
    return merging.lists(left, right);
  }
  return merging.items(left, right);
}

function cannotMerge(left: Value, right: Value): YaqlError {
  return new YaqlError('TypeError', `Cannot merge ${className(left)} with ${className(right)}`);
}

function className(value: Value): string {
  if (value === null) return "<class 'NoneType'>";
  if (value instanceof YaqlMap) return "<class 'yaql.language.utils.FrozenDict'>";
  if (isList(value)) return "<class 'tuple'>";
  const names: Record<string, string> = { string: 'str', bigint: 'int', number: 'float', boolean: 'bool' };
  return `<class '${names[typeof value] ?? 'object'}'>`;
}

export const maps: Library = {
  '#map': [fromRules],
  dict: [
    fromRules,
    overloadWithRules('function', [required('items', iterable)], ({ budget }, items) => {
      const result = new YaqlMap(budget);
      for (const item of budget.limited(items)) result.put(...pairOf(item));
      return result;
    }),
  ],
  isDict: [overload('function', [required('arg', any)], (_, value) => value instanceof YaqlMap)],
  len: [overload('both', [required('dict', map)], (_, dict) => BigInt(dict.size))],
  '#indexer': [
    overload('function', [required('dict', map), required('key', any)], ({ budget }, dict, key) => {
      const value = dict.get(key);
      if (value === undefined) throw new YaqlError('KeyError', pythonLiteral(key, budget));
      return value;
    }),
    overload('function', [required('dict', map), required('key', any), required('default', any)], (_, dict, key, fallback) => dict.get(key) ?? absent(dict, key, fallback)),
  ],
  get: [
    overload('method', [required('dict', map), required('key', any), optional('default', any, null)], (_, dict, key, fallback) =>
      dict.get(key) ?? absent(dict, key, fallback),
    ),
  ],
  set: [
    overloadWithRules('method', [required('dict', map), required('key', any), required('value', any)], ({ budget }, dict, key, value) =>
      extended(budget, dict, [[key, value]]),
    ),
    overloadWithRules('method', [required('dict', map), required('replacements', map)], ({ budget }, dict, changes) =>
      extended(budget, dict, changes.pairs()),
    ),
    overloadWithRules('method', [required('dict', map), rest('args', rule)], ({ budget }, dict, rules) => extended(budget, dict, rules.map(pair))),
  ],
  keys: [overload('method', [required('dict', map)], ({ budget }, dict) => new YaqlSet(budget, dict.keys()))],
  values: [overload('method', [required('dict', map)], (_, dict) => dict.values())],
  items: [overload('method', [required('dict', map)], ({ budget }, dict) => new YaqlSet(budget, dict.pairs()))],
  containsKey: [overload('method', [required('dict', map), required('key', any)], (_, dict, key) => dict.has(key))],
  containsValue: [
    overload('method', [required('dict', map), required('value', any)], ({ budget }, dict, value) => new YaqlSet(budget, dict.values()).has(value)),
  ],
  delete: [overload('method', [required('dict', map), rest('keys', any)], ({ budget }, dict, keys) => without(budget, dict, keys))],
  deleteAll: [
    overload('method', [required('dict', map), required('keys', iterable)], ({ budget }, dict, keys) => without(budget, dict, budget.limited(keys))),
  ],
  toDict: [
    overload(
      'method',
      [required('collection', iterable), required('keySelector', lambda), optional('valueSelector', lambdaOrNull, null)],
      ({ budget }, items, keyOf, valueOf) => {
        const result = new YaqlMap(budget);
        for (const item of budget.limited(items)) result.put(keyOf.call(item), valueOf === null ? item : valueOf.call(item));
        return result;
      },
    ),
  ],
  '#operator_+': [
    overload('function', [required('left', map), required('right', map)], ({ budget }, left, right) => extended(budget, left, right.pairs())),
  ],
  mergeWith: [
    overload(
      'method',
      [
        required('dict', map),
        required('another', map),
        optional('listMerger', lambdaOrNull, null),
        optional('itemMerger', lambdaOrNull, null),
        optional('maxLevels', integer, 0n),
      ],
      ({ budget, call }, dict, another, listMerger, itemMerger, levels) =>
        merge(dict, another, Number(levels), {
          budget,
          lists: (a, b) => (listMerger ? listMerger.call(a, b) : unique(call('#operator_+', a, b), budget)),
          items: (a, b) => (itemMerger ? itemMerger.call(a, b) : b),
        }),
    ),
  ],
};

/** A key may hold null; only a missing one has the default. */
function absent(dict: YaqlMap, key: Value, fallback: Value): Value {
  return dict.has(key) ? null : fallback;
}
