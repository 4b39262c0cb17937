/** The engine against a model: random graphs, random changes, random failures, random crashes. */
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { CrashingJournal } from './testing/memory';
import { Stage } from './testing/stage';
import type { ChildSketches, ResourceSketch } from './testing/world';

// Hundreds of stacks a test, on machines that have other things to do.
vi.setConfig({ testTimeout: 60_000 });

type Sketch = Record<string, ResourceSketch>;

interface ResourcePlan {
  type: string;
  value: number;
  key: number;
  depends: number[];
  fails: string[];
  waits: string[];
}

const resource: fc.Arbitrary<ResourcePlan> = fc.record({
  type: fc.constantFrom('Test::Quick', 'Test::Thing', 'Test::Quick', 'Test::Thing', 'inner.yaml', 'outer.yaml'),
  value: fc.integer({ min: 0, max: 2 }),
  key: fc.integer({ min: 0, max: 1 }),
  depends: fc.array(fc.nat(11), { maxLength: 3 }),
  fails: fc.oneof({ weight: 12, arbitrary: fc.constant<string[]>([]) }, { weight: 1, arbitrary: fc.constant<string[]>(['create', 'update']) }),
  waits: fc.subarray(['create', 'update']),
});

const passed = { value: { get_param: 'value' }, key: { get_param: 'key' }, fail: { get_param: 'fail' }, wait: { get_param: 'wait' } };
const parameters = { value: 0, key: 0, fail: [], wait: [], on: '' };

/** Stacks in stacks: what is asked of a resource is asked of those within. */
const childrenOf = (quick: string): ChildSketches => ({
  'inner.yaml': {
    parameters,
    resources: {
      t: { type: 'Test::Thing', properties: { value: passed.value, key: passed.key, wait: passed.wait } },
      u: { type: quick, properties: { on: { get_resource: 't' }, fail: passed.fail, wait: passed.wait } },
    },
    outputs: { output: { get_attr: ['t', 'output'] } },
  },
  'outer.yaml': { parameters, resources: { i: { type: 'inner.yaml', properties: passed }, v: { type: 'Test::Thing', properties: { value: passed.value } } } },
});
const children = childrenOf('Test::Quick');

const isNested = (type: string): boolean => type.endsWith('.yaml');
const rootRows = (stage: Stage) => stage.rows.filter((row) => row.stackId === stage.stack.id);

/** Resources depend on earlier ones only, some through values. */
const sketch = (name: (index: number) => string) =>
  fc.array(resource, { minLength: 1, maxLength: 12 }).map((list): Sketch =>
    Object.fromEntries(list.map(({ type, value, key, depends, fails, waits }, index) => {
      const earlier = [...new Set(depends.filter((other) => other < index))].map(name);
      const [first, ...others] = earlier;
      const properties = { value, key, fail: fails, wait: waits, ...(first === undefined ? {} : { on: { get_resource: first } }) };
      return [name(index), { type, properties, dependsOn: others }];
    })),
  );

const forward = sketch((index) => `r${index}`);
/** The same names with the dependencies turned round. */
const backward = sketch((index) => `r${11 - index}`);
const anySketch = fc.oneof(forward, backward);

const dependenciesOf = (stage: Stage, revision: string): Map<string, string[]> =>
  new Map([...stage.bound(revision).resources].map(([name, bound]) => [name, bound.dependencies]));

/** What of a stack must be as it was: names, types, properties as written. */
const shape = (stage: Stage): string[] =>
  stage.rows.map((row) => JSON.stringify([stage.pathOf(row), row.type, row.definition])).toSorted();

/** Each row’s states follow one another as they may. */
function expectLegalHistories(stage: Stage): void {
  const last = new Map<string, string>();
  for (const event of stage.journal.events) {
    if (event.waitingFor !== null || event.action === 'SIGNAL' || event.resourceId === null) continue;
    const before = last.get(event.resourceId) ?? 'INIT_COMPLETE';
    const state = `${event.action}_${event.status}`;
    if (event.status === 'IN_PROGRESS') expect(before, `${event.resourceName}: ${before} -> ${state}`).not.toMatch(/IN_PROGRESS$/);
    else expect(before, `${event.resourceName}: ${before} -> ${state}`).toBe(`${event.action}_IN_PROGRESS`);
    expect(before).not.toBe('DELETE_COMPLETE');
    last.set(event.resourceId, state);
  }
}

