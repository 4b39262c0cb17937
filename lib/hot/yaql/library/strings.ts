/** Strings: cutting, joining, searching. Positions count characters, not UTF-16 units. */
import type { Budget } from '../budget';
import { YaqlError } from '../error';
import { any, boolean, either, integer, iterable, type Library, map, nil, optional, overload, required, rest, string } from '../signature';
import { integerText, pythonText, type Value } from '../values';

const stringOrNull = either(string, nil);

/** `str` of the language: Python's, but null, true and false in lower case. */
export function textOf(value: Value, budget: Budget): string {
  if (value === null) return 'null';
  if (typeof value === 'boolean') return value ? 'true' : 'false';
  if (typeof value === 'bigint') return integerText(value);
  return pythonText(value, budget);
}

const SPACES = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

export function strip(text: string, chars: string | null, ends: 'both' | 'left' | 'right'): string {
  const characters = Array.from(text);
  const removable = (character: string | undefined) =>
    character !== undefined && (chars === null ? SPACES.test(character) : chars.includes(character));
  let start = 0;
  let end = characters.length;
  if (ends !== 'right') while (start < end && removable(characters[start])) start++;
  if (ends !== 'left') while (end > start && removable(characters[end - 1])) end--;
  return characters.slice(start, end).join('');
}

function split(text: string, separator: string | null, maximum: bigint, fromRight: boolean): string[] {
  const limit = maximum < 0n ? Infinity : Number(maximum);
  if (separator === null) return splitAtSpaces(text, limit, fromRight);
  if (separator === '') throw new YaqlError('ValueError', 'empty separator');
  const parts = text.split(separator);
  if (parts.length - 1 <= limit) return parts;
  return fromRight
    ? [parts.slice(0, parts.length - limit).join(separator), ...parts.slice(parts.length - limit)]
    : [...parts.slice(0, limit), parts.slice(limit).join(separator)];
}

function splitAtSpaces(text: string, limit: number, fromRight: boolean): string[] {
  const words: string[] = [];
  let remaining = strip(text, null, fromRight ? 'right' : 'left');
  while (remaining !== '') {
    const at = fromRight ? lastSpace(remaining) : remaining.search(SPACES);
    if (at < 0 || words.length >= limit) {
      words.push(strip(remaining, null, fromRight ? 'left' : 'right'));
      break;
    }
    words.push(fromRight ? remaining.slice(at + 1) : remaining.slice(0, at));
    remaining = strip(fromRight ? remaining.slice(0, at) : remaining.slice(at), null, fromRight ? 'right' : 'left');
  }
  return fromRight ? words.reverse() : words;
}

function lastSpace(text: string): number {
  for (let at = text.length - 1; at >= 0; at--) if (SPACES.test(text.charAt(at))) return at;
  return -1;
}

function replace(text: string, old: string, replacement: string, count: bigint, budget: Budget): string {
  const limit = count < 0n ? Infinity : Number(count);
  const parts = old === '' ? ['', ...Array.from(text), ''] : text.split(old);
  const replaced = Math.min(limit, parts.length - 1);
  budget.reserve(text.length + replaced * replacement.length);
  if (replaced === parts.length - 1) return parts.join(replacement);
  return parts.slice(0, replaced).join(replacement) + (replaced > 0 ? replacement : '') + parts.slice(replaced).join(old);
}

/** Index of `sub` in characters within [start, end), or -1, as Python's `find` and `rfind`. */
function find(text: string, sub: string, start: number, end: number, last: boolean): bigint {
  const characters = Array.from(text);
  const from = start < 0 ? Math.max(0, start + characters.length) : start;
  const until = Math.min(end < 0 ? Math.max(0, end + characters.length) : end, characters.length);
  if (from > until) return -1n;
  const slice = characters.slice(from, until).join('');
  const at = last ? slice.lastIndexOf(sub) : slice.indexOf(sub);
  return at < 0 ? -1n : BigInt(from + Array.from(slice.slice(0, at)).length);
}

function finders(last: boolean): Library[string] {
  return [
    overload('method', [required('string', string), required('sub', string), optional('start', integer, 0n)], (_, text, sub, start) =>
      find(text, sub, Number(start), Infinity, last),
    ),
    overload(
      'method',
      [required('string', string), required('sub', string), required('start', integer), required('length', integer)],
      (_, text, sub, start, length) => {
        const size = Array.from(text).length;
        const from = start < 0n ? Number(start) + size : Number(start);
        return find(text, sub, from, length < 0n ? size : from + Number(length), last);
      },
    ),
  ];
}

