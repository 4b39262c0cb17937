import { describe, expect, it } from 'vitest';
import { formatted } from './format';

describe('tidying lines', () => {
  it('makes indents of two, takes spaces from the ends of lines and empty lines from each other', () => {
    const text = 'a:   \n    b: 1\n\n\n\n    c:\n        d: 2\n';
    expect(formatted(text, 0, 99)).toBe('a:\n  b: 1\n\n  c:\n    d: 2\n');
  });

  it('leaves the lines that were not chosen, and texts of several lines as they read', () => {
    const text = 'a:\n    b: |\n        one\n          two\n    c: 1  \n';
    expect(formatted(text, 4, 4)).toBe('a:\n    b: |\n        one\n          two\n    c: 1\n');
  });

  it('does nothing where the meaning would change, or nothing is to be done', () => {
    expect(formatted('a: |\n  x  \n', 0, 9)).toBeNull();
    expect(formatted('a: 1\n', 0, 9)).toBeNull();
    expect(formatted('a: [\n', 0, 9)).toBeNull();
  });
});
