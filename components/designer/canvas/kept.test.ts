import { describe, expect, it } from 'vitest';
import { alike, Kept } from './kept';

describe('what is kept of a drawing', () => {
  it('is what says the same, however deep', () => {
    const marked = new Set(['a']);
    expect(alike({ id: 'a', data: { node: { details: [{ name: 'size', value: '1' }] }, marked } }, { id: 'a', data: { node: { details: [{ name: 'size', value: '1' }] }, marked } })).toBe(true);
    expect(alike({ at: { x: 1, y: 2 } }, { at: { x: 1, y: 3 } })).toBe(false);
    expect(alike([1, 2], [1, 2, 3])).toBe(false);
    expect(alike({ a: undefined }, { b: undefined })).toBe(false);
    expect(alike({ marked: new Set() }, { marked: new Set() })).toBe(false);
  });

  it('is the very object of before; what changed, came or goes is not', () => {
    const kept = new Kept<{ id: string; x: number }>();
    const before = kept.of([{ id: 'a', x: 1 }, { id: 'b', x: 1 }]);
    const after = kept.of([{ id: 'b', x: 2 }, { id: 'a', x: 1 }, { id: 'c', x: 0 }]);
    expect(after[1]).toBe(before[0]);
    expect(after.map(({ x }) => x)).toEqual([2, 1, 0]);
    expect(kept.of([])).toEqual([]);
  });
});
