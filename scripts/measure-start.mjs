/**
 * `npm run measure-start [runs]`: how long `npm start` takes, from the command to the first page that answers: from a fresh clone (once; everything is
 * installed and built), and again with everything in place. Clones the committed state into a temporary directory.
 */
import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';

const runs = Number(process.argv[2] ?? 5);
const directory = mkdtempSync(path.join(tmpdir(), 'hearth-measure-'));
chmodSync(directory, 0o755);
try {
  execFileSync('git', ['clone', '--quiet', process.cwd(), directory]);
  console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GB, Node ${process.versions.node}, commit ${execFileSync('git', ['-C', directory, 'rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()}`);
  console.log(`fresh clone to first page: ${(await measure()).toFixed(1)} s (1 run; most of it is the installation of the packages)`);
  const again = [];
  for (let run = 0; run < runs; run++) again.push(await measure());
  again.sort((a, b) => a - b);
  const middle = again.length >> 1;
  console.log(`second start to first page: median ${again[middle]?.toFixed(2)} s, from ${again[0]?.toFixed(2)} to ${again.at(-1)?.toFixed(2)} s (${again.length} runs)`);
} finally {
  rmSync(directory, { recursive: true, force: true });
}

/** @returns {Promise<number>} seconds */
async function measure() {
  const port = await freePort();
  const started = performance.now();
  const product = spawn('npm', ['start'], {
    cwd: directory,
    env: { ...process.env, PORT: String(port), HEARTH_DATA: path.join(directory, '.hearth'), DATABASE_URL: '', HEARTH_STARTED_AT: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const exit = new Promise((resolve) => product.once('exit', resolve));
  let status;
  while (status !== 200 && product.exitCode === null) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    status = (await fetch(`http://127.0.0.1:${port}/sign-in`).catch(() => undefined))?.status;
  }
  const seconds = (performance.now() - started) / 1000;
  if (status !== 200) throw new Error('npm start has ended before it answered.');
  product.kill('SIGTERM');
  await exit;
  // npm is gone at once; what it started lets go of the port when it has stopped.
  while (await fetch(`http://127.0.0.1:${port}/sign-in`).then(() => true, () => false)) await new Promise((resolve) => setTimeout(resolve, 100));
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  return seconds;
}

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no free port'))));
    });
  });
}
