import { describe, expect, it } from 'vitest';
import { findCycle, waves } from './graph';
import { Traversal } from './traversal';

const drain = (traversal: Traversal): number[] => {
  const handed: number[] = [];
  for (let next = traversal.next(); next !== null; next = traversal.next()) handed.push(next);
  return handed;
};

describe('waves of a graph', () => {
  it('put each node after all it requires', () => {
    expect(waves([[], [0], [0], [1, 2]])).toEqual([[0], [1, 2], [3]]);
  });

  it('cope with a chain of a hundred thousand', () => {
    expect(waves(Array.from({ length: 100_000 }, (_, index) => (index === 0 ? [] : [index - 1])))).toHaveLength(100_000);
  });

  it('leave out a cycle and what is behind it', () => {
    const requires = [[], [3], [1], [2], [3]];
    expect(waves(requires)).toEqual([[0]]);
    expect(findCycle(requires)?.toSorted()).toEqual([1, 2, 3]);
    expect(findCycle([[], [0]])).toBeNull();
  });
});

describe('a traversal', () => {
  it('hands out at once everything that can run at the same time, and the rest as it becomes possible', () => {
    const traversal = new Traversal();
    traversal.add([[], [], [0, 1]]);
    expect(drain(traversal)).toEqual([0, 1]);
    traversal.finish(0);
    expect(drain(traversal)).toEqual([]);
    traversal.finish(1);
    expect(drain(traversal)).toEqual([2]);
    traversal.finish(2);
    expect(traversal.done).toBe(true);
  });

  it('never hands out what requires a failed node', () => {
    const traversal = new Traversal();
    traversal.add([[], [0], []]);
    drain(traversal);
    traversal.fail(0);
    traversal.finish(2);
    expect(drain(traversal)).toEqual([]);
    expect(traversal.stuck).toBe(true);
    expect(traversal.done).toBe(false);
  });

  it('hands out nothing after it was stopped', () => {
    const traversal = new Traversal();
    traversal.add([[], []]);
    expect(traversal.next()).toBe(0);
    traversal.stop();
    expect(traversal.next()).toBeNull();
  });

  it('finishes an expanded node with the last of its children, and only then what requires it', () => {
    const traversal = new Traversal();
    traversal.add([[], [0]]);
    expect(drain(traversal)).toEqual([0]);
    const first = traversal.add([[], [0]], 0);
    expect(drain(traversal)).toEqual([first]);
    traversal.finish(first);
    expect(drain(traversal)).toEqual([first + 1]);
    traversal.finish(first + 1);
    expect(drain(traversal)).toEqual([1]);
  });
});
