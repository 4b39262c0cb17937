/** Use cases on a real database, with the real language, engine, worker and types. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { createStack } from './create-stack';
import { cancelOperation, deleteStack, protectStack, rollbackStack } from './operations';
import { parameterForm } from './parameter-form';
import { previewDelete, previewPlan } from './plan';
import type { Caller, StackPorts } from './ports';
import { earlierEvents, listEvents, listStacks, readResource, readSource, readStack, readValues } from './read';
import { updateStack } from './update-stack';

let stage: DeploymentStage;
let ports: StackPorts;
let caller: Caller;
beforeAll(async () => {
  stage = await DeploymentStage.open();
  ports = stage.ports();
  caller = stage.caller('admin');
});
afterAll(() => stage.close());

const template = (body: string): string => `heat_template_version: 2021-04-16\n${body}`;
const VALUE = template('parameters:\n  word: {type: string, default: one}\nresources:\n  a:\n    type: OS::Heat::Value\n    properties: {value: {get_param: word}}\noutputs:\n  said: {value: {get_attr: [a, value]}}\n');

async function counts(): Promise<JsonMap> {
  const { rows } = await ports.pool.query<JsonMap>('SELECT (SELECT count(*) FROM stack)::int AS stacks, (SELECT count(*) FROM revision)::int AS revisions, (SELECT count(*) FROM operation)::int AS operations, (SELECT count(*) FROM event)::int AS events');
  return rows[0] ?? {};
}

async function create(text: string, parameters: JsonMap = {}, name = `s-${randomUUID()}`): Promise<string> {
  const result = await createStack(ports, caller, { name, text, parameters });
  if (!result.ok) throw new Error(result.problem.message);
  return result.value.stackId;
}

describe('a stack', () => {
  it('is created, updated, rolled back and deleted, and its history stays', async () => {
    const id = await create(VALUE, { word: 'one' });
    const deployment = { stackId: id, name: id };
    expect(await stage.finished(deployment)).toContain('CREATE_COMPLETE');
    const said = async () => {
      const values = await readValues(ports, caller, id);
      return values.ok ? values.value.outputs[0]?.value : values.problem;
    };
    expect(await said()).toBe('one');
    expect((await updateStack(ports, caller, id, { text: VALUE, parameters: { word: 'two' } })).ok).toBe(true);
    expect(await stage.finished(deployment)).toContain('UPDATE_COMPLETE');
    expect(await said()).toBe('two');
    expect((await rollbackStack(ports, caller, id, 1)).ok).toBe(true);
    expect(await stage.finished(deployment)).toContain('ROLLBACK_COMPLETE');
    expect(await said()).toBe('one');
    await protectStack(ports, caller, id, true);
    expect(await deleteStack(ports, caller, id)).toMatchObject({ ok: false, problem: { code: 'protected' } });
    await protectStack(ports, caller, id, false);
    expect((await deleteStack(ports, caller, id)).ok).toBe(true);
    await stage.finished(deployment);
    const view = await readStack(ports, caller, id);
    expect(view).toMatchObject({ ok: true, value: { action: 'DELETE', status: 'COMPLETE', deletedAt: expect.any(String), resources: [] } });
    expect(await updateStack(ports, caller, id, { text: VALUE })).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    const list = await listStacks(ports, caller);
    expect(list.ok && list.value.some((stack) => stack.id === id)).toBe(false);
  });

  it('refuses a plan that is no longer true', async () => {
    const id = await create(VALUE);
    await stage.finished({ stackId: id, name: id });
    const plan = await previewPlan(ports, caller, { stackId: id, text: VALUE, parameters: { word: 'two' } });
    if (!plan.ok) throw new Error(plan.problem.message);
    expect(plan.value.counts).toMatchObject({ update: 1, replace: 0 });
    await updateStack(ports, caller, id, { text: VALUE, parameters: { word: 'three' } });
    await stage.finished({ stackId: id, name: id });
    const before = await counts();
    expect(await updateStack(ports, caller, id, { text: VALUE, parameters: { word: 'two' }, planId: plan.value.planId })).toMatchObject({ ok: false, problem: { code: 'moved' } });
    expect(await counts()).toEqual(before);
  });

  it('carries out a plan once, also when it is asked for twice at the same time', async () => {
    const id = await create(VALUE);
    await stage.finished({ stackId: id, name: id });
    const input = { text: VALUE, parameters: { word: 'two' } };
    const plan = await previewPlan(ports, caller, { stackId: id, ...input });
    if (!plan.ok) throw new Error(plan.problem.message);
    const results = await Promise.all(Array.from({ length: 4 }, () => updateStack(ports, caller, id, { ...input, planId: plan.value.planId })));
    expect(results.filter((result) => result.ok)).toHaveLength(1);
  });

  it('is through with all of it when some of it was taken away', async () => {
    const two = template('parameters:\n  second: {type: string, default: x}\n  first: {type: string, default: y}\nresources:\n  a: {type: OS::Heat::Value, properties: {value: {get_param: first}}}\n  b: {type: OS::Heat::Value, properties: {value: {get_param: second}}}\n');
    const id = await create(two);
    await stage.finished({ stackId: id, name: id });
    const values = await readValues(ports, caller, id);
    expect(values.ok && values.value.parameters.map(({ name }) => name)).toEqual(['second', 'first']);
    await updateStack(ports, caller, id, { text: template('resources:\n  a: {type: OS::Heat::Value, properties: {value: z}}\n') });
    await stage.finished({ stackId: id, name: id });
    expect(await readStack(ports, caller, id)).toMatchObject({ value: { status: 'COMPLETE', progress: { done: 2, total: 2 } } });
    const plan = await previewDelete(ports, caller, id);
    await deleteStack(ports, caller, id, false, plan.ok ? plan.value.planId : '');
    await stage.finished({ stackId: id, name: id });
    expect(await readStack(ports, caller, id)).toMatchObject({ value: { action: 'DELETE', progress: { done: 1, total: 1 } } });
  });

  it('refuses to change an immutable parameter', async () => {
    const text = VALUE.replace('default: one', 'default: one, immutable: true');
    const id = await create(text, { word: 'one' });
    await stage.finished({ stackId: id, name: id });
    expect(await updateStack(ports, caller, id, { text, parameters: { word: 'two' } })).toMatchObject({ ok: false, problem: { code: 'validation', message: expect.stringContaining('immutable') } });
  });

  it('has nothing to cancel when nothing is under way', async () => {
    const id = await create(VALUE);
    await stage.finished({ stackId: id, name: id });
    expect(await cancelOperation(ports, caller, id, 'rollback')).toMatchObject({ ok: false, problem: { code: 'nothing_to_cancel' } });
  });

  it('tells what happened before an event', async () => {
    const id = await create(VALUE);
    await stage.finished({ stackId: id, name: id });
    const all = await listEvents(ports, caller, id);
    const [events, last] = all.ok ? [all.value, all.value.at(-1)?.seq ?? 0] : [[], 0];
    expect(events.length).toBeGreaterThan(2);
    expect(await earlierEvents(ports, caller, id, last)).toEqual({ ok: true, value: events.slice(0, -1) });
    expect(await earlierEvents(ports, caller, id, 1)).toEqual({ ok: true, value: [] });
    expect(await earlierEvents(ports, caller, id, Number.NaN)).toEqual({ ok: true, value: [] });
    expect(await earlierEvents(ports, { ...caller, projectId: 'another' }, id, last)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  });

  it('is nobody else\'s', async () => {
    const id = await create(VALUE);
    const stranger: Caller = { ...caller, projectId: 'another' };
    for (const result of [await readStack(ports, stranger, id), await listEvents(ports, stranger, id), await readSource(ports, stranger, id), await deleteStack(ports, stranger, id), await updateStack(ports, stranger, id, { text: VALUE })]) {
      expect(result).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    }
  });
});

it('hidden values are nowhere in clear: not in views, and in no column of any table', async () => {
  const secret = 'sesame-open-4711';
  const text = template('parameters:\n  key: {type: string, hidden: true}\nresources:\n  a:\n    type: OS::Heat::Value\n    properties: {value: {list_join: ["-", ["x", {get_param: key}]]}}\n  b:\n    type: OS::Heat::TestResource\n    properties: {value: {get_attr: [a, value]}, fail: true}\noutputs:\n  shown: {value: {get_attr: [a, value]}}\n');
  const result = await createStack(ports, caller, { name: 'secretive', text, parameters: { key: secret }, onFailure: 'keep' });
  if (!result.ok) throw new Error(result.problem.message);
  const id = result.value.stackId;
  await stage.finished({ stackId: id, name: id });
  const view = await readStack(ports, caller, id);
  const resources = view.ok ? view.value.resources : [];
  const details = await Promise.all(resources.map((resource) => readResource({ ...ports, addressOf: ({ resource: { id: one } }) => one }, caller, id, resource.id)));
  const seen = JSON.stringify([view, details, await listEvents(ports, caller, id), await readValues(ports, caller, id), await parameterForm(ports, caller, { text, stackId: id })]);
  expect(seen).toContain('******');
  expect(seen).not.toContain(secret);
  const { rows } = await ports.pool.query<{ table_name: string }>("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'");
  for (const { table_name: table } of rows) {
    const { rows: found } = await ports.pool.query<{ found: number }>(`SELECT count(*)::int AS found FROM "${table}" AS t WHERE t::text LIKE $1`, [`%${secret}%`]);
    expect([table, found[0]?.found]).toEqual([table, 0]);
  }
});
