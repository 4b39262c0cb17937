/** What Heat has no word for: going on from a failure, pausing at it, going back to any revision, protection, and who did what. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OnFailure } from '@/lib/engine/types';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import type { StackView } from '@/lib/wire/types';
import { createStack } from './create-stack';
import { cancelOperation, checkStack, deleteStack, protectStack, resumeStack, retryStack, rollbackStack, suspendStack } from './operations';
import type { Caller, StackPorts } from './ports';
import { readStack } from './read';
import { updateStack } from './update-stack';

let stage: DeploymentStage;
let ports: StackPorts;
let ann: Caller;
let bob: Caller;
beforeAll(async () => {
  stage = await DeploymentStage.open();
  ports = stage.ports();
  ann = { userId: 'u', userName: 'Ann', projectId: stage.world.projectId, projectName: 'p', role: 'admin' };
  bob = { ...ann, userId: 'v', userName: 'Bob', role: 'member' };
});
afterAll(() => stage.close());

/** `b` needs `a`, and `c` needs `b`. */
const chain = (word: string, bad = false, seconds = 0): string => `heat_template_version: 2021-04-16
resources:
  a: { type: 'OS::Heat::TestResource', properties: { value: ${word}, action_wait_secs: { update: ${seconds} } } }
  b: { type: 'OS::Heat::TestResource', properties: { value: { get_attr: [a, output] }, fail: ${bad} } }
  c: { type: 'OS::Heat::TestResource', properties: { value: { get_attr: [b, output] } } }
`;

async function create(text: string, onFailure: OnFailure): Promise<string> {
  const made = await createStack(ports, ann, { name: `s-${randomUUID()}`, text, onFailure });
  if (!made.ok) throw new Error(made.problem.message);
  await stage.finished({ stackId: made.value.stackId, name: '' });
  return made.value.stackId;
}

async function view(id: string): Promise<StackView> {
  const read = await readStack(ports, ann, id);
  if (!read.ok) throw new Error(read.problem.message);
  return read.value;
}

const finished = async (stackId: string): Promise<string> => (await stage.finished({ stackId, name: '' })).split(':')[0] ?? '';
const states = async (id: string): Promise<Record<string, string>> => Object.fromEntries((await view(id)).resources.map(({ name, action, status }) => [name, `${action}_${status}`]));
const creations = async (stackId: string, name: string): Promise<number> => (await stage.events({ stackId })).filter((line) => line.startsWith(`${name} CREATE_COMPLETE`)).length;

describe('a retry', () => {
  it('keeps what worked, makes anew what failed, and goes on to what was never reached', async () => {
    const id = await create(chain('one', true), 'keep');
    expect(await states(id)).toEqual({ a: 'CREATE_COMPLETE', b: 'CREATE_FAILED', c: 'INIT_COMPLETE' });
    // It fails again as long as the reason is there.
    expect((await retryStack(ports, bob, id)).ok).toBe(true);
    expect(await finished(id)).toBe('UPDATE_FAILED');
    // The cloud has come to itself: what its resource asks for is no longer refused.
    await ports.pool.query(`UPDATE revision SET template = replace(template::text, '"fail": true', '"fail": false')::jsonb WHERE stack_id = $1`, [id]);
    expect((await retryStack(ports, bob, id)).ok).toBe(true);
    expect(await finished(id)).toBe('UPDATE_COMPLETE');
    expect(await states(id)).toEqual({ a: 'CREATE_COMPLETE', b: 'CREATE_COMPLETE', c: 'CREATE_COMPLETE' });
    expect(await creations(id, 'a')).toBe(1);
    expect(await retryStack(ports, bob, id)).toMatchObject({ ok: false, problem: { code: 'not_failed' } });
  });
});

describe('a rollback that fails, too', () => {
  it('is gone on with as a rollback, and never to what had failed', async () => {
    const id = await create(chain('one'), 'rollback');
    const broken = async (yes: boolean): Promise<void> => { await ports.pool.query(`UPDATE revision SET template = replace(template::text, '"fail": ${!yes}', '"fail": ${yes}')::jsonb WHERE stack_id = $1 AND number = 1`, [id]); };
    await broken(true);
    await updateStack(ports, bob, id, { text: chain('two', true), onFailure: 'rollback' });
    expect(await finished(id)).toBe('ROLLBACK_FAILED');
    expect((await retryStack(ports, bob, id)).ok).toBe(true);
    expect(await finished(id)).toBe('ROLLBACK_FAILED');
    await broken(false);
    expect((await retryStack(ports, bob, id)).ok).toBe(true);
    expect(await finished(id)).toBe('ROLLBACK_COMPLETE');
    expect((await view(id)).operations.map(({ action, toRevision }) => [action, toRevision])).toEqual([['ROLLBACK', 1], ['ROLLBACK', 1], ['ROLLBACK', 1], ['UPDATE', 2], ['CREATE', 1]]);
  });
});

