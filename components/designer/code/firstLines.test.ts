import { describe, expect, it } from 'vitest';
import { firstLines } from './firstLines';

const said = (text: string): string[] => firstLines(text).map((line) => line.map(([words]) => words).join(''));

describe('the first lines of a text', () => {
  it('are the lines of the text', () => {
    expect(said('a: 1\n\n# so\nb:\n  - "x"  # y\n')).toEqual(['a: 1', '', '# so', 'b:', '  - "x"  # y', '']);
    expect(said('')).toEqual(['']);
  });

  it('look as in the editor: names, values, comments and signs', () => {
    expect(firstLines('a: one # why\nb: {c: "two"}')).toEqual([
      [['a', 'name'], [':', 'mark'], [' '], ['one', 'value'], [' '], ['# why', 'comment']],
      [['b', 'name'], [':', 'mark'], [' '], ['{', 'mark'], ['c', 'name'], [':', 'mark'], [' '], ['"two"', 'value'], ['}', 'mark']],
    ]);
  });

  it('keep the look of a value that goes over several lines', () => {
    expect(firstLines('a: |\n  x\n  y\nb: 1').map((line) => line.at(-1))).toEqual([['|', 'value'], ['  x', 'value'], ['  y', 'value'], ['1', 'value']]);
  });

  it('end where a screen does, and before a line that is very long', () => {
    expect(firstLines('a: 1\n'.repeat(500))).toHaveLength(40);
    expect(said(`a: 1\nb: ${'x'.repeat(9000)}\nc: 1`)).toEqual(['a: 1']);
  });
});
