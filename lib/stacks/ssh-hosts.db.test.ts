/** Machines over SSH: real sshd in network namespaces, the real agent put there, and configurations deployed to them. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectSsh } from '@/lib/providers/ssh';
import { connectionStore } from '@/lib/store/connections';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { SshLab, sshLabRefusal } from '@/lib/testing/ssh-lab';
import { createStack } from './create-stack';
import { deleteStack } from './operations';
import type { Caller } from './ports';
import { addSshHost, lookAtSshHost, type NewSshHost, removeSshHost, repairSshHost, type SshHostPorts } from './ssh-hosts';
import { updateStack } from './update-stack';

const REFUSAL = sshLabRefusal();
if (REFUSAL !== null) console.warn(`SKIPPED: machines over SSH are not tested: ${REFUSAL}.`);

let lab: SshLab;
let stage: DeploymentStage;
let ports: SshHostPorts;
let caller: Caller;

beforeAll(async () => {
  if (REFUSAL !== null) return;
  lab = await SshLab.open(3);
  stage = await DeploymentStage.open(lab.gateway);
  const { world } = stage;
  caller = { userId: 'u', userName: 'Ann', projectId: world.projectId, projectName: 'p', role: 'admin' };
  ports = { hosts: world.hosts, servers: world.servers, publicUrl: world.web.url, connections: connectionStore(world.database.pool, world.vault), ssh: connectSsh };
}, 120_000);
afterAll(async () => {
  if (REFUSAL !== null) return;
  await stage.close();
  await lab.close();
}, 60_000);

const targetOf = (index: number) => ({ address: lab.machines[index]?.address ?? '', user: 'root', privateKey: lab.privateKey });

async function added(index: number, name: string): Promise<string> {
  const looked = await lookAtSshHost(ports, targetOf(index));
  if (!looked.ok) throw new Error(looked.problem.message);
  const answer = await addSshHost(ports, caller, { ...targetOf(index), name, hostKey: looked.value.hostKey, directory: lab.machines[index]?.directory ?? '', startAtBoot: false });
  if (!answer.ok) throw new Error(answer.problem.message);
  return answer.value.serverId;
}

const count = async (table: string): Promise<number> => {
  const { rows } = await stage.world.database.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE ${table === 'server' ? "kind = 'joined' AND deleted_at IS NULL" : 'true'}`);
  return rows[0]?.count ?? 0;
};

/** Two machines and a script on each; the second one waits for the first. */
const text = (word: string, second = 'cat $HEARTH_SERVER_DIR/said') => `heat_template_version: 2021-04-16
resources:
  one: {type: Hearth::Host, properties: {host: one}}
  two: {type: Hearth::Host, properties: {host: two}}
  say: {type: OS::Heat::SoftwareConfig, properties: {group: script, inputs: [{name: word}], outputs: [{name: said}], config: 'echo run $word >> $HEARTH_SERVER_DIR/said; hostname -I > $heat_outputs_path.said'}}
  tell: {type: OS::Heat::SoftwareConfig, properties: {group: script, inputs: [{name: first}, {name: word}], outputs: [{name: seen}], config: 'echo run $word >> $HEARTH_SERVER_DIR/said; ${second} > $heat_outputs_path.seen'}}
  first: {type: OS::Heat::SoftwareDeployment, properties: {server: {get_resource: one}, config: {get_resource: say}, input_values: {word: ${word}}}}
  second: {type: OS::Heat::SoftwareDeployment, properties: {server: {get_resource: two}, config: {get_resource: tell}, input_values: {word: ${word}, first: {get_attr: [first, said]}}}}
outputs:
  address: {value: {get_attr: [first, said]}}
  seen: {value: {get_attr: [second, seen]}}
`;
const said = (index: number): Promise<string> => readFile(path.join(lab.machines[index]?.directory ?? '', 'said'), 'utf8');

