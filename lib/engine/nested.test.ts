import { describe, expect, it } from 'vitest';
import { CrashingJournal } from './testing/memory';
import { Stage } from './testing/stage';
import type { ChildSketches, ResourceSketch } from './testing/world';
import { treeResolver } from './resolver';

const uses = (name: string) => ({ get_resource: name });
const reads = (...path: string[]) => ({ get_attr: path });

const inner = (properties: ResourceSketch['properties'] = {}): ChildSketches => ({
  'inner.yaml': {
    parameters: { size: 1 },
    resources: { n: { properties: { value: { get_param: 'size' }, ...properties } }, m: { properties: { on: uses('n') } } },
    outputs: { sum: reads('n', 'output') },
  },
});

const PARENT: Record<string, ResourceSketch> = {
  a: {},
  x: { type: 'inner.yaml', properties: { size: 7 }, dependsOn: ['a'] },
  z: { properties: { value: reads('x', 'sum'), on: reads('x', 'resource.n', 'output') } },
};

const named = (log: string[]): string[] => log.map((line) => line.replace(/s-x-[a-z2-7]{12}/g, 's-x'));

async function created(children = inner()): Promise<Stage> {
  const stage = new Stage();
  await stage.perform('CREATE', stage.revision(PARENT, { children }));
  return stage;
}

