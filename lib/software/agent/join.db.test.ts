/** A machine joins with the command of the page, and is a server like any other from then on. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { joinHost, listServers, readHost, removeHost, renewToken, revokeToken, setLabels } from '@/lib/stacks/hosts';
import type { Caller } from '@/lib/stacks/ports';
import { makeWorld, type World } from '@/lib/testing/resource-world';
import { unwrapped } from '@/lib/testing/unwrapped';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const caller = (): Caller => ({ userId: 'u', userName: 'ann', projectId: world.projectId, projectName: 'default', role: 'member' });
const reader = () => ({ pool: world.database.pool });
const ports = () => ({ hosts: world.hosts, servers: world.servers, publicUrl: world.web.url });

const homes: string[] = [];
afterEach(() => {
  for (const home of homes) stop(home);
});
afterAll(() => {
  for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
});

function stop(home: string): void {
  const pid = Number(existsSync(`${home}/.agent/pid`) ? readFileSync(`${home}/.agent/pid`, 'utf8') : '');
  try {
    if (pid > 1) process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

async function command(serverId: string | null = null): Promise<string> {
  const made = await joinHost(ports(), caller(), serverId);
  if (!made.ok) throw new Error(made.problem.message);
  return made.value.command;
}

async function run(line: string, name: string, home = mkdtempSync(path.join(tmpdir(), 'hearth-host-'))): Promise<{ home: string; said: string }> {
  homes.push(home);
  const env = { ...process.env, HEARTH_NAME: name, HEARTH_DIR: home, HEARTH_BOOT: 'off' };
  const { stdout, stderr } = await promisify(execFile)('sh', ['-c', line], { env });
  return { home, said: stdout + stderr };
}

const idOf = async (name: string): Promise<string> => (await world.hosts.findHost(world.projectId, name))[0]?.id ?? '';

async function deploy(name: string, server: string, script: string) {
  const config = await world.resource('OS::Heat::SoftwareConfig', `${name}-config`, { group: 'script', config: script });
  await config.create();
  const deployment = await world.resource('OS::Heat::SoftwareDeployment', name, { config: config.referenceId, server });
  return { deployment, started: await deployment.create() };
}

describe('a machine', () => {
  it('joins with one command, which works once, and then runs what is deployed to it', async () => {
    const line = await command();
    const { home, said } = await run(line, "o'host");
    expect(said).toBe(`hearth: o'host has joined. Its directory is ${home}.\n`);
    await expect(run(line, 'again')).rejects.toThrow('used already');
    const host = await world.resource('Hearth::Host', 'host', { host: "o'host" });
    expect(await host.create()).toMatchObject({ kind: 'complete' });
    expect(host.attribute('system')).toMatch(/^Linux /);
    const { deployment, started } = await deploy('first', String(host.referenceId), '#!/bin/sh\npwd; echo "$HEARTH_SERVER_DIR"\n');
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe(`${home}\n${home}\n`);
  }, 30_000);

  it('in a container joins when it first starts, and starts its agent itself', async () => {
    const made = unwrapped(await joinHost(ports(), caller(), null));
    expect(made.containerCommand).toMatch(/^docker run -d .* --network host .*debian\S+ sh -c '.*HEARTH_START=off sh.*exec \S+\/start'$/);
    const { home } = await run(made.command.replace(/sh$/, 'HEARTH_START=off sh'), 'contained');
    expect(existsSync(`${home}/.agent/pid`), 'nothing runs yet').toBe(false);
    spawn('sh', [`${home}/.agent/start`], { detached: true, stdio: 'ignore' }).unref();
    const { deployment, started } = await deploy('contained-step', await idOf('contained'), '#!/bin/sh\necho inside\n');
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
  }, 30_000);

  it('may be the server of a template that nobody made', async () => {
    const server = await world.resource('OS::Heat::DeployedServer', 'outside', { name: 'outside' });
    await server.create();
    const { deployment, started } = await deploy('outside-step', String(server.referenceId), '#!/bin/sh\necho here\n');
    expect((await deployment.poll()).kind).toBe('waiting');
    await run(await command(String(server.referenceId)), 'ignored');
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(deployment.attribute('deploy_stdout')).toBe('here\n');
  }, 30_000);

  it('that is switched off does what was deployed meanwhile when it is back, once', async () => {
    const { home } = await run(await command(), 'sleeper');
    stop(home);
    const { deployment, started } = await deploy('later', await idOf('sleeper'), '#!/bin/sh\necho ran >>ran\n');
    expect((await deployment.poll()).kind).toBe('waiting');
    // As its start at boot does.
    spawn('sh', [`${home}/.agent/start`], { detached: true, stdio: 'ignore' }).unref();
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(readFileSync(`${home}/ran`, 'utf8')).toBe('ran\n');
  }, 30_000);
});

describe('a machine that is switched off in the middle of a script', () => {
  it('and is back after an hour says that the run was interrupted, does not repeat it, and does what came meanwhile, once', async () => {
    const { home } = await run(await command(), 'rebooted');
    const id = await idOf('rebooted');
    const cut = await deploy('cut', id, '#!/bin/sh\necho begun >>cut\nsleep 600\n');
    await expect.poll(() => existsSync(`${home}/cut`), { timeout: 10_000 }).toBe(true);
    const [config] = readdirSync(`${home}/.agent/runs`);
    stop(home);
    process.kill(-Number(readFileSync(`${home}/.agent/runs/${config}/pid`, 'utf8')), 'SIGKILL');
    const later = await deploy('meanwhile', id, '#!/bin/sh\necho ran >>later\n');
    const { pool } = world.database;
    await pool.query("UPDATE server SET last_seen_at = last_seen_at - interval '1 hour', token_at = token_at - interval '1 hour' WHERE id = $1", [id]);
    await pool.query("UPDATE software_deployment SET created_at = created_at - interval '1 hour', delivered_at = delivered_at - interval '1 hour', started_at = started_at - interval '1 hour' WHERE server_id = $1", [id]);
    expect((await cut.deployment.poll()).kind).toBe('waiting');
    // What cron or systemd does at the next boot.
    spawn('sh', [`${home}/.agent/start`], { detached: true, stdio: 'ignore' }).unref();
    expect(await cut.deployment.settle(cut.started)).toMatchObject({ kind: 'failed' });
    expect(cut.deployment.attribute('deploy_stderr')).toContain('The run was interrupted');
    expect(await later.deployment.settle(later.started)).toEqual({ kind: 'complete' });
    expect([readFileSync(`${home}/cut`, 'utf8'), readFileSync(`${home}/later`, 'utf8')]).toEqual(['begun\n', 'ran\n']);
  }, 30_000);
});

describe('the token of an agent', () => {
  it('is renewed when asked for, and the old one is void', async () => {
    const { home } = await run(await command(), 'renewed');
    const authorization = (): string => /"Authorization: (.*)"/.exec(readFileSync(`${home}/.agent/curl`, 'utf8'))?.[1] ?? '';
    const before = authorization();
    const asked = async (token: string): Promise<number> => (await fetch(`${world.web.url}/agent/v1/next`, { headers: { authorization: token } })).status;
    expect(await asked(before)).toBe(204);
    expect(await renewToken(ports(), caller(), await idOf('renewed'))).toMatchObject({ ok: true });
    await expect.poll(authorization, { timeout: 10_000 }).not.toBe(before);
    const after = authorization();
    await expect.poll(() => asked(before), { timeout: 10_000 }).toBe(401);
    expect(await asked(after)).toBe(204);
    const { deployment, started } = await deploy('renewed-step', await idOf('renewed'), '#!/bin/sh\n');
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
  }, 30_000);

  it('is void when the host is sent away, which waits for its deployments; then its agent ends', async () => {
    const { home } = await run(await command(), 'leaving');
    const id = await idOf('leaving');
    const { deployment, started } = await deploy('last', id, '#!/bin/sh\nuntil [ -e go ]; do sleep 0.05; done\n');
    expect(await removeHost(ports(), caller(), id)).toMatchObject({ ok: false, problem: { message: expect.stringContaining('1 deployment under way') } });
    await promisify(execFile)('touch', [`${home}/go`]);
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    await expect.poll(() => removeHost(ports(), caller(), id), { timeout: 5_000 }).toMatchObject({ ok: true });
    const pid = Number(readFileSync(`${home}/.agent/pid`, 'utf8'));
    await expect.poll(() => existsSync(`/proc/${pid}/cmdline`) && readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '', { timeout: 35_000 }).toBe(false);
    expect(readFileSync(`${home}/.agent/log`, 'utf8')).toContain('does not know this agent any more');
  }, 60_000);

  it('is revoked at once: the agent ends, what is deployed waits, and whoever joins as the host again does it, once', async () => {
    const { home } = await run(await command(), 'suspected');
    const id = await idOf('suspected');
    const secret = /"Authorization: (.*)"/.exec(readFileSync(`${home}/.agent/curl`, 'utf8'))?.[1] ?? '';
    expect(await revokeToken(ports(), caller(), id)).toMatchObject({ ok: true });
    expect((await fetch(`${world.web.url}/agent/v1/next`, { headers: { authorization: secret } })).status).toBe(401);
    await expect.poll(() => readFileSync(`${home}/.agent/log`, 'utf8'), { timeout: 10_000 }).toContain('does not know this agent any more');
    expect(unwrapped(await readHost(reader(), caller(), id)).revokedAt).not.toBeNull();
    const { deployment, started } = await deploy('held', id, '#!/bin/sh\necho ran >>ran\n');
    expect((await deployment.poll()).kind).toBe('waiting');
    await run(await command(id), 'ignored', home);
    expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    expect(readFileSync(`${home}/ran`, 'utf8')).toBe('ran\n');
    expect(unwrapped(await readHost(reader(), caller(), id))).toMatchObject({ name: 'suspected', revokedAt: null });
    const sandbox = await world.resource('OS::Nova::Server', 'kept', { flavor: 'small', image: 'linux' });
    await sandbox.create();
    expect(await revokeToken(ports(), caller(), String(sandbox.referenceId)), 'an agent that Hearth keeps running').toMatchObject({ ok: false, problem: { code: 'conflict' } });
  }, 30_000);

  it('is for one server of one project', async () => {
    const other = { ...caller(), projectId: 'e'.repeat(32) };
    expect(await removeHost(ports(), other, await idOf('renewed'))).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await joinHost(ports(), other, await idOf('renewed'))).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  });
});

describe('the page of a host', () => {
  it('has how its agent is and, newest first, what was deployed to it', async () => {
    await run(await command(), 'shown');
    const id = await idOf('shown');
    expect(unwrapped(await readHost(reader(), caller(), id))).toMatchObject({ name: 'shown', kind: 'joined', stack: null, stacks: [], deployments: [], openRuns: 0, lastRun: null });
    for (const name of ['one', 'two']) {
      const { deployment, started } = await deploy(name, id, `#!/bin/sh\necho ${name}\n`);
      expect(await deployment.settle(started)).toEqual({ kind: 'complete' });
    }
    const host = unwrapped(await readHost(reader(), caller(), id));
    expect(host.deployments.map(({ resourceName, stack }) => [resourceName, stack?.name])).toEqual([['two', 'shop'], ['one', 'shop']]);
    expect(host.stacks).toMatchObject([{ name: 'shop', deployments: 2 }]);
    expect(host.agent).toEqual({ version: '3', newest: '3' });
    expect(await readHost(reader(), { ...caller(), projectId: 'another' }, id)).toMatchObject({ problem: { code: 'not_found' } });
  }, 30_000);
});

describe('labels', () => {
  const labels = async (name: string): Promise<string[]> => unwrapped(await listServers(reader(), caller())).find((server) => server.name === name)?.labels ?? [];

  it('are kept in order, each once; what is none is refused', async () => {
    await run(await command(), 'labelled');
    const id = await idOf('labelled');
    unwrapped(await setLabels(ports(), caller(), id, ['web', 'role=front', 'web']));
    expect(await labels('labelled')).toEqual(['role=front', 'web']);
    for (const wrong of ['', 'two words', 'a,b', 'x'.repeat(64)]) expect(await setLabels(ports(), caller(), id, [wrong])).toMatchObject({ problem: { code: 'validation' } });
    expect(await setLabels(ports(), { ...caller(), projectId: 'another' }, id, ['theirs'])).toMatchObject({ problem: { code: 'not_found' } });
    expect(await labels('labelled')).toEqual(['role=front', 'web']);
  }, 30_000);

  it('find hosts for a template: all that have every one of them, looked for again by each update', async () => {
    for (const name of ['blue-1', 'blue-2']) {
      await run(await command(), name);
      unwrapped(await setLabels(ports(), caller(), await idOf(name), ['blue', 'web']));
    }
    const hosts = await world.resource('Hearth::Hosts', 'blues', { labels: ['web', 'blue'] });
    expect(await hosts.create()).toMatchObject({ kind: 'complete' });
    expect(hosts.attribute('servers')).toEqual({ 'blue-1': await idOf('blue-1'), 'blue-2': await idOf('blue-2') });
    unwrapped(await setLabels(ports(), caller(), await idOf('blue-1'), ['web']));
    await hosts.update({});
    expect([hosts.attribute('names'), hosts.attribute('count')]).toEqual([['blue-2'], 1]);
    expect(await hosts.update({ at_least: 2 })).toMatchObject({ kind: 'failed', reason: expect.stringContaining('Expected 2 hosts with the labels web, blue, found 1') });
    const none = await world.resource('Hearth::Hosts', 'none', { labels: ['no-such'] });
    expect(await none.create()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('Expected 1 host with the label no-such, found none') });
  }, 30_000);
});
