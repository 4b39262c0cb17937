import { describe, expect, it } from 'vitest';
import { longestWay, wavesOf } from './waves';

const piece = (name: string, left: number, ...requires: string[]) => ({ name, left, requires });
const pieces = [piece('a', 1), piece('b', 5), piece('c', 2, 'a', 'b'), piece('d', 9, 'd2'), piece('d2', 9, 'd')];

describe('the longest way', () => {
  it('counts what is done side by side once, and survives a circle', () => {
    expect(longestWay(pieces, 'forth', ({ left }) => left)).toBe(7);
  });

  it('is as long when everything is taken down', () => {
    expect(longestWay(pieces, 'back', ({ left }) => left)).toBe(7);
    expect(longestWay([piece('a', 1), piece('b', 5, 'a', 'elsewhere'), piece('c', 3, 'a')], 'back', ({ left }) => left)).toBe(6);
  });
});

describe('waves', () => {
  it('come one after the other, what waits for itself last', () => {
    const names = (direction: 'forth' | 'back') => wavesOf(pieces, direction).map((wave) => wave.map(({ name }) => name));
    expect(names('forth')).toEqual([['a', 'b'], ['c'], ['d', 'd2']]);
    expect(names('back')).toEqual([['c'], ['a', 'b'], ['d', 'd2']]);
  });
});
