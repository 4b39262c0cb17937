import { describe, expect, it } from 'vitest';
import { isMuchSmaller } from './refine';

const column = (count: number, columns: number) => new Map(Array.from({ length: count }, (_, index): [string, { x: number; y: number }] => [`n${index}`, { x: (index % columns) * 280, y: Math.floor(index / columns) * 84 }]));
const heights = (count: number) => new Map(Array.from({ length: count }, (_, index): [string, number] => [`n${index}`, 60]));

describe('better places', () => {
  it('are not better where they make a tower in which nothing can be read', () => {
    expect(isMuchSmaller(column(60, 2), column(60, 8), heights(60))).toBe(true);
  });
  it('are better where cards stay about as large', () => {
    expect(isMuchSmaller(column(48, 5), column(48, 7), heights(48))).toBe(false);
    expect(isMuchSmaller(column(6, 2), column(6, 3), heights(6))).toBe(false);
  });
});
