/** The hooks of Docker with a real engine, started for these tests; loudly skipped where none can be started. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, it } from 'vitest';
import { installed, runTool } from '@/lib/software/testing/run-tool';

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-docker-'));
const environment = { DOCKER_HOST: `unix://${directory}/docker.sock` };
const engine = await startEngine();
if (engine === null) console.warn('NOT TESTED: no Docker engine can be started here (it needs dockerd, docker-compose, busybox and a superuser), so its hooks were not run with it.');

afterAll(async () => {
  if (engine !== null) {
    const ended = new Promise((resolve) => {
      engine.on('exit', resolve);
    });
    engine.kill('SIGTERM');
    await ended;
  }
  rmSync(directory, { recursive: true, force: true });
});

/** Null where it does not start. */
async function startEngine(): Promise<ChildProcess | null> {
  if (!['dockerd', 'docker', 'docker-compose', 'busybox'].every(installed) || process.getuid?.() !== 0) return null;
  const log = openSync(path.join(directory, 'log'), 'a');
  const child = spawn('dockerd', [
    '-H', environment.DOCKER_HOST, '--data-root', `${directory}/data`, '--exec-root', `${directory}/exec`, '--pidfile', `${directory}/pid`,
    '--storage-driver', 'vfs', '--bridge', 'none', '--iptables=false', '--default-ulimit', 'nofile=20000:20000', '--default-ulimit', 'nproc=20000:20000',
  ], { stdio: ['ignore', log, log] });
  for (let tries = 0; tries < 100 && child.exitCode === null; tries += 1) {
    try {
      docker('info');
      importImage();
      return child;
    } catch {
      await pause(200);
    }
  }
  child.kill('SIGKILL');
  return null;
}

function docker(...words: string[]): string {
  return execFileSync('docker', words, { env: { ...process.env, ...environment }, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

/** An image without a registry: busybox alone. */
function importImage(): void {
  const root = path.join(directory, 'root');
  mkdirSync(`${root}/bin`, { recursive: true });
  execFileSync('sh', ['-c', `cp "$(command -v busybox)" ${root}/bin/ && for name in sh sleep echo cat; do ln -sf busybox ${root}/bin/$name; done && tar -C ${root} -cf ${root}.tar .`]);
  docker('import', `${root}.tar`, 'small:1');
}

describe.runIf(engine !== null)('with a real engine', () => {
  const compose = { version: '3', services: { web: { image: 'small:${tag}', command: ['sleep', '600'], network_mode: 'none', environment: { WHO: '${who}' } } } };

  it('Compose brings a project up with its inputs, changes it, and takes it down', async () => {
    const request = { config: compose, inputs: { tag: '1', who: "it's me" }, environment };
    const up = await runTool('docker-compose', request);
    expect(up.code, up.stderr).toBe(0);
    const id = docker('ps', '-q', '--filter', 'label=com.docker.compose.project=web').trim();
    expect(docker('exec', id, 'sh', '-c', 'echo $WHO')).toBe("it's me\n");
    const changed = await runTool('docker-compose', { ...request, inputs: { tag: '1', who: 'you' }, action: 'UPDATE' });
    expect(changed.code, changed.stderr).toBe(0);
    expect(docker('exec', docker('ps', '-q').trim(), 'sh', '-c', 'echo $WHO')).toBe('you\n');
    expect((await runTool('docker-compose', { ...request, action: 'DELETE' })).code).toBe(0);
    expect(docker('ps', '-aq')).toBe('');
  }, 120_000);

  it('Compose fails with its words for an image that is not there', async () => {
    const run = await runTool('docker-compose', { config: compose, inputs: { tag: 'none', who: '' }, environment });
    expect(run.code).not.toBe(0);
    expect(run.stderr).toContain('small');
  }, 120_000);

  it('docker-cmd runs containers in their order, replaces its own with the next run, and removes them', async () => {
    const config = {
      last: { image: 'small:1', start_order: 2, net: 'none', detach: false, command: ['sh', '-c', 'echo second; exit 4'], exit_codes: [0, 4] },
      first: { image: 'small:1', start_order: 1, net: 'none', command: ['sleep', '600'] },
    };
    const run = await runTool('docker-cmd', { config, environment });
    expect(run).toMatchObject({ code: 0, stdout: expect.stringContaining('second') });
    expect(docker('ps', '--format', '{{.Names}}')).toBe('first\n');
    const again = await runTool('docker-cmd', { config: { only: config.first }, environment, action: 'UPDATE' });
    expect(again.code, again.stderr).toBe(0);
    expect(docker('ps', '-a', '--format', '{{.Names}}')).toBe('only\n');
    expect((await runTool('docker-cmd', { config, environment, action: 'DELETE' })).code).toBe(0);
    expect(docker('ps', '-aq')).toBe('');
  }, 120_000);
});
