/** The self-test of hosts and the metadata that their agents read, of both kinds: machines with an agent, and hosts that Hearth signs in to. All of it real. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listDeploymentRecords } from '@/lib/store/deployment-listing';
import { DeploymentStage } from '@/lib/testing/deployment-stage';
import { SshLab, sshLabRefusal } from '@/lib/testing/ssh-lab';
import { unwrapped } from '@/lib/testing/unwrapped';
import type { HostTestView } from '@/lib/wire/hosts';
import { readHostTest, startHostTest, stopHostTest } from './host-test';
import { joinHost, listServers, readHost, readHostMetadata, removeHost, revokeToken } from './hosts';
import type { Caller } from './ports';
import { saveSshConnection } from './ssh-connections';

const REFUSAL = sshLabRefusal();
if (REFUSAL !== null) console.warn(`SKIPPED: the self-test of hosts over SSH: ${REFUSAL}.`);

let lab: SshLab | null = null;
let stage: DeploymentStage;
let caller: Caller;
const homes: string[] = [];
beforeAll(async () => {
  if (REFUSAL === null) lab = await SshLab.open(1);
  stage = await DeploymentStage.open();
  caller = stage.caller('member');
}, 60_000);
afterAll(async () => {
  for (const home of homes) endAgent(home);
  await stage.close();
  await lab?.close();
  for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
}, 60_000);

const ports = () => ({ ...stage.ports(), servers: stage.world.servers, hosts: stage.world.hosts, publicUrl: stage.world.web.url });
const read = async (id: string): Promise<HostTestView | null> => unwrapped(await readHostTest(ports(), caller, id));
const state = async (id: string, check: string): Promise<string | undefined> => (await read(id))?.checks.find((each) => each.id === check)?.state;

async function join(name: string): Promise<{ id: string; home: string }> {
  const home = mkdtempSync(path.join(tmpdir(), 'hearth-tested-'));
  homes.push(home);
  const { command } = unwrapped(await joinHost(ports(), caller, null));
  await promisify(execFile)('sh', ['-c', command], { env: { ...process.env, HEARTH_NAME: name, HEARTH_DIR: home, HEARTH_BOOT: 'off' } });
  const [host] = await stage.world.hosts.findHost(caller.projectId, name);
  return { id: host?.id ?? '', home };
}

function endAgent(home: string): void {
  const file = path.join(home, '.agent/pid');
  try {
    if (existsSync(file)) process.kill(Number(readFileSync(file, 'utf8')), 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

const text = (server: string, script: string): string => `heat_template_version: 2021-04-16
parameters: {secret: {type: string, hidden: true, default: 'very secret'}}
resources:
  config: {type: OS::Heat::SoftwareConfig, properties: {group: script, inputs: [{name: word}], config: ${JSON.stringify(script)}}}
  run: {type: OS::Heat::SoftwareDeployment, properties: {config: {get_resource: config}, server: ${server}, input_values: {word: {get_param: secret}}}}
`;

describe('the self-test of a machine with an agent', () => {
  it('finds that it answers, its clock, its room and its tools; is kept; and is no deployment for anybody else', async () => {
    const { id } = await join('well');
    expect(await read(id)).toBeNull();
    unwrapped(await startHostTest(ports(), caller, id));
    expect(await startHostTest(ports(), caller, id), 'one at a time').toMatchObject({ ok: false, problem: { code: 'conflict' } });
    expect(await listDeploymentRecords(stage.world.database.pool, caller.projectId, id)).toEqual([]);
    expect(unwrapped(await readHostMetadata(ports(), caller, id))).toEqual({ document: {}, deployments: [] });
    expect(unwrapped(await listServers(ports(), caller)).find((each) => each.id === id)).toMatchObject({ openRuns: 0 });
    await expect.poll(async () => (await read(id))?.state, { timeout: 60_000 }).toBe('passed');
    const test = await read(id);
    expect(test).toMatchObject({ startedBy: 'Ann', before: 0, reason: null });
    expect(Object.fromEntries(test?.checks.filter(({ group }) => group !== 'tools').map((each) => [each.id, each.state]) ?? []))
      .toEqual({ answer: 'good', script: 'good', user: 'good', clock: 'good', 'disk-server': 'good', 'disk-temporary': 'good' });
    expect(test?.checks.find((each) => each.id === 'tool-bash')).toMatchObject({ state: 'good', value: expect.stringMatching(/^\d+\.\d+/) });
    expect(test?.checks.filter((each) => each.state === 'waiting' || each.state === 'running' || each.state === 'skipped')).toEqual([]);
    const host = unwrapped(await readHost(ports(), caller, id));
    expect([host.deployments, host.lastRun]).toEqual([[], null]);
  }, 90_000);

  it('is seen while it goes, is cancelled, and the host does the next thing then', async () => {
    const { id, home } = await join('slow');
    // Its agent is busy with a deployment, so that the test has to wait.
    const stack = await stage.create('busy', text(id, '#!/bin/sh\nuntil [ -e "$HEARTH_SERVER_DIR/go" ]; do sleep 0.1; done\n'));
    await expect.poll(async () => unwrapped(await readHost(ports(), caller, id)).deployments[0]?.startedAt ?? null, { timeout: 20_000 }).not.toBeNull();
    unwrapped(await startHostTest(ports(), caller, id));
    expect(await read(id)).toMatchObject({ state: 'running', before: 1 });
    expect(await state(id, 'answer')).toBe('running');
    unwrapped(await stopHostTest(ports(), { ...caller, userName: 'Bob' }, id));
    expect(await read(id)).toMatchObject({ state: 'cancelled', reason: 'Cancelled by Bob' });
    expect(await state(id, 'tool-bash')).toBe('skipped');
    expect(await stopHostTest(ports(), caller, id)).toMatchObject({ ok: false, problem: { code: 'conflict' } });

    unwrapped(await startHostTest(ports(), caller, id));
    await promisify(execFile)('touch', [path.join(home, 'go')]);
    expect(await stage.finished(stack)).toContain('CREATE_COMPLETE');
    const seen = new Set<string>();
    await expect.poll(async () => {
      seen.add((await state(id, 'tool-puppet')) ?? '');
      return (await read(id))?.state;
    }, { timeout: 60_000, interval: 50 }).toBe('passed');
    expect([...seen].slice(0, 2), 'told while it goes').toEqual(['waiting', expect.stringMatching(/running|waiting|good|absent/)]);
    await stage.delete(stack);
    expect(await stage.finished(stack)).toContain('DELETE_COMPLETE');
  }, 120_000);

  it('waits for an agent that is away without being in anybody\'s way, and is refused where the token is revoked, to readers of other projects, and where there is no host', async () => {
    const { id, home } = await join('away');
    endAgent(home);
    unwrapped(await startHostTest(ports(), caller, id));
    expect(await read(id)).toMatchObject({ state: 'running', before: 0 });
    expect(await readHostTest(ports(), { ...caller, projectId: 'other' }, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await stopHostTest(ports(), { ...caller, projectId: 'other' }, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await startHostTest(ports(), caller, 'nobody')).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    unwrapped(await revokeToken(ports(), caller, id));
    unwrapped(await stopHostTest(ports(), caller, id));
    expect(await startHostTest(ports(), caller, id)).toMatchObject({ ok: false, problem: { message: expect.stringContaining('revoked') } });
    unwrapped(await removeHost(ports(), caller, id));
    expect(await readHostTest(ports(), caller, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  }, 60_000);
});

describe.skipIf(REFUSAL !== null)('the self-test of a host over SSH', () => {
  it('needs no agent; while the host is away it waits, and the host says why', async () => {
    if (lab === null) return;
    unwrapped(await saveSshConnection(stage.world, { ...caller, role: 'admin' }, { id: null, name: 'machines', user: 'root', port: 22, hosts: `plain = ${lab.machines[0]?.address}`, privateKey: lab.privateKey, forgetHostKeys: false }));
    const relays = stage.world.watchSsh(() => undefined);
    try {
      const [host] = await stage.world.hosts.findHost(caller.projectId, 'plain');
      const id = host?.id ?? '';
      unwrapped(await startHostTest(ports(), caller, id));
      await expect.poll(async () => (await read(id))?.state, { timeout: 60_000 }).toBe('passed');
      const test = await read(id);
      expect(test?.checks[0]).toMatchObject({ label: 'Answers over SSH', state: 'good' });
      expect(test?.checks.find((each) => each.id === 'user')).toMatchObject({ value: 'root', hint: null });
      expect(test?.checks.find((each) => each.id === 'tool-bash')).toMatchObject({ state: 'good' });

      lab.cut(0, true);
      await expect.poll(async () => unwrapped(await readHost(ports(), caller, id)).problem, { timeout: 60_000 }).not.toBeNull();
      unwrapped(await startHostTest(ports(), caller, id));
      expect(await read(id)).toMatchObject({ state: 'running', checks: expect.arrayContaining([expect.objectContaining({ id: 'answer', state: 'running' })]) });
      unwrapped(await stopHostTest(ports(), caller, id));
      expect(await read(id)).toMatchObject({ state: 'cancelled' });
    } finally {
      lab.cut(0, false);
      await relays.stop();
    }
  }, 150_000);
});

describe('the metadata of a host', () => {
  it('is what its template says, merged with what is deployed to it, without secrets and keys', async () => {
    const stack = await stage.create('described', `${text('{get_resource: server}', '#!/bin/sh\necho "$word"\n').trimEnd()}
  server: {type: OS::Nova::Server, metadata: {motd: welcome}, properties: {name: alpha, flavor: f, image: i, user_data_format: SOFTWARE_CONFIG, software_config_transport: POLL_SERVER_HEAT}}
`);
    expect(await stage.finished(stack), (await stage.events(stack)).join('\n')).toContain('CREATE_COMPLETE');
    const id = await stage.physicalId(stack, 'server');
    const { document, deployments } = unwrapped(await readHostMetadata(ports(), caller, id));
    expect(document).toMatchObject({ motd: 'welcome', 'os-collect-config': { heat: { password: '******', resource_name: 'server' } }, deployments: [{ group: 'script', name: expect.stringMatching(/^described-config-/) }] });
    expect(JSON.stringify(document)).toContain('{"name":"word","type":"String","value":"******"}');
    expect(JSON.stringify(document)).not.toContain('very secret');
    expect(deployments).toEqual([{ id: expect.any(String), name: expect.stringMatching(/^described-config-/), group: 'script', done: true }]);
    expect(await readHostMetadata(ports(), { ...caller, projectId: 'other' }, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    await stage.delete(stack);
    expect(await stage.finished(stack)).toContain('DELETE_COMPLETE');
  }, 60_000);
});