function expectConsistent(stage: Stage): void {
  expectLegalHistories(stage);
  const physical = stage.rows.flatMap((row) => (isNested(row.type) ? [] : row.physicalResourceId ?? []));
  expect([...stage.world.things.keys()].toSorted()).toEqual(physical.toSorted());
  const stacks = [...stage.journal.stacks.values()].filter((stack) => stack.ownerId !== null && stack.deletedAt === null).map((stack) => stack.id);
  expect(stage.rows.flatMap((row) => (isNested(row.type) ? row.physicalResourceId ?? [] : [])).toSorted()).toEqual(stacks.toSorted());
  expect([...stage.journal.stacks.values()].filter((stack) => stack.status === 'IN_PROGRESS')).toEqual([]);
  expect(stage.warnings).toEqual([]);
  expect(stage.journal.deletedTooEarly).toEqual([]);
}

describe('creating a random graph', () => {
  it('starts each resource once, after all it depends on is complete', async () => {
    await fc.assert(fc.asyncProperty(forward, async (resources) => {
      const stage = new Stage();
      const revision = stage.revision(resources, { children });
      await stage.perform('CREATE', revision, { onFailure: 'keep' });
      const dependencies = dependenciesOf(stage, revision);
      const complete = new Set<string>();
      const started = new Set<string>();
      for (const event of stage.journal.events) {
        if (event.resourceId === null || event.waitingFor !== null || event.stackId !== stage.stack.id) continue;
        if (event.status === 'IN_PROGRESS') {
          expect(started.has(event.resourceName)).toBe(false);
          started.add(event.resourceName);
          for (const dependency of dependencies.get(event.resourceName) ?? []) expect(complete.has(dependency)).toBe(true);
        } else if (event.status === 'COMPLETE') complete.add(event.resourceName);
      }
      const failing = Object.values(resources).some((item) => JSON.stringify(item.properties?.['fail']).includes('create'));
      expect(stage.state).toBe(failing ? 'CREATE_FAILED' : 'CREATE_COMPLETE');
      expectConsistent(stage);
    }), { numRuns: 300 });
  });

  it('runs at the same time whatever can', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 40 }), async (count) => {
      const stage = new Stage();
      await stage.perform('CREATE', stage.revision(Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, { type: 'Test::Thing' }]))));
      expect(stage.world.mostRunning).toBe(count);
    }), { numRuns: 20 });
  });
});

describe('a random update', () => {
  it('ends with what was asked for, or exactly with what was there before', async () => {
    await fc.assert(fc.asyncProperty(anySketch, anySketch, async (first, second) => {
      const stage = new Stage();
      const start = stage.revision(first, { children });
      await stage.perform('CREATE', start);
      fc.pre(stage.stack.status === 'COMPLETE' && stage.stack.action === 'CREATE');
      const before = shape(stage);
      const things = new Map(stage.rows.map((row) => [stage.pathOf(row), row.physicalResourceId]));
      await stage.perform('UPDATE', stage.revision(second, { children }));
      expectConsistent(stage);
      const state: string = stage.state;
      if (state === 'ROLLBACK_COMPLETE') {
        expect(shape(stage)).toEqual(before);
        const broken = new Set(stage.journal.events.filter((event) => `${event.action}_${event.status}` === 'UPDATE_FAILED').map((event) => event.resourceId));
        // Within a nested stack that was updated to its end the originals are gone already, as in Heat.
        for (const row of rootRows(stage)) if (!broken.has(row.replaces)) expect(row.physicalResourceId).toBe(things.get(stage.pathOf(row)));
        expect(stage.stack.revisionId).toBe(start);
      } else if (state === 'UPDATE_COMPLETE') {
        expect(rootRows(stage).map((row) => row.name).toSorted()).toEqual(Object.keys(second).toSorted());
        for (const row of rootRows(stage)) {
          expect(row.definition).toEqual(stage.bound(stage.stack.revisionId ?? '').resources.get(row.name)?.frozen);
          expect(row.requires.every((id) => stage.journal.rows.has(id))).toBe(true);
        }
      } else expect(state).toBe('ROLLBACK_FAILED');
    }), { numRuns: 400 });
  });

  it('leaves nothing when the stack is deleted afterwards', async () => {
    await fc.assert(fc.asyncProperty(anySketch, anySketch, fc.constantFrom('keep' as const, 'rollback' as const), async (first, second, onFailure) => {
      const stage = new Stage();
      await stage.perform('CREATE', stage.revision(first, { children }), { onFailure });
      await stage.perform('UPDATE', stage.revision(second, { children }), { onFailure });
      await stage.perform('DELETE', null);
      expect(stage.state).toBe('DELETE_COMPLETE');
      expect(stage.rows).toEqual([]);
      expect(stage.world.things.size).toBe(0);
      expectConsistent(stage);
    }), { numRuns: 200 });
  });
});

