/** What is kept with a snapshot, and what an update finds out before it decides: on a real database, with a real worker and the sandbox's types. */
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { createStack } from './create-stack';
import { deleteStack } from './operations';
import { planOutcome } from './plan-outcome';
import type { Caller, StackPorts } from './ports';
import { deleteSnapshot, previewRestore, readSnapshot, restoreSnapshot, takeSnapshot } from './snapshots';
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

const DISK = (size = 3) => `heat_template_version: 2021-04-16\n# kept as it is\nresources:\n  disk:\n    type: OS::Cinder::Volume\n    properties:\n      size: ${size}   # gigabytes\n      name: disk\n  word: {type: OS::Heat::Value, properties: {value: {get_attr: [disk, size]}}}\noutputs:\n  size: {value: {get_attr: [word, value]}}\n`;

async function create(text: string): Promise<{ stackId: string; name: string }> {
  const name = `s-${randomUUID()}`;
  const { stackId } = await must(createStack(ports, caller, { name, text }));
  await stage.finished({ stackId, name });
  return { stackId, name };
}

async function must<T>(result: Promise<{ ok: true; value: T } | { ok: false; problem: { message: string } }>): Promise<T> {
  const answer = await result;
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value;
}

async function physicalId({ stackId }: { stackId: string }, name: string): Promise<string | null | undefined> {
  const { rows } = await ports.pool.query<{ id: string | null }>('SELECT physical_resource_id AS id FROM resource WHERE stack_id = $1 AND name = $2 AND replaced_by IS NULL', [stackId, name]);
  return rows[0]?.id;
}

const objects = async (kind: string): Promise<string[]> => (await ports.pool.query<{ id: string }>('SELECT id FROM sandbox_object WHERE kind = $1 ORDER BY id', [kind])).rows.map(({ id }) => id);

describe('a snapshot of a stack with a volume', () => {
  it('keeps a backup, from which the volume is made when the stack goes back; only that is written into the text', async () => {
    const stack = await create(DISK(3));
    const { snapshotId } = await must(takeSnapshot(ports, caller, stack.stackId, 'before'));
    expect(await stage.finished(stack)).toContain('SNAPSHOT_COMPLETE');
    const kept = await must(readSnapshot(ports, caller, stack.stackId, snapshotId));
    const [backup] = await objects('backup');
    expect(kept.resources['disk']).toMatchObject({ resource_id: await physicalId(stack, 'disk'), resource_data: { backup_id: backup } });

    await must(updateStack(ports, caller, stack.stackId, { text: DISK(5) }));
    await stage.finished(stack);
    expect(await stage.output(stack, 'size')).toBe(5);
    const plan = await must(previewRestore(ports, caller, stack.stackId, snapshotId));
    expect(plan.entries.map(({ name, decision, changes }) => [name, decision, changes.map(({ property }) => property)])).toEqual([['disk', 'update', expect.arrayContaining(['size', 'backup_id'])], ['word', 'update', ['value']]]);
    expect(await restoreSnapshot(ports, caller, stack.stackId, snapshotId, 'another plan')).toMatchObject({ ok: false, problem: { code: 'moved' } });
    await must(restoreSnapshot(ports, caller, stack.stackId, snapshotId, plan.planId));
    expect(await stage.finished(stack)).toContain('RESTORE_COMPLETE');
    expect(await stage.output(stack, 'size')).toBe(3);
    const { rows } = await ports.pool.query<{ text: string }>('SELECT template_text AS text FROM revision WHERE stack_id = $1 ORDER BY number DESC LIMIT 1', [stack.stackId]);
    expect(rows[0]?.text).toBe(DISK(3).replace('      name: disk\n', `      name: disk\n      backup_id: ${String(backup)}\n`));

    await must(deleteSnapshot(ports, caller, stack.stackId, snapshotId));
    expect(await objects('backup')).toEqual([]);
  }, 90_000);
});

const SERVER = (word: string) => `heat_template_version: 2021-04-16
resources:
  web:
    type: OS::Nova::Server
    deletion_policy: Snapshot
    properties: {flavor: small, image: plain, user_data_format: SOFTWARE_CONFIG}
  config: {type: OS::Heat::SoftwareConfig, properties: {group: script, config: 'echo ${word} >> history; cat history > $heat_outputs_path.history', outputs: [{name: history}]}}
  run: {type: OS::Heat::SoftwareDeployment, properties: {server: {get_resource: web}, config: {get_resource: config}}}
outputs:
  history: {value: {get_attr: [run, history]}}
`;

describe('a snapshot of a stack with a server', () => {
  it('keeps an image, from which the server is built again with what its scripts had left there', async () => {
    const stack = await create(SERVER('one'));
    const { snapshotId } = await must(takeSnapshot(ports, caller, stack.stackId, 'before'));
    expect(await stage.finished(stack)).toContain('SNAPSHOT_COMPLETE');
    const [image = ''] = await objects('image');
    expect((await must(readSnapshot(ports, caller, stack.stackId, snapshotId))).resources['web']).toMatchObject({ resource_data: { snapshot_image_id: image } });

    await must(updateStack(ports, caller, stack.stackId, { text: SERVER('two') }));
    await stage.finished(stack);
    expect(await stage.output(stack, 'history')).toBe('one\ntwo\n');
    await must(restoreSnapshot(ports, caller, stack.stackId, snapshotId));
    expect(await stage.finished(stack)).toContain('RESTORE_COMPLETE');
    expect(await stage.output(stack, 'history')).toBe('one\none\n');

    await must(deleteSnapshot(ports, caller, stack.stackId, snapshotId));
    expect(await objects('image')).toEqual([]);
    expect(await readdir(path.join(stage.world.dataDirectory, 'sandbox', 'images'))).toEqual([]);
    await must(deleteStack(ports, caller, stack.stackId));
    await stage.finished(stack);
    const [last = ''] = await objects('image');
    expect(await readFile(path.join(stage.world.dataDirectory, 'sandbox', 'images', last, 'history'), 'utf8')).toBe('one\none\n');
  }, 120_000);
});

describe('an update that converges', () => {
  it('makes anew what is not there any more, which any other update would not notice', async () => {
    const stack = await create(DISK());
    const before = await physicalId(stack, 'disk');
    await ports.pool.query('DELETE FROM sandbox_object WHERE id = $1', [before]);
    await must(updateStack(ports, caller, stack.stackId, { text: DISK() }));
    await stage.finished(stack);
    expect(await physicalId(stack, 'disk')).toBe(before);

    await must(updateStack(ports, caller, stack.stackId, { text: DISK(), converge: true }));
    expect(await stage.finished(stack)).toContain('UPDATE_COMPLETE');
    const after = await physicalId(stack, 'disk');
    expect(after).not.toBe(before);
    expect(await objects('volume')).toContain(after);
  }, 60_000);
});

describe('the plan of an operation', () => {
  it('is compared with what the operation did', async () => {
    const stack = await create(DISK(3));
    const outcomeOf = async (number: number) => {
      const { rows } = await ports.pool.query<{ id: string }>('SELECT id FROM operation WHERE stack_id = $1 AND number = $2', [stack.stackId, number]);
      return must(planOutcome(ports, caller, stack.stackId, rows[0]?.id ?? ''));
    };
    expect(await outcomeOf(1)).toEqual({ resources: 2, differing: [] });
    await must(updateStack(ports, caller, stack.stackId, { text: DISK(4) }));
    await stage.finished(stack);
    expect(await outcomeOf(2)).toEqual({ resources: 2, differing: [] });
  }, 60_000);
});
