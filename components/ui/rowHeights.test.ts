import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RowHeights } from './rowHeights';

describe('rows of which most are of one height', () => {
  it('stand below each other as if their heights were added up', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 70 }), fc.array(fc.tuple(fc.nat(80), fc.integer({ min: 1, max: 90 })), { maxLength: 20 }), fc.nat(3000), (count, changes, distance) => {
      const rows = new RowHeights(count, 32);
      const plain = Array.from({ length: count }, () => 32);
      for (const [row, height] of changes) {
        rows.set(row, height);
        if (row < count) plain[row] = height;
      }
      const tops = plain.reduce((all, height) => [...all, (all.at(-1) ?? 0) + height], [0]);
      expect(Array.from({ length: count + 1 }, (_, row) => rows.topOf(row))).toEqual(tops);
      expect(rows.total).toBe(tops.at(-1));
      expect(rows.rowAt(distance)).toBe(Math.max(0, Math.min(count - 1, tops.findLastIndex((top) => top <= distance))));
    }));
  });
});
