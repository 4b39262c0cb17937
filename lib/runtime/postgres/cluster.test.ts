import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { isAlive } from '../process';
import { startCluster, type Cluster } from './cluster';
import { readPostmaster, releaseDirectory } from './postmaster';

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-cluster-'));
// Private to the user that runs the tests, as /root and home directories are: root's database runs as another user.
chmodSync(directory, 0o700);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const place = { directory: path.join(directory, 'postgres'), logFile: path.join(directory, 'postgres.log'), durable: false };

async function query(cluster: Cluster, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: cluster.url('postgres') });
  client.on('error', () => undefined);
  await client.connect();
  const { rows } = await client.query(sql);
  await client.end();
  return rows;
}

describe('a PostgreSQL of our own', { timeout: 60_000 }, () => {
  it('is made in an empty directory, stops, and starts with what it had', async () => {
    const first = await startCluster(place);
    await query(first, 'CREATE TABLE kept AS SELECT 42 AS answer');
    await first.stop();
    expect(isAlive(first.pid)).toBe(false);
    const second = await startCluster(place);
    expect(await query(second, 'SELECT * FROM kept')).toEqual([{ answer: 42 }]);
    await second.stop();
  });

  it('takes letters and their order as UTF-8 says, whatever the machine is set to', async () => {
    const cluster = await startCluster(place);
    expect(await query(cluster, "SELECT upper('é') AS upper, current_setting('server_encoding') AS encoding, current_setting('TimeZone') AS zone")).toEqual([
      { upper: 'É', encoding: 'UTF8', zone: 'UTC' },
    ]);
    await cluster.stop();
  });

  it('refuses whoever does not know its password', async () => {
    const cluster = await startCluster(place);
    const url = new URL(cluster.url('postgres'));
    url.password = 'guess';
    await expect(new Client({ connectionString: url.toString() }).connect()).rejects.toThrow('password authentication failed');
    await cluster.stop();
  });

  it('that was left behind is stopped by whoever needs its directory', async () => {
    const left = await startCluster(place);
    expect(await releaseDirectory(place.directory)).toBe('stopped');
    expect(isAlive(left.pid)).toBe(false);
  });

  it('that was killed leaves a lock file that does not stop the next one, although another process has its id by now', async () => {
    const killed = await startCluster(place);
    process.kill(killed.pid, 'SIGKILL');
    await killed.exited;
    expect(readPostmaster(place.directory)?.pid).toBe(killed.pid);
    await (await startCluster(place)).stop();
  });

  it('stops when the process that started it is killed', async () => {
    const script = `const { startCluster } = await import(${JSON.stringify(path.resolve('dist/cluster-for-test.mjs'))});
      const cluster = await startCluster(${JSON.stringify(place)}); console.log(cluster.pid); setInterval(() => {}, 1000);`;
    const { build, stop } = await import('esbuild');
    await build({ entryPoints: ['lib/runtime/postgres/cluster.ts'], outfile: 'dist/cluster-for-test.mjs', bundle: true, platform: 'node', format: 'esm', packages: 'external' });
    await stop();
    const starter = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const pid = await new Promise<number>((resolve) => starter.stdout.once('data', (chunk: Buffer) => resolve(Number(chunk.toString()))));
    expect(isAlive(pid)).toBe(true);
    starter.kill('SIGKILL');
    await expect.poll(() => isAlive(pid), { timeout: 15_000 }).toBe(false);
  });
});