describe('an update that pauses where it fails', () => {
  it('stays as it is until somebody says how to go on: back', async () => {
    const id = await create(chain('one'), 'pause');
    await updateStack(ports, bob, id, { text: chain('two', true), onFailure: 'pause' });
    expect(await finished(id)).toBe('UPDATE_FAILED');
    expect((await view(id)).operations[0]).toMatchObject({ status: 'PAUSED', actor: 'Bob' });
    expect(await states(id)).toEqual({ a: 'UPDATE_COMPLETE', b: 'UPDATE_FAILED', c: 'CREATE_COMPLETE' });
    // What somebody looked at and what is under way now are two things.
    const [, created] = (await view(id)).operations;
    expect(await cancelOperation(ports, ann, id, 'rollback', { operationId: created?.id ?? '' })).toMatchObject({ ok: false, problem: { code: 'moved' } });
    expect((await view(id)).operations[0]).toMatchObject({ status: 'PAUSED' });
    expect((await cancelOperation(ports, ann, id, 'rollback', { operationId: (await view(id)).operations[0]?.id ?? '' })).ok).toBe(true);
    await expect.poll(() => finished(id), { timeout: 30_000 }).toBe('ROLLBACK_COMPLETE');
    const [back, paused] = (await view(id)).operations;
    expect(paused).toMatchObject({ status: 'CANCELLED' });
    expect(back).toMatchObject({ action: 'ROLLBACK', status: 'COMPLETE', causeId: paused?.id, toRevision: 1 });
  });

  it('or forward, with another update', async () => {
    const id = await create(chain('one'), 'pause');
    await updateStack(ports, ann, id, { text: chain('two', true), onFailure: 'pause' });
    await finished(id);
    await updateStack(ports, bob, id, { text: chain('two') });
    expect(await finished(id)).toBe('UPDATE_COMPLETE');
    expect((await view(id)).operations.map(({ action, status }) => `${action} ${status}`)).toEqual(['UPDATE COMPLETE', 'UPDATE FAILED', 'CREATE COMPLETE']);
  });
});

describe('going back', () => {
  it('leads to any revision, from the middle of an update too, and the history says who asked for what', async () => {
    const id = await create(chain('one'), 'rollback');
    for (const word of ['two', 'three']) {
      await updateStack(ports, bob, id, { text: chain(word) });
      expect(await finished(id)).toBe('UPDATE_COMPLETE');
    }
    await updateStack(ports, bob, id, { text: chain('four', false, 3) });
    await stage.heard({ stackId: id, name: '' }, /seconds to pass/);
    expect((await rollbackStack(ports, ann, id, 1)).ok).toBe(true);
    expect(await finished(id)).toBe('ROLLBACK_COMPLETE');
    const { operations, revision } = await view(id);
    expect(revision?.number).toBe(1);
    expect(operations.map(({ action, status, actor, toRevision }) => [action, status, actor, toRevision])).toEqual([
      ['ROLLBACK', 'COMPLETE', 'Ann', 1], ['UPDATE', 'CANCELLED', 'Bob', 4], ['UPDATE', 'COMPLETE', 'Bob', 3], ['UPDATE', 'COMPLETE', 'Bob', 2], ['CREATE', 'COMPLETE', 'Ann', 1],
    ]);
    expect((await stage.events({ stackId: id })).slice(-8).map((line) => line.split(' ').slice(0, 2).join(' ')).slice(0, -1)).toEqual([
      'a UPDATE_COMPLETE', 'a UPDATE_IN_PROGRESS', 'a UPDATE_COMPLETE', 'b UPDATE_IN_PROGRESS', 'b UPDATE_COMPLETE', 'c UPDATE_IN_PROGRESS', 'c UPDATE_COMPLETE',
    ]);
    expect(await rollbackStack(ports, ann, id, 9)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  });
});

describe('a protected stack', () => {
  it('is neither deleted nor abandoned, whoever asks, and can be changed otherwise', async () => {
    const id = await create(chain('one'), 'rollback');
    await protectStack(ports, bob, id, true);
    expect(await deleteStack(ports, ann, id)).toMatchObject({ ok: false, problem: { code: 'protected' } });
    expect(await deleteStack(ports, ann, id, true)).toMatchObject({ ok: false, problem: { code: 'protected' } });
    expect((await updateStack(ports, bob, id, { text: chain('two') })).ok).toBe(true);
    expect(await finished(id)).toBe('UPDATE_COMPLETE');
    await protectStack(ports, ann, id, false);
    expect((await deleteStack(ports, ann, id)).ok).toBe(true);
    expect(await finished(id)).toBe('DELETE_COMPLETE');
  });
});

describe('a suspended stack', () => {
  it('that is looked at can still be resumed, and is refused what it cannot take', async () => {
    const id = await create(chain('one'), 'rollback');
    expect(await resumeStack(ports, ann, id)).toMatchObject({ ok: false, problem: { code: 'not_suspended' } });
    await suspendStack(ports, ann, id);
    expect(await finished(id)).toBe('SUSPEND_COMPLETE');
    await checkStack(ports, ann, id);
    expect(await finished(id)).toBe('CHECK_COMPLETE');
    for (const refused of [updateStack(ports, ann, id, { text: chain('two') }), rollbackStack(ports, ann, id, 1)]) expect(await refused).toMatchObject({ ok: false, problem: { code: 'suspended' } });
    expect((await resumeStack(ports, ann, id)).ok).toBe(true);
    expect(await finished(id)).toBe('RESUME_COMPLETE');
    expect(await states(id)).toEqual({ a: 'RESUME_COMPLETE', b: 'RESUME_COMPLETE', c: 'RESUME_COMPLETE' });
  });
});
