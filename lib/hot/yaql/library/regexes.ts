/** Regular expressions, searched in bounded time. */
import { compilePattern, PatternError, type PatternFlags, type PatternMatch } from '../../pattern';
import type { Budget } from '../budget';
import { YaqlError } from '../error';
import { Scope } from '../scope';
import { any, boolean, integer, type Lambda, lambda, lambdaOrNull, type Library, optional, overload, regex, required, string } from '../signature';
import { Lazy, Regex, type Value, YaqlMap } from '../values';
import { textOf } from './strings';

/** What a pattern cannot do or may not cost is an error of the expression, as Python's `re.error`. */
function guarded<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof PatternError) throw new YaqlError('error', error.message);
    throw error;
  }
}

function compile(pattern: string, flags: PatternFlags = {}): Regex {
  return new Regex(guarded(() => compilePattern(pattern, flags)));
}

function search({ pattern }: Regex, text: string, budget: Budget, from = 0): PatternMatch | null {
  budget.step(100);
  return guarded(() => pattern.search(text, from));
}

/** All matches, left to right, without overlap. An empty match moves on by one character. */
function* matches(pattern: Regex, text: string, budget: Budget): Generator<PatternMatch> {
  let from = 0;
  while (from <= text.length) {
    const match = search(pattern, text, budget, from);
    if (match === null) return;
    yield match;
    from = match.end > match.start ? match.end : match.end + ((text.codePointAt(match.end) ?? 0) > 0xffff ? 2 : 1);
  }
}

/** `$` (or `$1`) is the match, `$2` and on its groups, and named groups have their names. */
function publish(pattern: Regex, match: PatternMatch, text: string, scope: Scope, budget: Budget): Scope {
  const inner = new Scope(scope);
  const points = (offset: number) => BigInt(Array.from(text.slice(0, offset)).length);
  const record = (group: PatternMatch['groups'][number]) =>
    new YaqlMap(budget, [
      ['value', group ? text.slice(group.start, group.end) : null],
      ['start', group ? points(group.start) : -1n],
      ['end', group ? points(group.end) : -1n],
    ]);
  match.groups.forEach((group, index) => inner.set(String(index + 1), record(group)));
  for (const [name, index] of pattern.pattern.groupNames) inner.set(name, record(match.groups[index]));
  return inner;
}

function whole(match: PatternMatch, text: string): string {
  return text.slice(match.start, match.end);
}

function splitBy(pattern: Regex, text: string, maximum: bigint, budget: Budget): Value[] {
  const parts: Value[] = [];
  let at = 0;
  for (const match of matches(pattern, text, budget)) {
    if (maximum > 0n && parts.length >= Number(maximum) * match.groups.length) break;
    parts.push(text.slice(at, match.start));
    for (const group of match.groups.slice(1)) parts.push(group ? text.slice(group.start, group.end) : null);
    at = match.end;
  }
  return [...parts, text.slice(at)];
}

function substitute(pattern: Regex, text: string, replacement: (match: PatternMatch) => string, count: bigint, budget: Budget): string {
  let result = '';
  let at = 0;
  let done = 0;
  for (const match of matches(pattern, text, budget)) {
    if (count > 0n && done >= Number(count)) break;
    result += text.slice(at, match.start) + replacement(match);
    budget.reserve(result.length);
    at = match.end;
    done++;
  }
  return result + text.slice(at);
}

/** `\1`, `\g<1>` and `\g<name>` of a replacement stand for groups. */
function expand(template: string, { pattern }: Regex, match: PatternMatch, text: string): string {
  return template.replace(/\\(?:g<([^>]*)>|([1-9]\d?)|([nrtabfv\\])|(.))/gs, (_, name?: string, number?: string, simple?: string, other?: string) => {
    if (simple !== undefined) return { n: '\n', r: '\r', t: '\t', a: '\x07', b: '\b', f: '\f', v: '\v', '\\': '\\' }[simple] ?? simple;
    if (other !== undefined) {
      if (/[a-zA-Z]/.test(other)) throw new YaqlError('error', `bad escape \\${other} at position ${template.indexOf(`\\${other}`)}`);
      return `\\${other}`;
    }
    const index = number ?? (name !== undefined && /^\d+$/.test(name) ? name : pattern.groupNames.get(name ?? ''));
    if (index === undefined) throw new YaqlError('IndexError', `unknown group name '${name ?? ''}'`);
    if (Number(index) >= match.groups.length) throw new YaqlError('error', `invalid group reference ${index}`);
    const group = match.groups[Number(index)];
    return group ? text.slice(group.start, group.end) : '';
  });
}

