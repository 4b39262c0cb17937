import { describe, expect, it } from 'vitest';
import { toCsv } from './csv';

describe('comma-separated values', () => {
  it('are quoted where they have to be', () => {
    expect(toCsv(['a', 'b'], [['x, y', 'say "no"'], ['two\nlines', null], [1, '']])).toBe('a,b\r\n"x, y","say ""no"""\r\n"two\nlines",\r\n1,');
  });

  it('are no formulas', () => {
    expect(toCsv(['a'], [['=cmd()'], ['-1+1'], ['fine']])).toBe("a\r\n'=cmd()\r\n'-1+1\r\nfine");
  });
});
