import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { lineDiff } from './lineDiff';

const shown = (before: string, after: string) => lineDiff(before, after).map((line) => ({ same: ' ', removed: '-', added: '+' })[line.kind] + line.text);

describe('the difference of two texts', () => {
  it('is nothing for equal texts', () => {
    expect(shown('a\nb', 'a\nb')).toEqual([' a', ' b']);
  });

  it('shows a changed line as removed and added', () => {
    expect(shown('a\nb\nc', 'a\nB\nc')).toEqual([' a', '-b', '+B', ' c']);
  });

  it('keeps what both have, however far apart', () => {
    expect(shown('a\nb\nc\nd', 'b\nx\nd\ne')).toEqual(['-a', ' b', '-c', '+x', ' d', '+e']);
  });

  it('numbers the lines of both sides', () => {
    expect(lineDiff('a\nb', 'b\nc')).toEqual([
      { kind: 'removed', text: 'a', before: 1, after: null },
      { kind: 'same', text: 'b', before: 2, after: 1 },
      { kind: 'added', text: 'c', before: null, after: 2 },
    ]);
  });

  it('holds both texts entirely, whatever they are, even past its limit', () => {
    const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { maxLength: 30 }).map((lines) => lines.join('\n'));
    fc.assert(
      fc.property(text, text, fc.constantFrom(2, 1000), (before, after, limit) => {
        const lines = lineDiff(before, after, limit);
        expect(lines.filter((line) => line.kind !== 'added').map((line) => line.text).join('\n')).toBe(before);
        expect(lines.filter((line) => line.kind !== 'removed').map((line) => line.text).join('\n')).toBe(after);
      }),
    );
  });
});
