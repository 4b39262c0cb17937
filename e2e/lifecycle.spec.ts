import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, chmodSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from './fixtures';

/** What the supervisor has written about itself. */
interface Instance {
  supervisor: { pid: number };
  children: Record<string, { pid: number }>;
}

interface Run {
  product: ChildProcess;
  output: string;
}

const START_WITHIN_MS = 60_000;

const data = mkdtempSync(path.join(tmpdir(), 'hearth-life-'));
chmodSync(data, 0o755);
let last: Run | undefined;

test.afterAll(async () => {
  if (last && last.product.exitCode === null) {
    const exit = new Promise((resolve) => last?.product.once('exit', resolve));
    last.product.kill('SIGTERM');
    await exit;
  }
  rmSync(data, { recursive: true, force: true });
});

/** Starts a second instance, beside the one of all other tests; answers when it has printed its link or has ended. */
async function start(port: number, directory = data): Promise<Run> {
  const environment = { ...process.env, PORT: String(port), HEARTH_DATA: directory, DATABASE_URL: '', HEARTH_OWNER_PASSWORD: '', npm_lifecycle_event: '', HEARTH_STARTED_AT: String(Date.now()) };
  const product = spawn(process.execPath, ['scripts/start.mjs'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  const run = { product, output: '' };
  const done = new Promise<void>((resolve) => {
    const read = (chunk: Buffer): void => {
      run.output += chunk.toString();
      if (run.output.includes('/sign-in/link/')) resolve();
    };
    product.stdout.on('data', read);
    product.stderr.on('data', read);
    product.once('exit', () => resolve());
    // What it has said by then is told by the test that expected more.
    setTimeout(resolve, START_WITHIN_MS).unref();
  });
  await done;
  return run;
}

const instance = (): Instance => JSON.parse(readFileSync(path.join(data, 'instance.json'), 'utf8'));
const postmaster = (): number => Number(readFileSync(path.join(data, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);

async function answers(port: number): Promise<number | undefined> {
  return (await fetch(`http://127.0.0.1:${port}/`, { redirect: 'manual' }).catch(() => undefined))?.status;
}

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
}

test.describe.serial('an instance', () => {
  const port = 20_000 + (process.pid % 20_000);

  test('starts once it is built, and prints its link', async () => {
    last = await start(port);
    expect(last.output).toContain(`http://127.0.0.1:${port}/sign-in/link/`);
  });

  test('refuses a second one in the same directory, and one on the same port, in words', async () => {
    expect((await start(port + 1)).output).toContain(`Hearth already runs in ${data}`);
    const elsewhere = mkdtempSync(path.join(tmpdir(), 'hearth-life-'));
    expect((await start(port, elsewhere)).output).toContain(`Port ${port} of 127.0.0.1 is in use by another program`);
    rmSync(elsewhere, { recursive: true });
  });

  for (const name of ['web', 'worker'] as const) {
    test(`starts its ${name} process again when it is killed`, async () => {
      const killed = instance().children[name]?.pid ?? 0;
      process.kill(killed, 'SIGKILL');
      await expect.poll(() => instance().children[name]?.pid).not.toBe(killed);
      await expect.poll(() => answers(port)).toBe(307);
    });
  }

  test('starts its database again when it is killed', async () => {
    const killed = postmaster();
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => { try { return postmaster(); } catch { return killed; } }).not.toBe(killed);
    await expect.poll(() => answers(port)).toBe(307);
  });

  test('leaves nothing running when its supervisor is killed, and starts again', async () => {
    const before = instance();
    const pids = [...Object.values(before.children).map(({ pid }) => pid), postmaster()];
    process.kill(before.supervisor.pid, 'SIGKILL');
    await expect.poll(() => pids.filter(isThere)).toEqual([]);
    last = await start(port);
    await expect.poll(() => answers(port)).toBe(307);
  });

  test('stops in order when it is told to', async () => {
    const before = instance();
    const pids = [...Object.values(before.children).map(({ pid }) => pid), postmaster()];
    const exit = new Promise((resolve) => last?.product.once('exit', resolve));
    last?.product.kill('SIGTERM');
    expect(await exit).toBe(0);
    expect(pids.filter(isThere)).toEqual([]);
    expect(existsSync(path.join(data, 'instance.json'))).toBe(false);
  });
});
