/**
 * Starts the product the way people do (`scripts/start.mjs`), on a free port with a data directory of its own, for the browser tests of one process; stops it,
 * and checks that it stopped in order, when they are done.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

const START_WITHIN_MS = 240_000;
const STOP_WITHIN_MS = 30_000;

/** Says in the environment of this process where the instance is. What it logged stays in `logs`. */
export default async function setup(logs = 'test-results/hearth-logs'): Promise<() => Promise<void>> {
  const data = mkdtempSync(path.join(tmpdir(), 'hearth-e2e-'));
  chmodSync(data, 0o755);
  const port = await freePort();
  const environment = {
    ...process.env,
    HOST: '127.0.0.1',
    PORT: String(port),
    HEARTH_DATA: data,
    HEARTH_SANDBOX: 'on',
    // The workflow tests have a small HTTP server of their own on this machine.
    HEARTH_ALLOW_PRIVATE_URLS: 'on',
    HEARTH_OWNER_PASSWORD: '',
    DATABASE_URL: '',
    npm_lifecycle_event: '',
  };
  const product = spawn(process.execPath, ['scripts/start.mjs'], { env: environment, stdio: ['ignore', 'pipe', 'pipe'] });
  await announced(product);
  process.env.HEARTH_E2E_URL = `http://127.0.0.1:${port}`;
  process.env.HEARTH_E2E_DATA = data;
  return async () => {
    const exit = ended(product);
    product.kill('SIGTERM');
    const code = await Promise.race([exit, new Promise<'late'>((resolve) => setTimeout(() => resolve('late'), STOP_WITHIN_MS).unref())]);
    if (existsSync(path.join(data, 'logs'))) cpSync(path.join(data, 'logs'), logs, { recursive: true });
    rmSync(data, { recursive: true, force: true });
    if (code !== 0) throw new Error(`Hearth did not stop in order: ${code === 'late' ? `still there after ${STOP_WITHIN_MS / 1000} s` : `ended with ${code}`}.`);
  };
}

/** Resolves when the product has printed its sign-in link. */
function announced(product: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const late = setTimeout(() => fail(`did not start within ${START_WITHIN_MS / 1000} s`), START_WITHIN_MS);
    function fail(how: string): void {
      clearTimeout(late);
      product.kill('SIGTERM');
      reject(new Error(`Hearth ${how}. It said:\n${output}`));
    }
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      if (!output.includes('/sign-in/link/')) return;
      clearTimeout(late);
      resolve();
    };
    product.stdout?.on('data', read);
    product.stderr?.on('data', read);
    product.once('exit', (code) => fail(`ended with ${code}`));
  });
}

function ended(product: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => {
    if (product.exitCode !== null) resolve(product.exitCode);
    else product.once('exit', resolve);
  });
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
