import { describe, expect, it } from 'vitest';
import { arrivedAt } from './arrive';
import { NODE_HEIGHT, NODE_WIDTH } from './cards';

const box = (x: number, y: number) => ({ x, y, width: NODE_WIDTH, height: NODE_HEIGHT });

describe('cards from the clipboard', () => {
  it('stand where they stood, when nothing stands there', () => {
    expect(arrivedAt([box(0, 0), box(280, 40)], [box(0, 200)])).toEqual([{ x: 0, y: 0 }, { x: 280, y: 40 }]);
  });

  it('move down together, as they stood to each other, until none lies over another', () => {
    expect(arrivedAt([box(0, 0), box(280, 40)], [box(0, 0), box(280, 40)])).toEqual([{ x: 0, y: 84 }, { x: 280, y: 124 }]);
    expect(arrivedAt([box(0, 0)], Array.from({ length: 50 }, (_, row) => box(0, row * 84)))).toEqual([{ x: 0, y: 4200 }]);
  });
});
