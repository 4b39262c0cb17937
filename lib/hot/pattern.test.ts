import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, PatternError } from './pattern';

type Spans = [number, number][];
/** What Python 3.11 says: per text, whether `re.match` ends at its end, and the spans of `re.search` in code points. */
interface Case {
  pattern: string;
  error?: string;
  results?: [string, boolean, Spans | null][];
}

const cases: Case[] = JSON.parse(readFileSync(new URL('./pattern/python.json', import.meta.url), 'utf8'));

describe('a pattern means what it means to Python', () => {
  it.each(cases.filter(({ error }) => error !== undefined))('$pattern is refused: $error', ({ pattern, error = '' }) => {
    expect(() => compilePattern(pattern)).toThrow(new PatternError(error));
  });

  it.each(cases.filter(({ results }) => results !== undefined))('$pattern', (example) => {
    const pattern = compilePattern(example.pattern);
    for (const [text, whole, spans] of example.results ?? []) {
      expect(pattern.matchesWhole(text), `whole ${JSON.stringify(text)}`).toBe(whole);
      const match = pattern.search(text);
      const points = (offset: number) => Array.from(text.slice(0, offset)).length;
      const found = match && match.groups.map((group) => (group ? [points(group.start), points(group.end)] : [-1, -1]));
      expect(found, `search ${JSON.stringify(text)}`).toEqual(spans);
    }
  });

  it('takes flags beside those in the text', () => {
    expect(compilePattern('a.c', { ignoreCase: true, dotAll: true }).matchesWhole('A\nC')).toBe(true);
    expect(compilePattern('^b$', { multiLine: true }).search('a\nb\nc')).toMatchObject({ start: 2, end: 3 });
  });

  it('knows its groups by name', () => {
    expect(compilePattern('(?P<user>\\w+)@(?P<host>\\w+)').groupNames.get('host')).toBe(2);
  });
});

describe('a hostile pattern', () => {
  const long = 'a'.repeat(2000);

  it.each([
    ['nested counts', '(a+)+$'],
    ['overlapping choice', '(a|a)*$'],
    ['with look-ahead', '(?=a)(a+)+$'],
    ['with a reference back', '(a*)*\\1b'],
    ['large counts', '(.{1,900}){1,900}b'],
  ])('(%s) ends quickly', (_, text) => {
    const started = performance.now();
    expect(ends(text, `${long}!`)).toBe(true);
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it('that counts to millions is refused', () => {
    expect(() => compilePattern('((a{1000}){1000}){1000}')).toThrow(PatternError);
    expect(() => compilePattern('('.repeat(5000))).toThrow(PatternError);
    expect(() => compilePattern('a'.repeat(100_000))).toThrow(PatternError);
  });

  it('is never anything but a PatternError', () => {
    const piece = fc.constantFrom('a', 'b', '(', ')', '(?:', '(?=', '(?<!', '[', ']', '^', '-', '\\', '*', '+', '?', '{2,3}', '|', '$', '.', '\\1', '\\w', '😀', '(?P<n>', '(?i)');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), fc.string({ maxLength: 20 }), (pieces, text) => {
        expect(ends(pieces.join(''), text)).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});

/** True for an answer and for a PatternError; any other error passes on. */
function ends(pattern: string, text: string): boolean {
  try {
    const compiled = compilePattern(pattern);
    compiled.matchesWhole(text);
    compiled.search(text);
  } catch (error) {
    if (!(error instanceof PatternError)) throw error;
  }
  return true;
}
