/** Functions over lists and maps: list_concat, list_concat_unique, map_merge, map_replace, filter, contains, repeat. */
import { HotError } from '../error';
import { isMap } from '../json';
import type { Json, JsonMap } from '../types';
import { own, pythonEquals, pythonJson, pythonRepr, pythonType, setKey, truthy } from '../values';
import { entriesOf, type HotFunction, isCall, itemsOf } from './expression';
import { Growth } from './growth';

function listConcat(unique: boolean): HotFunction {
  return {
    evaluate(args, _scope, name) {
      if (!Array.isArray(args)) throw new HotError('TypeError', `Incorrect arguments to "${name}" should be: "${name}" : [ [ <value 1>, <value 2> ], [ <value 3>, <value 4> ] ]`);
      const result: Json[] = [];
      for (const list of args) {
        if (list === null) continue;
        if (!Array.isArray(list)) {
          throw new HotError('TypeError', `Incorrect arguments: Items to concat must be lists. ${pythonJson(args)} contains an item that is not a list: ${pythonJson(list)}`);
        }
        for (const item of list) result.push(item);
      }
      return unique ? distinct(result) : result;
    },
  };
}

/** First occurrences; equal as Python sees it. Scalars are compared by hash, so that long lists cost no square. */
function distinct(items: Json[]): Json[] {
  const scalars = new Set<string>();
  const others: Json[] = [];
  return items.filter((item) => {
    if (typeof item === 'object' && item !== null) {
      if (others.some((other) => pythonEquals(other, item))) return false;
      others.push(item);
      return true;
    }
    const key = typeof item === 'string' ? `s${item}` : item === null ? 'null' : `n${Number(item)}`;
    if (scalars.has(key)) return false;
    scalars.add(key);
    return true;
  });
}

export const listConcatAll = listConcat(false);
export const listConcatUnique = listConcat(true);

export const mapMerge: HotFunction = {
  evaluate(args, _scope, name) {
    // Python takes a text for the list of its letters.
    const maps: Json = typeof args === 'string' ? [...args] : args;
    if (!Array.isArray(maps)) throw new HotError('TypeError', `Incorrect arguments to "${name}" should be: "${name}" : [ { "key1": "val1" }, { "key2": "val2" } ]`);
    const result: JsonMap = {};
    for (const map of maps) {
      if (map === null) continue;
      if (!isMap(map)) throw new HotError('TypeError', `Incorrect arguments: Items to merge must be maps. ${pythonRepr(map)} is type <class '${pythonType(map)}'> instead of a dict`);
      for (const [key, value] of Object.entries(map)) setKey(result, key, value);
    }
    return result;
  },
};

const REPLACE_USAGE = '{ "key1": "val1" }, {"keys": {"key1": "key2"}, "values": {"val1": "val2"}}]';

export const mapReplace: HotFunction = {
  evaluate(args, _scope, name) {
    if (isMap(args)) throw new HotError('KeyError', '0');
    if (!Array.isArray(args) || args.length === 0) throw replaceForm('TypeError', name);
    const [first = null, second] = args;
    const input = mapOrNothing(first, name);
    if (second === undefined) throw replaceForm('TypeError', name);
    const changes = mapOrNothing(second, name);
    if (args.length > 2) throw replaceForm('TypeError', name);
    if (Object.keys(changes).some((key) => key !== 'keys' && key !== 'values')) throw replaceForm('ValueError', name);
    const keys = mapOrNothing(own(changes, 'keys') ?? null, name);
    const values = mapOrNothing(own(changes, 'values') ?? null, name);
    const result: JsonMap = {};
    for (const [key, value] of Object.entries(input)) {
      const wanted = own(keys, key) ?? key;
      if (typeof wanted === 'object') throw new HotError('TypeError', `unhashable type: '${pythonType(wanted)}'`);
      const renamed = typeof wanted === 'string' ? wanted : pythonJson(wanted);
      if (renamed !== key && Object.hasOwn(input, renamed)) throw new HotError('ValueError', `key replacement ${renamed} collides with a key in the input map`);
      if (Object.hasOwn(result, renamed)) throw new HotError('ValueError', `key replacement ${renamed} collides with a key in the output map`);
      setKey(result, renamed, typeof value === 'string' && Object.hasOwn(values, value) ? (values[value] ?? null) : value);
    }
    return result;
  },
};

function mapOrNothing(value: Json, name: string): JsonMap {
  if (value === null) return {};
  if (isMap(value)) return value;
  throw new HotError('TypeError', `Incorrect arguments: to "${name}", arguments must be a list of maps. Example:  "${name}" : [ ${REPLACE_USAGE}`);
}

function replaceForm(type: 'TypeError' | 'ValueError', name: string): HotError {
  return new HotError(type, `Incorrect arguments to "${name}" should be: "${name}" : [ ${REPLACE_USAGE}`);
}

export const filter: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (items === undefined) throw new HotError('TypeError', `Argument to "${name}" must be a list`, 'validate');
    if (items.length !== 2) throw new HotError('ValueError', `"${name}" expected 2 arguments of the form [values, sequence] but got ${items.length} arguments instead`, 'validate');
  },
  inOrder(part, name) {
    const list = part(1);
    if (!truthy(list)) return list;
    if (!Array.isArray(list)) throw new HotError('TypeError', `"${name}" only works with lists`);
    const values = part(0);
    if (!truthy(values)) return list;
    if (!Array.isArray(values)) throw new HotError('TypeError', `"${name}" filters a list of values`);
    return list.filter((item) => !values.some((value) => pythonEquals(value, item)));
  },
};

