import { describe, expect, it } from 'vitest';
import { isMuchSmaller } from './refine';

const columns = (count: number, across: number) => ({ width: across * 280, height: Math.ceil(count / across) * 84 });

describe('better places', () => {
  it('are not better where they make a tower in which nothing can be read', () => {
    expect(isMuchSmaller(columns(60, 2), columns(60, 8))).toBe(true);
  });
  it('are better where cards stay about as large', () => {
    expect(isMuchSmaller(columns(48, 5), columns(48, 7))).toBe(false);
    expect(isMuchSmaller(columns(6, 2), columns(6, 3))).toBe(false);
  });
});
