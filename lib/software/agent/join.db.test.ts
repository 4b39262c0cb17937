/** A machine joins with the command of the page, and is a server like any other from then on. */
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { joinHost, removeHost, renewToken } from '@/lib/stacks/hosts';
import type { Caller } from '@/lib/stacks/ports';
import { makeWorld, type World } from '@/lib/testing/resource-world';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

const caller = (): Caller => ({ userId: 'u', userName: 'ann', projectId: world.projectId, projectName: 'default', role: 'member' });
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

  it('is for one server of one project', async () => {
    const other = { ...caller(), projectId: 'e'.repeat(32) };
    expect(await removeHost(ports(), other, await idOf('renewed'))).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await joinHost(ports(), other, await idOf('renewed'))).toMatchObject({ ok: false, problem: { code: 'not_found' } });
  });
});