export const contains: HotFunction = {
  prepare(args, name) {
    const items = itemsOf(args);
    if (items === undefined || items.length === 0) throw new HotError('TypeError', `Incorrect arguments to "${name}" should be: "${name}" : [ "value1", [ "value1", "value2"]]`, 'validate');
    if (items.length !== 2) throw new HotError('ValueError', `Arguments to "${name}" must be of the form: [value1, [value1, value2]]`, 'validate');
  },
  evaluate(args) {
    const [value, sequence] = Array.isArray(args) ? args : [];
    if (typeof sequence === 'string') {
      if (typeof value !== 'string') throw new HotError('TypeError', `'in <string>' requires string as left operand, not ${pythonType(value)}`);
      return sequence.includes(value);
    }
    if (!Array.isArray(sequence)) throw new HotError('TypeError', 'Second argument to "contains" should be a sequence.');
    return sequence.some((item) => pythonEquals(item, value ?? null));
  },
};

export interface RepeatOptions {
  /** for_each values may be maps, whose keys are taken. */
  maps: boolean;
  permutations: boolean;
}

const REPEAT_EXAMPLE = `repeat:
              template: This is %var%
              for_each:
                %var%: ['a', 'b', 'c']`;

export function repeat(options: RepeatOptions): HotFunction {
  return {
    prepare(args, name) {
      const entries = entriesOf(args);
      if (entries === undefined) throw new HotError('TypeError', `Arguments to "${name}" must be a map`, 'validate');
      const forEach = entries.get('for_each');
      if (forEach === undefined || !entries.has('template')) throw new HotError('KeyError', `"${name}" syntax should be ${REPEAT_EXAMPLE}`, 'validate');
      const permutations = entries.get('permutations');
      if (options.permutations && permutations !== undefined && !(permutations.kind === 'literal' && typeof permutations.value === 'boolean')) {
        throw new HotError('TypeError', `"permutations" should be boolean type for ${name} function.`, 'validate');
      }
    },
    validate(args, name) {
      const forEach = entriesOf(args)?.get('for_each');
      if (forEach !== undefined && !isCall(forEach) && entriesOf(forEach) === undefined) throw new HotError('TypeError', `The "for_each" argument to "${name}" must contain a map`, 'validate');
    },
    inOrder(part, name) {
      const forEach = part('for_each');
      if (!isMap(forEach)) throw new HotError('AttributeError', `'${pythonType(forEach)}' object has no attribute 'items'`);
      const names = Object.keys(forEach);
      if (names.length === 0) throw new HotError('ValueError', 'not enough values to unpack (expected 2, got 0)');
      const nested = !options.permutations || part('permutations') !== false;
      const lists = names.map((variable) => loopList(forEach[variable] ?? null, options.maps && nested, options.maps, name));
      if (nested) return substituteAll(part('template'), names, product(lists), name);
      const [first = []] = lists;
      const lengths = new Set(lists.filter((_, index) => forEach[names[index] ?? ''] !== null).map((list) => list.length));
      if (lengths.size > 1) throw new HotError('ValueError', `For ${name}, the length of for_each values should be equal if no nested loop.`);
      return substituteAll(part('template'), names, lists.some((list) => list.length === 0) ? [] : first.map((_, index) => lists.map((list) => list[index] ?? null)), name);
    },
  };
}

function loopList(value: Json, maps: boolean, newer: boolean, name: string): Json[] {
  if (value === null) return [];
  if (Array.isArray(value)) return value;
  if (maps && isMap(value)) return Object.keys(value);
  const kinds = newer ? (maps ? 'lists or maps' : 'lists') : 'lists';
  throw new HotError('TypeError', `The values of the "for_each" argument to "${name}" must be ${kinds}`);
}

/** A repeat can multiply without end; more than this is a mistake. */
const MAX_COMBINATIONS = 100_000;

function product(lists: Json[][]): Json[][] {
  const count = lists.reduce((total, list) => total * list.length, 1);
  if (count > MAX_COMBINATIONS) throw new HotError('ValueError', `"repeat" would make ${count} items; at most ${MAX_COMBINATIONS} are allowed`);
  return lists.reduce<Json[][]>((combinations, list) => combinations.flatMap((combination) => list.map((item) => [...combination, item])), [[]]);
}

function substituteAll(template: Json, names: string[], combinations: Json[][], name: string): Json[] {
  const growth = new Growth(name);
  return combinations.map((values) => substitute(template, names, values, growth));
}

function substitute(template: Json, names: string[], values: Json[], growth: Growth): Json {
  growth.add(0);
  if (typeof template === 'string') {
    let text = template;
    names.forEach((name, index) => {
      const value = values[index] ?? null;
      if (typeof value !== 'string') throw new HotError('TypeError', `replace() argument 2 must be str, not ${value === null ? 'None' : pythonType(value)}`);
      text = growth.replace(text, name, value);
    });
    return text;
  }
  if (Array.isArray(template)) return template.map((item) => substitute(item, names, values, growth));
  if (!isMap(template)) return template;
  const result: JsonMap = {};
  for (const [key, value] of Object.entries(template)) {
    const renamed = substitute(key, names, values, growth);
    setKey(result, typeof renamed === 'string' ? renamed : key, substitute(value, names, values, growth));
  }
  return result;
}
