import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { lives, markOf, readInstance, takeOver, writeInstance } from './instance';

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-instance-'));
afterAll(() => rmSync(directory, { recursive: true }));

const url = 'http://127.0.0.1:3000';

async function someProcess(): Promise<{ pid: number; end(): Promise<void> }> {
  const child = spawn('sleep', ['60'], { stdio: 'ignore' });
  await new Promise((resolve) => child.once('spawn', resolve));
  const exited = new Promise((resolve) => child.once('exit', resolve));
  return { pid: child.pid ?? 0, end: async () => { child.kill('SIGKILL'); await exited; } };
}

describe('a data directory', () => {
  it('belongs to one living supervisor', async () => {
    const other = await someProcess();
    writeInstance(directory, { supervisor: markOf(other.pid), url, children: {} });
    await expect(takeOver(directory)).rejects.toThrow(`already runs in ${directory}, at ${url}`);
    await other.end();
    await takeOver(directory);
    expect(readInstance(directory)).toBeUndefined();
  });

  it('is freed of what a dead supervisor has left running', async () => {
    const [supervisor, web] = [await someProcess(), await someProcess()];
    writeInstance(directory, { supervisor: markOf(supervisor.pid), url, children: { web: markOf(web.pid) } });
    await supervisor.end();
    const mark = markOf(web.pid);
    await takeOver(directory);
    expect(lives(mark)).toBe(false);
  }, 15_000);

  it('does not touch a process that got the id of an earlier one', async () => {
    const [supervisor, stranger] = [await someProcess(), await someProcess()];
    writeInstance(directory, { supervisor: { ...markOf(supervisor.pid), start: '1' }, url, children: { web: { pid: stranger.pid, start: '1' } } });
    await takeOver(directory);
    expect(lives(markOf(stranger.pid))).toBe(true);
    await Promise.all([supervisor.end(), stranger.end()]);
  });

  it('shows the address of its database to its owner only', () => {
    writeInstance(directory, { supervisor: markOf(process.pid), url, databaseUrl: 'postgresql://a:secret@127.0.0.1/hearth', children: {} });
    expect(statSync(path.join(directory, 'instance.json')).mode & 0o777).toBe(0o600);
  });
});
