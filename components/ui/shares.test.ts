import { describe, expect, it } from 'vitest';
import { moved, sharesIn } from './shares';

describe('the splitter between two panes', () => {
  const sizes = { list: 300, run: 600, beside: 100 };
  it('gives one what it takes from the other, and leaves the rest alone', () => expect(moved(sizes, ['list', 'run'], 50, [120, 120])).toEqual({ list: 350, run: 550, beside: 100 }));
  it('stops where a pane has its least', () => {
    expect(moved(sizes, ['list', 'run'], -1000, [200, 120])).toEqual({ list: 200, run: 700, beside: 100 });
    expect(moved(sizes, ['list', 'run'], 1000, [200, 120])).toEqual({ list: 780, run: 120, beside: 100 });
  });
  it('makes a pane that is smaller than its least no smaller', () => expect(moved({ list: 80, run: 100 }, ['list', 'run'], -10, [120, 120])).toEqual({ list: 80, run: 100 }));
});

describe('what was remembered', () => {
  it('counts for the very panes it is of', () => {
    expect(sharesIn('{"list":1,"run":3}', ['list', 'run'])).toEqual({ list: 1, run: 3 });
    expect(sharesIn('{"list":1,"run":3}', ['list', 'other'])).toBeNull();
  });
  it('is nothing where it cannot be read', () => {
    expect(sharesIn('{"list":', ['list'])).toBeNull();
    expect(sharesIn('7', ['list'])).toBeNull();
    expect(sharesIn(null, ['list'])).toBeNull();
  });
});
