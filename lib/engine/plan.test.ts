import { describe, expect, it } from 'vitest';
import { plan, planView } from './plan';
import { NO_POLICIES, type Policies } from './policies';
import { Stage } from './testing/stage';
import { familyOf } from './resolver';
import { type ChildSketches, type ResourceSketch, sourcesOf, targetOf } from './testing/world';
import type { ResourceRow } from './types';

const uses = (name: string) => ({ get_resource: name });

const START: Record<string, ResourceSketch> = {
  base: { properties: { value: 1, key: 1 } },
  reader: { properties: { value: { get_attr: ['base', 'output'] } } },
  holder: { properties: { on: uses('base') } },
  alone: { properties: { value: 1 } },
};

async function deployed(sketch: Record<string, ResourceSketch> = START): Promise<Stage> {
  const stage = new Stage();
  await stage.perform('CREATE', stage.revision(sketch));
  return stage;
}

function planned(stage: Stage, sketch: Record<string, ResourceSketch> | null, policies?: Policies) {
  const result = plan(sketch === null ? null : targetOf(sketch), stage.rows, {
    registry: stage.world.registry, revisionId: null, previousRevisionId: stage.stack.revisionId, policies,
  });
  const view = planView(result, 'id', []);
  return { result, view, of: (name: string) => view.entries.find((entry) => entry.name === name) };
}

describe('a plan', () => {
  it('creates everything of a new stack', () => {
    const { view } = planned(new Stage(), START);
    expect(view.counts).toEqual({ create: 4, update: 0, replace: 0, delete: 0, keep: 0 });
    expect(view.entries[1]).toMatchObject({ name: 'reader', decision: 'create', requires: ['base'] });
  });

  it('keeps everything when nothing changed', async () => {
    expect(planned(await deployed(), START).view.counts).toEqual({ create: 0, update: 0, replace: 0, delete: 0, keep: 4 });
  });

  it('says which property changes, and that who reads the result will know only then', async () => {
    const { of } = planned(await deployed(), { ...START, base: { properties: { value: 2, key: 1 } } });
    expect(of('base')).toMatchObject({
      decision: 'update', reason: 'value changed.', changes: [{ property: 'value', before: 1, after: 2, known: true, replaces: false }],
    });
    expect(of('reader')).toMatchObject({ decision: 'update', changes: [{ property: 'value', before: 1, after: null, known: false, replaces: false }] });
    expect(of('holder')?.decision).toBe('keep');
    expect(of('alone')?.decision).toBe('keep');
  });

  it('says which property forces a replacement; who refers to it by id changes too', async () => {
    const { of, result } = planned(await deployed(), { ...START, base: { properties: { value: 1, key: 2 } } });
    expect(of('base')).toMatchObject({ decision: 'replace', reason: 'key changed, which needs a new resource.' });
    expect(of('holder')).toMatchObject({ decision: 'update', changes: [{ property: 'on', known: false }] });
    const cleanup = result.nodes.filter((node) => node.kind === 'cleanup');
    expect(cleanup).toMatchObject([{ name: 'base', decision: 'delete', reason: 'Its replacement takes over.' }]);
  });

  it('deletes what is gone, dependants first', async () => {
    const { result, of } = planned(await deployed(), { alone: START['alone'] ?? {} });
    expect(of('base')?.decision).toBe('delete');
    const index = (name: string) => result.nodes.findIndex((node) => node.name === name);
    expect(result.nodes[index('base')]?.requires.toSorted()).toEqual([index('reader'), index('holder')].toSorted());
  });

  it('replaces what failed, even with an identical template', async () => {
    const stage = await deployed();
    const rows = stage.rows.map((row): ResourceRow => (row.name === 'alone' ? { ...row, action: 'CHECK', status: 'FAILED' } : row));
    const result = plan(targetOf(START), rows, { registry: stage.world.registry, revisionId: null, previousRevisionId: null });
    expect(result.nodes.find((node) => node.name === 'alone')).toMatchObject({ decision: 'replace', reason: 'Its last action failed (CHECK_FAILED).' });
  });

  it('replaces what has another type now', async () => {
    const { of } = planned(await deployed(), { ...START, alone: { type: 'Test::Thing', properties: { value: 1 } } });
    expect(of('alone')).toMatchObject({ decision: 'replace', reason: 'Its type changed from Test::Quick to Test::Thing.' });
  });

  it('tells beforehand what will be refused', async () => {
    const policies: Policies = { restricted: () => ['replace'], hooks: () => [], inside: () => NO_POLICIES };
    const { of } = planned(await deployed(), { ...START, alone: { type: 'Test::Thing' } }, policies);
    expect(of('alone')?.reason).toBe('It will fail: ResourceActionRestricted: replace is restricted for resource.');
  });

  it('deletes all of a stack that is deleted', async () => {
    expect(planned(await deployed(), null).view.counts.delete).toBe(4);
  });

  it('masks secrets on both sides of a change', async () => {
    const stage = await deployed({ a: { properties: { value: 'old password' } } });
    const result = plan(targetOf({ a: { properties: { value: 'new password' } } }), stage.rows, {
      registry: stage.world.registry, revisionId: null, previousRevisionId: null,
    });
    expect(planView(result, 'id', ['old password', 'new password']).entries[0]?.changes).toMatchObject([{ before: '******', after: '******' }]);
  });

  it('names a cycle instead of planning around it', () => {
    const target = targetOf({ a: {}, b: {} });
    target.resources.get('a')?.dependencies.push('b');
    target.resources.get('b')?.dependencies.push('a');
    const result = plan(target, [], { registry: new Stage().world.registry, revisionId: null, previousRevisionId: null });
    expect(result.cycle?.toSorted()).toEqual(['a', 'b']);
  });
});

