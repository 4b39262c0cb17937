import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { isAlive } from '../process';
import { keepRunning, pauseAfter, type ChildOptions } from './child';

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-child-'));
afterAll(() => rmSync(directory, { recursive: true }));

/** Keeps a script running; its process ids in the order in which they started. */
function keep(name: string, text: string, options: Partial<ChildOptions> = {}) {
  const script = path.join(directory, `${name}.mjs`);
  writeFileSync(script, text);
  const pids: number[] = [];
  const failures: string[] = [];
  const child = keepRunning({
    name, script, environment: {}, logFile: path.join(directory, `${name}.log`), graceMs: 5_000,
    onStart: (pid) => pids.push(pid),
    onFailure: (how, pauseMs, logTail) => failures.push(`${how}, ${pauseMs} ms: ${logTail}`),
    ...options,
  });
  return { child, pids, failures };
}

const patient = { timeout: 10_000, interval: 20 };

describe('a process that is kept running', () => {
  it('is started again at once when it is killed', async () => {
    const { child, pids, failures } = keep('steady', "process.send('ready'); setInterval(() => {}, 1000);");
    await child.ready;
    process.kill(pids[0] ?? 0, 'SIGKILL');
    await expect.poll(() => pids.length, patient).toBe(2);
    expect(failures[0]).toMatch(/^was killed by SIGKILL, 0 ms/);
    await child.stop();
    expect(isAlive(pids[1] ?? 0)).toBe(false);
  });

  it('that fails again and again is started after ever longer pauses', async () => {
    const { child, failures } = keep('broken', "console.log('no database'); process.exit(3);");
    await expect.poll(() => failures.length, patient).toBe(3);
    await child.stop();
    expect(failures.map((line) => line.split(':')[0])).toEqual(['ended with 3, 0 ms', 'ended with 3, 500 ms', 'ended with 3, 1000 ms']);
    expect(failures[0]).toContain('no database');
  });

  it('never waits longer than half a minute', () => expect([1, 2, 3, 4, 20, 2_000].map(pauseAfter)).toEqual([0, 500, 1_000, 2_000, 30_000, 30_000]));

  it('is killed when it does not stop', async () => {
    const { child, pids } = keep('stubborn', "process.on('SIGTERM', () => {}); process.send('ready'); setInterval(() => {}, 1000);", { graceMs: 100 });
    await child.ready;
    await child.stop();
    expect(isAlive(pids[0] ?? 0)).toBe(false);
    expect(readFileSync(path.join(directory, 'stubborn.log'), 'utf8')).toBe('');
  });
});
