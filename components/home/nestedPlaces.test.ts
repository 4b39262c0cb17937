import { describe, expect, it } from 'vitest';
import { placesOf } from './nestedPlaces';

describe('rows with others below them', () => {
  it('come in the order of the list, those below right after theirs', () => {
    const places = placesOf(4, [{ index: 0, children: 2 }, { index: 2, children: 1 }]);
    const told = Array.from({ length: places.total }, (_, flat) => places.at(flat)).map(({ index, child }) => (child === null ? `${index}` : `${index}.${child.group}.${child.index}`));
    expect(told).toEqual(['0', '0.0.0', '0.0.1', '1', '2', '2.1.0', '3']);
  });

  it('are the list itself where nothing is folded out', () => {
    expect(placesOf(3, []).at(2)).toEqual({ index: 2, child: null });
  });
});
