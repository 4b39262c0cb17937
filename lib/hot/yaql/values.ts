/**
 * The values of the language. Python's, as far as expressions can tell them apart: integers are bigint, floats are number, lists are
 * arrays, and iterators are read once.
 */
import type { Json } from '../types';
import type { Pattern } from '../pattern';
import { YaqlError } from './error';
import { isoText, Moment, Span, spanText } from './moment';
import type { Budget } from './budget';
import type { Scope } from './scope';

export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly Value[]
  | YaqlMap
  | YaqlSet
  | Lazy
  | Regex
  | Rule
  | Moment
  | Span
  | Scope;

/** A dictionary: any hashable key, in order of insertion. */
export class YaqlMap {
  private readonly entries = new Map<string, [Value, Value]>();
  private readonly budget: Budget;

  constructor(budget: Budget, pairs: Iterable<readonly [Value, Value]> = []) {
    this.budget = budget;
    for (const [key, value] of pairs) this.put(key, value);
  }

  /** Only while building. */
  put(key: Value, value: Value): void {
    this.budget.step();
    const hash = hashKey(key, this.budget);
    const known = this.entries.get(hash);
    this.entries.set(hash, [known ? known[0] : key, value]);
  }

  get size(): number {
    return this.entries.size;
  }

  has(key: Value): boolean {
    return this.entries.has(hashKey(key, this.budget));
  }

  get(key: Value): Value | undefined {
    return this.entries.get(hashKey(key, this.budget))?.[1];
  }

  pairs(): IterableIterator<[Value, Value]> {
    return this.entries.values();
  }

  keys(): Value[] {
    return Array.from(this.entries.values(), ([key]) => key);
  }

  values(): Value[] {
    return Array.from(this.entries.values(), ([, value]) => value);
  }
}

/** A set, in order of insertion. */
export class YaqlSet implements Iterable<Value> {
  private readonly items = new Map<string, Value>();
  private readonly budget: Budget;

  constructor(budget: Budget, items: Iterable<Value> = []) {
    this.budget = budget;
    for (const item of items) {
      budget.step();
      const hash = hashKey(item, budget);
      if (!this.items.has(hash)) this.items.set(hash, item);
    }
  }

  get size(): number {
    return this.items.size;
  }

  has(item: Value): boolean {
    return this.items.has(hashKey(item, this.budget));
  }

  [Symbol.iterator](): IterableIterator<Value> {
    return this.items.values();
  }

  contains(other: YaqlSet): boolean {
    return [...other].every((item) => this.has(item));
  }
}

/** An iterator: what was read from it is gone. */
export class Lazy implements Iterable<Value> {
  private readonly iterator: Iterator<Value>;

  constructor(items: Iterable<Value>) {
    this.iterator = items[Symbol.iterator]();
  }

  next(): IteratorResult<Value> {
    return this.iterator.next();
  }

  [Symbol.iterator](): Iterator<Value> {
    return this.iterator;
  }
}

/** What `orderBy` makes: sorted on first use, by fields that `thenBy` may still add. */
export class Ordering extends Lazy {
  readonly fields: { selector: (item: Value) => Value; descending: boolean }[];

  constructor(sort: (ordering: Ordering) => Iterable<Value>, selector: (item: Value) => Value, descending: boolean) {
    const self: { ordering?: Ordering } = {};
    super(
      (function* () {
        if (self.ordering) yield* sort(self.ordering);
      })(),
    );
    self.ordering = this;
    this.fields = [{ selector, descending }];
  }
}

/** A compiled regular expression. */
export class Regex {
  readonly pattern: Pattern;

  constructor(pattern: Pattern) {
    this.pattern = pattern;
  }
}

/** An evaluated `a => b`. */
export class Rule {
  readonly source: Value;
  readonly destination: Value;

  constructor(source: Value, destination: Value) {
    this.source = source;
    this.destination = destination;
  }
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value);
}

export function isIterable(value: Value): value is readonly Value[] | YaqlSet | Lazy {
  return isList(value) || value instanceof YaqlSet || value instanceof Lazy;
}

export function isNumber(value: Value): value is bigint | number {
  return typeof value === 'bigint' || typeof value === 'number';
}

/** Truth as Python sees it. */
export function isTrue(value: Value): boolean {
  if (value === null || value === false || value === '' || value === 0n || value === 0) return false;
  if (isList(value)) return value.length > 0;
  if (value instanceof Span) return value.microseconds !== 0n;
  if (value instanceof YaqlMap || value instanceof YaqlSet) return value.size > 0;
  return true;
}

const identities = new WeakMap<object, number>();
let lastIdentity = 0;