describe('a resource that is a template', () => {
  it('is a stack of its own, created between what it needs and what needs it', async () => {
    const stage = await created();
    expect(named(stage.log)).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'x CREATE_IN_PROGRESS state changed',
      's-x CREATE_IN_PROGRESS Stack CREATE started',
      'n CREATE_IN_PROGRESS state changed',
      'n CREATE_COMPLETE state changed',
      'm CREATE_IN_PROGRESS state changed',
      'm CREATE_COMPLETE state changed',
      's-x CREATE_COMPLETE Stack CREATE completed successfully',
      'x CREATE_COMPLETE state changed',
      'z CREATE_IN_PROGRESS state changed',
      'z CREATE_COMPLETE state changed',
      's CREATE_COMPLETE Stack CREATE completed successfully',
    ]);
    const child = stage.child('x');
    expect(child).toMatchObject({ ownerId: stage.stack.id, rootId: stage.stack.id, parentResourceName: 'x', nestedDepth: 1, action: 'CREATE', status: 'COMPLETE' });
    expect(stage.row('n').stackId).toBe(child.id);
  });

  it('passes its properties as parameters, and its outputs are its attributes; the path leads into it', async () => {
    const stage = await created();
    expect(stage.row('n').properties['value']).toBe(7);
    expect(stage.row('x').attributes).toEqual({ sum: 7 });
    expect(stage.row('z').properties).toMatchObject({ value: 7, on: 7 });
  });

  it('is referred to by the address of its stack', async () => {
    const stage = await created();
    const child = stage.child('x');
    const rows = new Map(stage.rows.map((row) => [row.name, row]));
    const resolver = treeResolver({ rowsOf: (id) => stage.rows.filter((row) => row.stackId === id) }, (name) => rows.get(name), stage.world.registry);
    expect(resolver.referenceId('x')).toBe(`arn:openstack:heat::p:stacks/${child.name}/${child.id}`);
    expect(resolver.attribute('x', 'resource.m', [])).toBe(stage.row('m').physicalResourceId);
    expect(resolver.attribute('x', 'resource.nobody', [])).toBeNull();
  });

  it('is updated with its parent, and its own resources decide', async () => {
    const stage = await created();
    const before = stage.row('n').id;
    stage.journal.events.length = 0;
    await stage.perform('UPDATE', stage.revision({ ...PARENT, x: { type: 'inner.yaml', properties: { size: 8 } } }, { children: inner() }));
    expect(stage.state).toBe('UPDATE_COMPLETE');
    expect(stage.row('n')).toMatchObject({ id: before, properties: { value: 8 } });
    expect(stage.row('z').properties['value']).toBe(8);
    expect(named(stage.log).filter((line) => /^(x|s-x|n|m) /.test(line))).toEqual([
      'x UPDATE_IN_PROGRESS state changed',
      's-x UPDATE_IN_PROGRESS Stack UPDATE started',
      'n UPDATE_IN_PROGRESS state changed',
      'n UPDATE_COMPLETE state changed',
      's-x UPDATE_COMPLETE Stack UPDATE completed successfully',
      'x UPDATE_COMPLETE state changed',
    ]);
  });

  it('fails with the path to what failed, and is rolled back with its parent', async () => {
    const stage = await created(inner({ fail: ['create'] }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(named(stage.log)).toEqual(expect.arrayContaining([
      'n CREATE_FAILED ValueError: resources.n: n cannot create',
      's-x CREATE_FAILED Resource CREATE failed: ValueError: resources.n: n cannot create',
      'x CREATE_FAILED ValueError: resources.x.resources.n: n cannot create',
      's CREATE_FAILED Resource CREATE failed: ValueError: resources.x.resources.n: n cannot create',
      's-x DELETE_COMPLETE Stack DELETE completed successfully',
    ]));
    expect(stage.rows).toEqual([]);
    expect(stage.world.things.size).toBe(0);
  });

  it('goes back to what its parent had it made from when an update fails elsewhere', async () => {
    const stage = await created();
    const second = { ...PARENT, x: { type: 'inner.yaml', properties: { size: 8 } }, z: { properties: { value: reads('x', 'sum'), fail: ['update'] } } };
    await stage.perform('UPDATE', stage.revision(second, { children: inner() }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.row('n').properties['value']).toBe(7);
    expect(stage.row('x').attributes).toEqual({ sum: 7 });
  });

  it('is deleted with all it contains, dependants first', async () => {
    const stage = await created();
    stage.journal.events.length = 0;
    await stage.perform('DELETE', null);
    expect(stage.state).toBe('DELETE_COMPLETE');
    expect(stage.rows).toEqual([]);
    expect(stage.child('x').deletedAt).not.toBeNull();
    expect(named(stage.log).filter((line) => line.includes('IN_PROGRESS')).map((line) => line.split(' ')[0])).toEqual(['s', 'z', 'x', 's-x', 'm', 'n', 'a']);
  });

  it.each(['SUSPEND', 'RESUME', 'CHECK'] as const)('takes part in %s', async (action) => {
    const stage = await created();
    if (action === 'RESUME') await stage.perform('SUSPEND', stage.stack.revisionId);
    await stage.perform(action, stage.stack.revisionId);
    expect(stage.state).toBe(`${action}_COMPLETE`);
    expect(stage.child('x')).toMatchObject({ action, status: 'COMPLETE' });
    expect(stage.row('n').action).toBe(action);
    expect(stage.row('x').attributes).toEqual({ sum: 7 });
  });

  it('may contain itself five deep and no deeper', async () => {
    const stage = new Stage();
    const children = { 'deep.yaml': { resources: { d: { type: 'deep.yaml' } } } };
    await stage.perform('CREATE', stage.revision({ d: { type: 'deep.yaml' } }, { children }), { onFailure: 'keep' });
    expect(stage.stack.statusReason).toBe(`Resource CREATE failed: RequestLimitExceeded: ${'resources.d.'.repeat(5)}resources.d: Recursion depth exceeds 5.`);
  });

  it('counts towards the most resources of a tree', async () => {
    const stage = new Stage();
    stage.maxResources = 4;
    await stage.perform('CREATE', stage.revision(PARENT, { children: inner() }), { onFailure: 'keep' });
    expect(stage.stack.statusReason).toContain('RequestLimitExceeded: resources.x: Request limit exceeded: Maximum resources per stack exceeded.');
  });

  it('keeps hidden values of its parent hidden', async () => {
    const stage = new Stage();
    const children: ChildSketches = { 'inner.yaml': { parameters: { word: '' }, resources: { n: { properties: { value: { get_param: 'word' } } } } } };
    await stage.perform('CREATE', stage.revision({ x: { type: 'inner.yaml', properties: { word: 'sesame' } } }, { children, hidden: ['sesame'] }));
    expect(stage.row('n').secrets).toContain('sesame');
  });
});

describe('an operation that ends while children are under way', () => {
  const waiting: ChildSketches = { 'inner.yaml': { resources: { w: { type: 'Test::Thing', properties: { waitSignal: true } } } } };

  it('leaves none of them in progress, and the next update goes on with them', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ x: { type: 'inner.yaml' }, bad: { type: 'Test::Thing', properties: { fail: ['create'] } } }, { children: waiting }), { onFailure: 'keep' });
    expect(stage.state).toBe('CREATE_FAILED');
    expect(stage.child('x')).toMatchObject({ status: 'FAILED', statusReason: 'Stack CREATE cancelled' });
    expect(stage.row('x').statusReason).toBe('CREATE aborted (Stack CREATE cancelled)');
    const child = stage.child('x').id;
    await stage.perform('UPDATE', stage.revision({ x: { type: 'inner.yaml' } }, { children: { 'inner.yaml': { resources: { w: { type: 'Test::Thing' } } } } }));
    expect(stage.state).toBe('UPDATE_COMPLETE');
    expect(stage.child('x').id).toBe(child);
    expect(stage.row('w').status).toBe('COMPLETE');
  });

  it('lets a signal for a resource of a child through', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ x: { type: 'inner.yaml' } }, { children: waiting }));
    expect(stage.state).toBe('CREATE_IN_PROGRESS');
    const row = stage.row('w');
    stage.requests.signals.push({ id: 'signal', stackId: row.stackId, resourceId: row.id, payload: 'go' });
    await stage.settle();
    expect(stage.state).toBe('CREATE_COMPLETE');
  });
});