function replaceWith(budget: Budget, pattern: Regex, text: string, template: string, count: bigint): string {
  return substitute(pattern, text, (match) => expand(template, pattern, match, text), count, budget);
}

function replaceBy({ budget, scope }: { budget: Budget; scope: Scope }, pattern: Regex, text: string, selector: Lambda, count: bigint): string {
  return substitute(pattern, text, (match) => textOf(selector.within(publish(pattern, match, text, scope, budget)), budget), count, budget);
}

const matchesWith = (wanted: boolean): Library[string] => [
  overload('function', [required('string', string), required('regexp', regex)], ({ budget }, text, pattern) => (search(pattern, text, budget) !== null) === wanted),
  overload('function', [required('string', string), required('pattern', string)], ({ budget }, text, pattern) => (search(compile(pattern), text, budget) !== null) === wanted),
];

export const regexes: Library = {
  regex: [
    overload(
      'function',
      [required('pattern', string), optional('ignoreCase', boolean, false), optional('multiLine', boolean, false), optional('dotAll', boolean, false)],
      (_, pattern, ignoreCase, multiLine, dotAll) => compile(pattern, { ignoreCase, multiLine, dotAll }),
    ),
  ],
  isRegex: [overload('function', [required('value', any)], (_, value) => value instanceof Regex)],
  escapeRegex: [overload('function', [required('string', string)], (_, text) => text.replace(/[()[\]{}?*+\-|^$\\.&~# \t\n\r\v\f]/g, '\\$&'))],
  matches: [
    overload('method', [required('regexp', regex), required('string', string)], ({ budget }, pattern, text) => search(pattern, text, budget) !== null),
    overload('method', [required('string', string), required('regexp', string)], ({ budget }, text, pattern) => search(compile(pattern), text, budget) !== null),
  ],
  '#operator_=~': matchesWith(true),
  '#operator_!~': matchesWith(false),
  search: [
    overload('method', [required('regexp', regex), required('string', string), optional('selector', lambdaOrNull, null)], ({ budget, scope }, pattern, text, selector) => {
      const match = search(pattern, text, budget);
      if (match === null) return null;
      return selector === null ? whole(match, text) : selector.within(publish(pattern, match, text, scope, budget));
    }),
  ],
  searchAll: [
    overload('method', [required('regexp', regex), required('string', string), optional('selector', lambdaOrNull, null)], ({ budget, scope }, pattern, text, selector) =>
      new Lazy(
        (function* () {
          for (const match of matches(pattern, text, budget)) {
            yield selector === null ? whole(match, text) : selector.within(publish(pattern, match, text, scope, budget));
          }
        })(),
      ),
    ),
  ],
  split: [
    overload('method', [required('regexp', regex), required('string', string), optional('maxSplit', integer, 0n)], ({ budget }, pattern, text, maximum) =>
      splitBy(pattern, text, maximum, budget),
    ),
    overload('method', [required('string', string), required('regexp', regex), optional('maxSplit', integer, 0n)], ({ budget }, text, pattern, maximum) =>
      splitBy(pattern, text, maximum, budget),
    ),
  ],
  replace: [
    overload('method', [required('regexp', regex), required('string', string), required('repl', string), optional('count', integer, 0n)], ({ budget }, pattern, text, template, count) =>
      replaceWith(budget, pattern, text, template, count),
    ),
    overload('method', [required('string', string), required('regexp', regex), required('repl', string), optional('count', integer, 0n)], ({ budget }, text, pattern, template, count) =>
      replaceWith(budget, pattern, text, template, count),
    ),
  ],
  replaceBy: [
    overload('method', [required('regexp', regex), required('string', string), required('repl', lambda), optional('count', integer, 0n)], (frame, pattern, text, selector, count) =>
      replaceBy(frame, pattern, text, selector, count),
    ),
    overload('method', [required('string', string), required('regexp', regex), required('repl', lambda), optional('count', integer, 0n)], (frame, text, pattern, selector, count) =>
      replaceBy(frame, pattern, text, selector, count),
    ),
  ],
};
