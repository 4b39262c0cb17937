import { describe, expect, it } from 'vitest';
import { readDocument } from './read';

describe('text', () => {
  it.each([
    ['a list that never ends', 'a: [1'],
    ['a map that never ends', 'a: {x: 1\nb: 2\n'],
    ['a bracket that does not fit', 'a: {x: [1, 2}\n'],
    ['a quote that never ends', 'a: "b\n'],
    ['two items without a comma', 'a: [1 {b: 2}]\n'],
  ])('with %s is refused at its place', (_, text) => {
    const { readable, diagnostics } = readDocument(text);
    expect(readable).toBe(false);
    expect(diagnostics.some(({ severity, range }) => severity === 'error' && range !== undefined)).toBe(true);
  });

  it.each<[string, string, unknown]>([
    ['a list that closes at the edge', 'a:\n  b: [1,\n    2\n  ]\n', { a: { b: [1, 2] } }],
    ['dates', 'a: 2013-05-23', { a: '2013-05-23' }],
    ['words for yes and no', 'a: [yes, off, "yes"]', { a: [true, false, 'yes'] }],
    ['numbers of YAML 1.1', 'a: [0777, 0x1f, 1_000, 1:30, 1.5e+3, "1"]', { a: [511, 31, 1000, 90, 1500, '1'] }],
    ['merge keys', 'b: &b {x: 1, y: 1}\na: {<<: *b, y: 2}', { b: { x: 1, y: 1 }, a: { x: 1, y: 2 } }],
    ['nothing', '', null],
  ])('with %s is read as by Heat', (_, text, value) => {
    const read = readDocument(text);
    expect(read.diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(read.value).toEqual(value);
  });
});
