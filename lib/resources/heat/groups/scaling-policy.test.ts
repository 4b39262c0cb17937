import { describe, expect, it } from 'vitest';
import { newCapacity } from './scaling-policy';

describe('a new capacity', () => {
  it.each([
    [4, 'change_in_capacity', -1, undefined, 3],
    [4, 'exact_capacity', 7, undefined, 7],
    [4, 'percent_change_in_capacity', 50, undefined, 6],
    [5, 'percent_change_in_capacity', 50, undefined, 7],
    [5, 'percent_change_in_capacity', -50, undefined, 3],
    [3, 'percent_change_in_capacity', 10, undefined, 4],
    [3, 'percent_change_in_capacity', -10, undefined, 2],
    [10, 'percent_change_in_capacity', 10, 3, 13],
  ])('from %i by %s %i (at least %s) is %i', (current, adjustment_type, scaling_adjustment, min_adjustment_step, expected) => {
    expect(newCapacity(current, { adjustment_type, scaling_adjustment, min_adjustment_step: min_adjustment_step ?? null })).toBe(expected);
  });
});