describe('a worker that dies in the middle of a child', () => {
  it.each(Array.from({ length: 14 }, (_, turn) => turn))('is followed by one that goes on (killed at turn %i)', async (turns) => {
    const journal = new CrashingJournal();
    const stage = new Stage({ journal });
    const things: ChildSketches = JSON.parse(JSON.stringify({
      'inner.yaml': { resources: { n: { type: 'Test::Thing' }, m: { type: 'Test::Thing', properties: { on: uses('n') } }, deep: { type: 'deep.yaml', properties: {} } } },
      'deep.yaml': { resources: { p: { type: 'Test::Thing' } } },
    }));
    stage.request('CREATE', stage.revision({ x: { type: 'inner.yaml' }, y: { type: 'deep.yaml', dependsOn: ['x'] } }, { children: things }));
    journal.commit();
    const driving = stage.start().catch(() => undefined);
    for (let turn = 0; turn < turns; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    stage.run?.abort(new Error('killed'));
    await driving;
    journal.crash();
    await stage.settle();
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(stage.world.things.size).toBe(4);
    expect([...stage.journal.stacks.values()].map((stack) => stack.status)).toEqual(['COMPLETE', 'COMPLETE', 'COMPLETE', 'COMPLETE']);
  });
});

describe('what an environment says about resources inside a nested stack', () => {
  it('stops nobody any more when the operation that waits at a hook ends', async () => {
    const stage = new Stage();
    const options = { children: { 'inner.yaml': { resources: { n: {} } } }, ofResources: { x: { n: { hooks: 'pre-update' } } } };
    await stage.perform('CREATE', stage.revision({ x: { type: 'inner.yaml' } }, options));
    const operation = stage.request('UPDATE', stage.revision({ x: { type: 'inner.yaml' } }, options));
    await stage.settle();
    stage.requests.cancels.push({ operationId: operation.id, mode: 'stop' });
    await stage.settle();
    expect(stage.state).toBe('UPDATE_FAILED');
    expect(stage.log).toContain('n CREATE_COMPLETE Failure occurred while waiting.');
    await stage.perform('DELETE', null);
    expect(stage.state).toBe('DELETE_COMPLETE');
  });

  const clear = async (stage: Stage, hook: string): Promise<void> => {
    const row = stage.row('n');
    stage.requests.signals.push({ id: hook, stackId: row.stackId, resourceId: row.id, payload: { unset_hook: hook } });
    await stage.settle();
  };

  it('stops its creation, its update and its deletion at their hooks', async () => {
    const stage = new Stage();
    const revision = (size: number) => stage.revision(
      { ...PARENT, x: { ...PARENT['x'], properties: { size } } },
      { children: inner(), ofResources: { 'x*': { n: { hooks: ['pre-create', 'pre-update', 'pre-delete'] } } } },
    );
    await stage.perform('CREATE', revision(1));
    expect(stage.log.at(-1)).toBe('n INIT_COMPLETE CREATE paused until Hook pre-create is cleared');
    await clear(stage, 'pre-create');
    expect(stage.state).toBe('CREATE_COMPLETE');
    await stage.perform('UPDATE', revision(2));
    expect(stage.log.at(-1)).toBe('n CREATE_COMPLETE UPDATE paused until Hook pre-update is cleared');
    await clear(stage, 'pre-update');
    expect(stage.state).toBe('UPDATE_COMPLETE');
    await stage.perform('DELETE', null);
    expect(stage.log.at(-1)).toBe('n UPDATE_COMPLETE DELETE paused until Hook pre-delete is cleared');
    await clear(stage, 'pre-delete');
    expect(stage.state).toBe('DELETE_COMPLETE');
  });

  it('refuses an update of what it restricts', async () => {
    const stage = new Stage();
    const revision = (size: number) => stage.revision(
      { ...PARENT, x: { ...PARENT['x'], properties: { size } } }, { children: inner(), ofResources: { x: { n: { restricted_actions: 'update' } } } },
    );
    await stage.perform('CREATE', revision(1));
    await stage.perform('UPDATE', revision(2), { onFailure: 'keep' });
    expect(stage.state).toBe('UPDATE_FAILED');
    expect(stage.stack.statusReason).toContain('resources.x.resources.n: update is restricted for resource.');
    expect(stage.row('n').properties['value']).toBe(1);
  });
});