function join(items: Iterable<Value>, separator: string, budget: Budget): string {
  const parts: string[] = [];
  let length = 0;
  for (const item of items) {
    const text = textOf(item, budget);
    length += text.length + separator.length;
    budget.reserve(length - separator.length);
    parts.push(text);
  }
  return parts.join(separator);
}

function repeated(text: string, times: bigint, budget: Budget): string {
  if (times <= 0n) return '';
  budget.reserve(49 + text.length * Number(times));
  return text.repeat(Number(times));
}

const concat = overload('function', [rest('args', string)], ({ budget }, parts) => {
  budget.reserve(parts.reduce((sum, part) => sum + part.length, 0));
  return parts.join('');
});

function trimmed(ends: 'both' | 'left' | 'right'): Library[string] {
  return [
    overload('method', [required('string', string), optional('chars', stringOrNull, null)], (_, text, chars) => strip(text, chars, ends)),
  ];
}

export const strings: Library = {
  '#operator_+': [concat],
  '#operator_*': [
    overload('function', [required('left', string), required('right', integer)], ({ budget }, text, times) => repeated(text, times, budget)),
    overload('function', [required('left', integer), required('right', string)], ({ budget }, times, text) => repeated(text, times, budget)),
  ],
  '#operator_in': [overload('function', [required('left', string), required('right', string)], (_, sub, text) => text.includes(sub))],
  concat: [concat],
  str: [overload('function', [required('value', any)], ({ budget }, value) => textOf(value, budget))],
  isString: [overload('function', [required('arg', any)], (_, value) => typeof value === 'string')],
  len: [overload('both', [required('string', string)], (_, text) => BigInt(Array.from(text).length))],
  toUpper: [overload('method', [required('string', string)], (_, text) => text.toUpperCase())],
  toLower: [overload('method', [required('string', string)], (_, text) => text.toLowerCase())],
  split: [
    overload(
      'method',
      [required('string', string), optional('separator', stringOrNull, null), optional('maxSplits', integer, -1n)],
      (_, text, separator, maximum) => split(text, separator, maximum, false),
    ),
  ],
  rightSplit: [
    overload(
      'method',
      [required('string', string), optional('separator', stringOrNull, null), optional('maxSplits', integer, -1n)],
      (_, text, separator, maximum) => split(text, separator, maximum, true),
    ),
  ],
  join: [
    overload('method', [required('sequence', iterable), required('separator', string)], ({ budget }, items, separator) =>
      join(budget.limited(items), separator, budget),
    ),
    overload('method', [required('separator', string), required('sequence', iterable)], ({ budget }, separator, items) =>
      join(budget.limited(items), separator, budget),
    ),
  ],
  trim: trimmed('both'),
  trimLeft: trimmed('left'),
  trimRight: trimmed('right'),
  norm: [
    overload('both', [required('string', stringOrNull), optional('chars', stringOrNull, null)], (_, text, chars) =>
      text === null ? null : strip(text, chars, 'both') || null,
    ),
  ],
  isEmpty: [
    overload(
      'both',
      [required('string', stringOrNull), optional('trim', boolean, true), optional('chars', stringOrNull, null)],
      (_, text, trims, chars) => text === null || (trims ? strip(text, chars, 'both') : text) === '',
    ),
  ],
  replace: [
    overload(
      'method',
      [required('string', string), required('old', string), required('new', string), optional('count', integer, -1n)],
      ({ budget }, text, old, replacement, count) => replace(text, old, replacement, count, budget),
    ),
    overload('method', [required('string', string), required('replacements', map), optional('count', integer, -1n)], ({ budget }, text, pairs, count) => {
      let result = text;
      for (const [old, replacement] of pairs.pairs()) result = replace(result, textOf(old, budget), textOf(replacement, budget), count, budget);
      return result;
    }),
  ],
  substring: [
    overload('method', [required('string', string), required('start', integer), optional('length', integer, -1n)], (_, text, start, length) => {
      const characters = Array.from(text);
      const from = start < 0n ? Number(start) + characters.length : Number(start);
      const count = length < 0n ? characters.length : Number(length);
      return characters.slice(from, from + count).join('');
    }),
  ],
  indexOf: finders(false),
  lastIndexOf: finders(true),
  toCharArray: [overload('method', [required('string', string)], (_, text) => Array.from(text))],
  startsWith: [
    overload('method', [required('string', string), rest('prefixes', string)], (_, text, prefixes) => prefixes.some((prefix) => text.startsWith(prefix))),
  ],
  endsWith: [
    overload('method', [required('string', string), rest('suffixes', string)], (_, text, suffixes) => suffixes.some((suffix) => text.endsWith(suffix))),
  ],
};