describe.skipIf(REFUSAL !== null)('a machine over SSH', { timeout: 120_000 }, () => {
  it('is looked at without a change, and shows the key it is known by', async () => {
    expect(await lookAtSshHost(ports, targetOf(0))).toEqual({
      ok: true, value: { hostKey: expect.stringMatching(/^SHA256:/), system: expect.stringContaining('Linux'), name: expect.any(String), root: true },
    });
    expect([await count('server'), await count('connection')]).toEqual([0, 0]);
  });

  it.each<[string, () => Partial<NewSshHost>, RegExp]>([
    ['where nothing listens', () => ({ port: 23 }), /Nothing listens at .*:23/],
    ['with a user that its key does not open', () => ({ user: 'nobody' }), /does not let "nobody" in with this key/],
    ['with a key that is none', () => ({ privateKey: 'secret' }), /The private key cannot be used/],
    ['with a host key that it does not have', () => ({ hostKey: `SHA256:${'a'.repeat(43)}` }), /shows another host key than before/],
    ['by a name that no host may have', () => ({ name: 'a b' }), /name: expected letters/],
  ])('is refused %s, in words, and nothing is kept', async (_, change, message) => {
    const looked = await lookAtSshHost(ports, targetOf(0));
    const answer = await addSshHost(ports, caller, { ...targetOf(0), name: 'wrong', hostKey: looked.ok ? looked.value.hostKey : '', directory: '/nonexistent', startAtBoot: false, ...change() });
    expect(answer).toMatchObject({ ok: false, problem: { message: expect.stringMatching(message) } });
    expect([await count('server'), await count('connection')]).toEqual([0, 0]);
  });

  it('gets the agent put there; stacks deploy to it, update it and leave it', async () => {
    await added(0, 'one');
    await added(1, 'two');
    expect(await addSshHost(ports, caller, { ...targetOf(2), name: 'one', hostKey: `SHA256:${'a'.repeat(43)}` })).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    const created = await createStack(stage.ports(), caller, { name: 'over-ssh', text: text('a') });
    if (!created.ok) throw new Error(created.problem.message);
    const stack = { stackId: created.value.stackId, name: 'over-ssh' };
    expect(await stage.finished(stack, 60_000)).toContain('CREATE_COMPLETE');
    expect(await stage.output(stack, 'address')).toContain(lab.machines[0]?.address);
    expect(await stage.output(stack, 'seen')).toBe('run a\n');

    // The second machine is cut off in the middle of its script, and comes back: the script has run once, and is heard of.
    await updateStack(stage.ports(), caller, stack.stackId, { text: text('b', 'touch $HEARTH_SERVER_DIR/begun; sleep 3; cat $HEARTH_SERVER_DIR/said') });
    await until(() => existsSync(path.join(lab.machines[1]?.directory ?? '', 'begun')));
    lab.cut(1, true);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    lab.cut(1, false);
    expect(await stage.finished(stack, 90_000)).toContain('UPDATE_COMPLETE');
    expect(await stage.output(stack, 'seen')).toBe('run a\nrun b\n');

    // A script fails on one of them: both are what they were.
    await updateStack(stage.ports(), caller, stack.stackId, { text: text('c', 'exit 3;'), onFailure: 'rollback' });
    expect(await stage.finished(stack, 90_000)).toContain('ROLLBACK_COMPLETE');
    expect((await said(0)).trim().split('\n').at(-1)).toBe('run b');
    await deleteStack(stage.ports(), caller, stack.stackId);
    expect(await stage.finished(stack, 60_000)).toContain('DELETE_COMPLETE');
  });

  it('that stays away makes its stack time out and go back', async () => {
    lab.cut(1, true);
    const created = await createStack(stage.ports(), caller, { name: 'cut-off', text: text('d'), timeoutMins: 1, onFailure: 'rollback' });
    if (!created.ok) throw new Error(created.problem.message);
    const stack = { stackId: created.value.stackId, name: 'cut-off' };
    expect(await stage.finished(stack, 110_000)).toContain('ROLLBACK_COMPLETE');
    expect((await stage.events(stack)).join('\n')).toContain('Timed out');
    lab.cut(1, false);
  });

  it('is joined again after it was installed anew, once its new key is accepted; sent away, it has no agent any more', async () => {
    const serverId = await added(2, 'three');
    const home = lab.machines[2]?.directory ?? '';
    expect(await repairSshHost(ports, caller, serverId)).toMatchObject({ ok: true });
    await until(() => existsSync(path.join(home, '.agent/pid')));
    const pid = Number(await readFile(path.join(home, '.agent/pid'), 'utf8'));
    expect(await removeSshHost(ports, caller, serverId)).toMatchObject({ ok: true });
    expect(existsSync(path.join(home, '.agent'))).toBe(false);
    await until(() => !existsSync(`/proc/${pid}`));
    const again = await added(2, 'three');
    await lab.reinstall(2);
    expect(await repairSshHost(ports, caller, again)).toMatchObject({ ok: false, problem: { code: 'unreachable', message: expect.stringContaining('another host key than before') } });
    expect(await removeSshHost(ports, caller, again)).toMatchObject({ ok: true });
    expect((await ports.connections.ofKind(caller.projectId, 'ssh')).map(({ name }) => name)).toEqual(['one', 'two']);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('it did not happen');
}
