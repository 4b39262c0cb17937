import { describe, expect, it } from 'vitest';
import { lookingFrom, readView, viewportOf, writtenView } from './viewAddress';

describe('where one looks, in the address', () => {
  it('is the middle of the view, so that another window shows the same', () => {
    const looking = lookingFrom({ x: -400, y: 100, zoom: 0.5 }, { width: 800, height: 600 });
    expect(looking).toEqual({ x: 1600, y: 400, zoom: 0.5 });
    expect(lookingFrom(viewportOf(looking, { width: 300, height: 200 }), { width: 300, height: 200 })).toEqual(looking);
  });
  it('is read as it is written, and nothing else is', () => {
    expect(readView(writtenView({ x: -12, y: 340, zoom: 0.85 }))).toEqual({ x: -12, y: 340, zoom: 0.85 });
    expect([null, '', '1,2', '1,2,x', '1,2,3,4', ',,', '1,,1'].map(readView)).toEqual(Array.from({ length: 7 }, () => null));
    expect(readView('0,0,99')?.zoom).toBe(2);
    expect(readView('0,0,0')?.zoom).toBe(0.05);
  });
});
