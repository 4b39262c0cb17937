import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChildInput, ResourceView } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { groupStage, type GroupStage, type RollingPolicy, rollingBatches, rollingStages } from './rolling';

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

/** A group, and what its members have. */
class Group {
  members = new Map<string, { has: string; failed: boolean }>();
  data: JsonMap = {};
  private interrupted = false;
  private readonly policy: RollingPolicy;

  constructor(policy: RollingPolicy) {
    this.policy = policy;
  }

  /** Names that change in each stage of an update, which ends after so many stages; of the last one only some members get there. */
  update(count: number, definition: string, { stages = Infinity, reaches = Infinity, fails = false, timeoutSeconds = 3600, without = '' } = {}): string[][] {
    const changes: string[][] = [];
    for (let stage: ChildInput['stage'] = 'begin'; ; stage = 'next') {
      const staged = this.stage(stage, count, definition, timeoutSeconds, without);
      if (!staged.ok) throw new Error(staged.reason);
      const target = new Map(Object.entries(staged.template.resources).map(([name, { properties }]) => [name, String(Object(properties).has)]));
      const changed = [...target].filter(([name, has]) => this.members.get(name)?.has !== has || this.members.get(name)?.failed === true).map(([name]) => name);
      changes.push(changed);
      this.data = staged.data;
      const last = changes.length >= stages;
      const reached = last ? changed.slice(0, reaches) : changed;
      for (const name of reached) this.members.set(name, { has: target.get(name) ?? '', failed: last && fails && name === reached.at(-1) });
      this.interrupted = last && (fails || reached.length < changed.length);
      if (this.interrupted) return changes;
      for (const name of this.members.keys()) if (!target.has(name)) this.members.delete(name);
      if (last || staged.more === undefined) return changes;
    }
  }

  private stage(stage: ChildInput['stage'], count: number, definition: string, timeoutSeconds: number, without: string): GroupStage {
    const view = (name: string, has: string, failed: boolean): ResourceView => ({
      id: name, name, type: 'T', physicalResourceId: name, action: 'UPDATE', status: failed ? 'FAILED' : 'COMPLETE', properties: { has }, metadata: {}, attributes: {}, data: {},
    });
    const input: ChildInput = {
      resource: { ...view('group', '', false), data: this.data }, properties: {}, updatePolicy: {}, members: [...this.members].map(([name, { has, failed }]) => view(name, has, failed)), arn: '', stage, timeoutSeconds,
      interrupted: this.interrupted, findByReferenceId: () => undefined, template: () => null, newName: () => '',
    };
    return groupStage(input, {
      existing: [...this.members.keys()].toSorted((left, right) => Number(left) - Number(right)), count, definition, namesFor: (capacity) => indexed(capacity + 1).filter((name) => name !== without).slice(0, capacity), create: null, update: this.policy,
      memberOf: (name, has) => ({ name, definition: { type: 'T', properties: { has } } }),
    });
  }
}

describe('a rolling update', () => {
  const begun = (policy_: RollingPolicy, count = 6): Group => {
    const group = new Group(policy_);
    group.update(count, 'one');
    return group;
  };

  it('goes on with those that are not there yet after one that was cut short, so many at once', () => {
    const group = begun(policy(2));
    group.update(6, 'two', { stages: 1 });
    expect(group.update(6, 'two')).toEqual([['2', '3'], ['4', '5']]);
  });

  it('back to what they had before touches only those that had got there', () => {
    const group = begun(policy(1));
    group.update(6, 'two', { stages: 3 });
    expect(group.update(6, 'one')).toEqual([['0'], ['1'], ['2']]);
  });

  it('mends at once what broke, beside its first batch, and does not rest between batches then', () => {
    const group = begun({ ...policy(2), pause: 5_000 });
    group.update(6, 'two', { stages: 2, fails: true });
    expect(group.update(6, 'one').map((names) => names.length)).toEqual([3, 1]);
    expect([...group.members.values()].every(({ has, failed }) => has === 'one' && !failed)).toBe(true);
  });

  it('to a third definition changes no more at once than allowed and leaves enough in service, wherever the others ended', () => {
    const cut = fc.record({ stages: fc.integer({ min: 1, max: 6 }), reaches: fc.nat({ max: 6 }) });
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), fc.nat({ max: 8 }), cut, fc.option(cut), fc.nat({ max: 9 }), (count, batch, least, first, second, wanted) => {
      const group = begun(policy(batch, least), count);
      group.update(count, 'two', first);
      if (second !== null) group.update(count, 'one', second);
      const before = group.members.size;
      for (const names of group.update(wanted, 'three')) expect(names.length).toBeLessThanOrEqual(batch);
      expect(before).toBeGreaterThanOrEqual(count);
      expect(group.members.size).toBe(wanted);
      expect([...group.members.values()].every(({ has }) => has === 'three')).toBe(true);
    }), { numRuns: 1_000 });
  });

  it('brings all that stay to the new definition, whatever failed before, and wherever', () => {
    const cut = fc.record({ stages: fc.integer({ min: 1, max: 6 }), reaches: fc.nat({ max: 6 }), fails: fc.boolean() });
    fc.assert(fc.property(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 4 }), fc.nat({ max: 8 }), fc.array(fc.tuple(fc.constantFrom('one', 'two', 'three'), cut), { maxLength: 3 }), fc.nat({ max: 9 }), (count, batch, least, before, wanted) => {
      const group = begun(policy(batch, least), count);
      for (const [definition, end] of before) group.update(count, definition, end);
      group.update(wanted, 'three');
      expect([...group.members.values()].map(({ has, failed }) => [has, failed])).toEqual(Array.from({ length: wanted }, () => ['three', false]));
    }), { numRuns: 2_000 });
  });

  it('does not take the stand-in of an update that failed for one of those that stay', () => {
    const group = begun(policy(2, 1), 1);
    group.update(1, 'two', { stages: 1, reaches: 2, fails: true });
    expect(group.members.size).toBe(2);
    group.update(1, 'two');
    expect([...group.members]).toEqual([['0', { has: 'two', failed: false }]]);
  });

  it('removes those that are named, and makes others in their place', () => {
    const group = begun(policy(1, 1), 3);
    expect(group.update(3, 'two', { without: '1' })).toEqual([['3'], ['0'], ['2']]);
    expect([...group.members.keys()].toSorted()).toEqual(['0', '2', '3']);
  });

  it('that would rest longer than its operation may take is refused', () => {
    const group = begun({ ...policy(1), pause: 60_000 }, 4);
    expect(() => group.update(4, 'two', { timeoutSeconds: 180 })).toThrow('The current update policy will result in stack update timeout.');
    expect(group.update(4, 'two', { timeoutSeconds: 240 })).toHaveLength(4);
  });
});