/** The same text for equal values: `1`, `1.0` and `true` are equal, and equal as keys. */
export function hashKey(value: Value, budget: Budget): string {
  budget.step();
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'n1' : 'n0';
  if (typeof value === 'bigint') return `n${value}`;
  if (typeof value === 'number') return Number.isInteger(value) ? `n${BigInt(value)}` : `n${value}`;
  if (typeof value === 'string') return `s${value.length}:${value}`;
  if (isList(value)) return budget.text(`[${value.map((item) => hashKey(item, budget)).join(',')}]`);
  if (value instanceof YaqlMap) {
    const pairs = Array.from(value.pairs(), ([key, item]) => `${hashKey(key, budget)}=${hashKey(item, budget)}`);
    return budget.text(`{${pairs.sort().join(',')}}`);
  }
  if (value instanceof YaqlSet) return budget.text(`<${Array.from(value, (item) => hashKey(item, budget)).sort().join(',')}>`);
  if (value instanceof Moment) return `m${value.instant}`;
  if (value instanceof Span) return `t${value.microseconds}`;
  const known = identities.get(value) ?? ++lastIdentity;
  identities.set(value, known);
  return `o${known}`;
}

export function isEqual(a: Value, b: Value, budget: Budget): boolean {
  return a === b || hashKey(a, budget) === hashKey(b, budget);
}

/** Whole numbers come in as integers; JSON does not say which are floats. */
export function fromJson(json: Json, budget: Budget): Value {
  budget.step();
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (Array.isArray(json)) return json.map((item) => fromJson(item, budget));
  if (json !== null && typeof json === 'object') {
    return new YaqlMap(budget, Object.entries(json).map(([key, item]) => [key, fromJson(item, budget)] as const));
  }
  return json;
}

/** Reads iterators to their end. Throws YaqlError for what JSON cannot hold. */
export function toJson(value: Value, budget: Budget): Json {
  budget.step();
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'bigint') return Number(value);
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    throw new YaqlError('ValueError', 'Out of range float values are not JSON compliant');
  }
  if (value instanceof YaqlSet) {
    for (const item of budget.limited(value)) {
      const json = toJson(item, budget);
      if (json !== null && typeof json === 'object') {
        throw new YaqlError('TypeError', `unhashable type: '${Array.isArray(json) ? 'list' : 'dict'}'`);
      }
    }
    throw new YaqlError('TypeError', 'Object of type set is not JSON serializable');
  }
  if (isIterable(value)) return Array.from(budget.limited(value), (item) => toJson(item, budget));
  if (value instanceof YaqlMap) {
    if (value.size > budget.maxItems) throw budget.tooLarge();
    return Object.fromEntries(Array.from(value.pairs(), ([key, item]) => [jsonKey(key), toJson(item, budget)]));
  }
  // What becomes of them on their way through Heat's API.
  if (value instanceof Moment) return isoText(value);
  if (value instanceof Span) return Number(value.microseconds) / 1e6;
  throw new YaqlError('TypeError', `Object of type ${value.constructor.name} is not JSON serializable`);
}

function jsonKey(key: Value): string {
  if (typeof key === 'string') return key;
  if (key === null || typeof key === 'boolean' || isNumber(key)) return typeof key === 'number' ? floatText(key) : String(key);
  throw new YaqlError('TypeError', isList(key) ? "unhashable type: 'list'" : `keys must be str, int, float, bool or None, not ${key.constructor.name}`);
}

/** A float as Python's `repr`: `1.0`, `1e+16`, `1e-05`. */
export function floatText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value > 0 ? 'inf' : '-inf';
  const size = Math.abs(value);
  if (size !== 0 && (size >= 1e16 || size < 1e-4)) {
    return value.toExponential().replace(/e([+-])(\d)$/, 'e$10$2');
  }
  return Number.isInteger(value) ? `${Object.is(value, -0) ? '-0' : value}.0` : String(value);
}

/** `str()` of Python: what `format` inserts and messages quote. */
export function pythonText(value: Value, budget: Budget): string {
  return typeof value === 'string' ? value : pythonLiteral(value, budget);
}

export function pythonLiteral(value: Value, budget: Budget): string {
  budget.step();
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'bigint') return integerText(value);
  if (typeof value === 'number') return floatText(value);
  if (typeof value === 'string') return quoted(value);
  const all = (items: Iterable<Value>) => Array.from(items, (item) => pythonLiteral(item, budget)).join(', ');
  if (isList(value)) return budget.text(`(${all(value)}${value.length === 1 ? ',' : ''})`);
  if (value instanceof YaqlSet) return budget.text(value.size === 0 ? 'frozenset()' : `frozenset({${all(value)}})`);
  if (value instanceof YaqlMap) {
    const pairs = Array.from(value.pairs(), ([key, item]) => `${pythonLiteral(key, budget)}: ${pythonLiteral(item, budget)}`);
    return budget.text(`{${pairs.join(', ')}}`);
  }
  if (value instanceof Moment) return isoText(value).replace('T', ' ');
  if (value instanceof Span) return spanText(value);
  return `<${value.constructor.name}>`;
}

export function integerText(value: bigint): string {
  if (value > 10n ** 4300n || value < -(10n ** 4300n)) {
    throw new YaqlError('ValueError', 'Exceeds the limit (4300 digits) for integer string conversion');
  }
  return value.toString();
}

function quoted(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`;
}