describe('an operation that pre-empts another', () => {
  it('brings the stack to its own target, wherever the other one was', async () => {
    await fc.assert(fc.asyncProperty(anySketch, anySketch, fc.nat(12), async (first, second, moment) => {
      const succeeding: Sketch = JSON.parse(JSON.stringify(second).replaceAll(/\["create","update"\]|\["create"\]|\["update"\]/g, '[]'));
      const stage = new Stage();
      stage.request('CREATE', stage.revision(first, { children }), { onFailure: 'keep' });
      const driving = stage.start();
      for (let turn = 0; turn < moment; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      const target = stage.revision(succeeding, { children });
      stage.request('UPDATE', target);
      await finish(stage, driving);
      if (stage.state.endsWith('IN_PROGRESS') || stage.requests.operations.length > 0) await stage.settle();
      expect(stage.state).toBe('UPDATE_COMPLETE');
      expect(rootRows(stage).map((row) => row.name).toSorted()).toEqual(Object.keys(succeeding).toSorted());
      expectConsistent(stage);
    }), { numRuns: 300 });
  });
});

describe('a worker that dies', () => {
  it('is replaced by one that goes on from what is durable: nothing is done twice, nothing is forgotten', async () => {
    // Things of `Test::Quick` have effects the journal does not know of: only types that wait for it may touch the world.
    const external = anySketch.map((resources): Sketch => JSON.parse(JSON.stringify(resources).replaceAll('Test::Quick', 'Test::Thing')));
    const things = childrenOf('Test::Thing');
    await fc.assert(fc.asyncProperty(external, external, fc.array(fc.nat(25), { maxLength: 6 }), async (first, second, deaths) => {
      const journal = new CrashingJournal();
      const stage = new Stage({ journal });
      const moments = [...deaths];
      const survive = async (): Promise<void> => {
        journal.commit();
        for (let moment = moments.pop(); moment !== undefined; moment = moments.pop()) {
          if (!(await diesAfter(stage, moment))) return;
          journal.crash();
        }
        await stage.settle();
      };
      stage.request('CREATE', stage.revision(first, { children: things }), { onFailure: 'keep' });
      await survive();
      moments.push(...deaths);
      stage.request('UPDATE', stage.revision(second, { children: things }));
      await survive();
      expect(stage.state).toMatch(/^(UPDATE_COMPLETE|ROLLBACK_COMPLETE|ROLLBACK_FAILED)$/);
      expectConsistent(stage);
    }), { numRuns: 300 });
  });
});

/** Runs for so many turns, then stops without a word; false when the run ended by itself before. */
async function diesAfter(stage: Stage, turns: number): Promise<boolean> {
  let ended = false;
  const driving = stage.start().then(
    () => {
      ended = true;
    },
    () => undefined,
  );
  for (let turn = 0; turn < turns && !ended; turn += 1) {
    await new Promise((resolve) => setImmediate(resolve));
    if (turn % 4 === 3) stage.clock.ringNext(60_000);
  }
  if (ended) return false;
  stage.run?.abort(new Error('killed'));
  await driving;
  return true;
}

async function finish(stage: Stage, driving: Promise<void>): Promise<void> {
  let ended = false;
  void driving.finally(() => {
    ended = true;
  });
  while (!ended) {
    for (let turn = 0; turn < 8 && !ended; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    if (!ended) stage.clock.ringNext(60_000);
  }
  await driving;
}
