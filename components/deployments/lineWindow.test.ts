import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evenLayout, HIGHEST, scaled, wrappedLayout } from './lineWindow';

describe('where lines stand', () => {
  it('wrapped lines are as high as they have rows', () => {
    const layout = wrappedLayout(4, 10, 5, (row) => [0, 5, 6, 11][row] ?? 0);
    expect([0, 1, 2, 3].map(layout.topOf)).toEqual([0, 10, 20, 40]);
    expect(layout.height).toBe(70);
  });

  it('the row at a distance is the one that begins last before it', () => {
    fc.assert(fc.property(fc.array(fc.nat(40), { minLength: 1, maxLength: 50 }), fc.nat(4000), (lengths, distance) => {
      const layout = wrappedLayout(lengths.length, 10, 7, (row) => lengths[row] ?? 0);
      const expected = lengths.map((_, row) => row).findLast((row) => layout.topOf(row) <= distance) ?? 0;
      expect(layout.rowAt(distance)).toBe(expected);
    }));
  });

  it('lines that fit are one row each, whether they wrap or not', () => {
    const [even, wrapped] = [evenLayout(1000, 18), wrappedLayout(1000, 18, 80, () => 79)];
    for (const distance of [0, 17, 18, 9000, 1e9]) expect(wrapped.rowAt(distance)).toBe(even.rowAt(distance));
  });

  it('every line of a log of millions can be scrolled to', () => {
    const layout = evenLayout(3_000_000, 18);
    const { height, toDistance, toScroll } = scaled(layout, 600);
    expect(height).toBe(HIGHEST);
    expect(toDistance(0)).toBe(0);
    expect(layout.rowAt(toDistance(height - 600) + 599)).toBe(2_999_999);
    for (const row of [0, 1, 1_234_567, 2_999_000]) expect(layout.rowAt(toDistance(toScroll(layout.topOf(row))) + 0.01)).toBe(row);
  });
});
