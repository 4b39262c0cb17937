import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { JsonError, parseJson } from './json';

describe('text that is not JSON', () => {
  it.each([
    ['', 'Expecting value: line 1 column 1 (char 0)'],
    ['{bad', 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['{"a" 1}', "Expecting ':' delimiter: line 1 column 6 (char 5)"],
    ['{"a": 1\n "b": 2}', "Expecting ',' delimiter: line 2 column 2 (char 9)"],
    ['[1, 2', "Expecting ',' delimiter: line 1 column 6 (char 5)"],
    ['[1] x', 'Extra data: line 1 column 5 (char 4)'],
    ['"abc', 'Unterminated string starting at: line 1 column 1 (char 0)'],
    ['"a\nb"', 'Invalid control character at: line 1 column 3 (char 2)'],
    ["{'a': 1}", 'Expecting property name enclosed in double quotes: line 1 column 2 (char 1)'],
    ['[maybe]', 'Expecting value: line 1 column 2 (char 1)'],
  ])('%j: %s', (text, message) => expect(() => parseJson(text)).toThrow(message));

  it('is told from JSON as JavaScript tells it', () => {
    fc.assert(fc.property(fc.oneof(fc.json(), fc.array(fc.constantFrom('{', '}', '[', ']', '"', ':', ',', '1', 'a', ' ', '\\', 'true', '-', '.')).map((parts) => parts.join(''))), (text) => {
      try {
        expect(parseJson(text)).toEqual(JSON.parse(text));
      } catch (fault) {
        if (!(fault instanceof JsonError)) throw fault;
        expect(fault.message).toMatch(/\(char \d+\)$/);
        expect(() => JSON.parse(text)).toThrow(SyntaxError);
      }
    }));
  });
});