describe('a plan with nested resources', () => {
  const inner = (fixed: number): ChildSketches => ({
    'inner.yaml': {
      parameters: { size: 1 },
      resources: { n: { properties: { value: { get_param: 'size' } } }, fixed: { properties: { value: fixed } } },
      outputs: { sum: { get_attr: ['n', 'output'] } },
    },
  });
  const PARENT: Record<string, ResourceSketch> = {
    x: { type: 'inner.yaml', properties: { size: 7 } },
    reader: { properties: { value: { get_attr: ['x', 'sum'] } } },
  };

  function looked(stage: Stage, sketch: Record<string, ResourceSketch> | null, children: ChildSketches) {
    const result = plan(sketch === null ? null : targetOf(sketch, [], children), stage.rows.filter((row) => row.stackId === stage.stack.id), {
      registry: stage.world.registry, revisionId: null, previousRevisionId: stage.stack.revisionId,
      nested: { sources: sourcesOf(children), family: familyOf(stage.rows) },
    });
    return Object.fromEntries(planView(result, 'id', []).entries.map((entry) => [entry.name, entry.decision]));
  }

  async function nested(): Promise<Stage> {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(PARENT, { children: inner(1) }));
    return stage;
  }

  it('tells what is created in them', () => {
    expect(looked(new Stage(), PARENT, inner(1))).toEqual({ x: 'create', 'x/n': 'create', 'x/fixed': 'create', reader: 'create' });
  });

  it('keeps all of one in which nothing changed', async () => {
    expect(looked(await nested(), PARENT, inner(1))).toEqual({ x: 'keep', 'x/n': 'keep', 'x/fixed': 'keep', reader: 'keep' });
  });

  it('updates one whose own resources change, though its properties do not; who reads it may change', async () => {
    expect(looked(await nested(), PARENT, inner(2))).toEqual({ x: 'update', 'x/n': 'keep', 'x/fixed': 'update', reader: 'update' });
  });

  it('does not take a value that is not known yet for the default', async () => {
    const later: Record<string, ResourceSketch> = { ...PARENT, new: {}, x: { type: 'inner.yaml', properties: { size: { get_attr: ['new', 'output'] } } } };
    expect(looked(await nested(), later, inner(1))).toMatchObject({ x: 'update', 'x/n': 'update', 'x/fixed': 'keep' });
  });

  it('deletes what is in one that is gone', async () => {
    expect(looked(await nested(), null, {})).toEqual({ x: 'delete', 'x/n': 'delete', 'x/fixed': 'delete', reader: 'delete' });
  });

  it('does not look for ever into one that contains itself', () => {
    const deep = { 'deep.yaml': { resources: { d: { type: 'deep.yaml' } } } };
    expect(Object.keys(looked(new Stage(), { d: { type: 'deep.yaml' } }, deep))).toHaveLength(6);
  });
});
