import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rollingBatches, rollingStages } from './rolling';

const policy = (maxBatchSize: number, minInService = 0) => ({ maxBatchSize, minInService, pause: 0 });
const indexed = (capacity: number) => Array.from({ length: capacity }, (_, index) => String(index));

describe('the batches of a rolling update', () => {
  it('are of the size the policy allows', () => {
    expect(rollingBatches(5, 5, policy(2))).toEqual([{ capacity: 5, changes: 2 }, { capacity: 5, changes: 2 }, { capacity: 5, changes: 1 }]);
  });

  it('let the group grow where too few would be left in service', () => {
    expect(rollingBatches(3, 3, policy(2, 3))).toEqual([{ capacity: 5, changes: 2 }, { capacity: 5, changes: 2 }, { capacity: 4, changes: 1 }, { capacity: 3, changes: 0 }]);
  });

  it('make a new group bit by bit', () => {
    expect(rollingBatches(5, 0, policy(2))).toEqual([{ capacity: 2, changes: 2 }, { capacity: 4, changes: 2 }, { capacity: 5, changes: 1 }]);
  });

  it('are none where there is nothing', () => expect(rollingBatches(0, 0, policy(2))).toEqual([]));

  const sizes = fc.record({ wanted: fc.nat({ max: 12 }), current: fc.nat({ max: 12 }), batch: fc.integer({ min: 1, max: 14 }), least: fc.nat({ max: 14 }) });

  it('end with all members wanted, and all of them new, never changing more at once than allowed nor leaving too few', () => {
    fc.assert(fc.property(sizes, ({ wanted, current, batch, least }) => {
      const batches = rollingBatches(wanted, current, policy(batch, least));
      const stages = rollingStages(batches, indexed(current), indexed);
      let before: readonly { name: string; fresh: boolean }[] = indexed(current).map((name) => ({ name, fresh: false }));
      for (const { members } of stages) {
        const known = new Map(before.map(({ name, fresh }) => [name, fresh]));
        const changed = members.filter(({ name, fresh }) => fresh && known.get(name) !== true);
        expect(changed.length).toBeLessThanOrEqual(batch);
        // In service while the batch is under way: those it leaves alone.
        expect(members.length - changed.length).toBeGreaterThanOrEqual(Math.min(least, wanted, before.length));
        before = members;
      }
      if (wanted + current > 0) expect(before.map(({ name }) => name)).toHaveLength(wanted);
      expect(before.every(({ fresh }) => fresh)).toBe(true);
    }), { numRuns: 2000 });
  });
});
