/** What benchmarks stand on: an embedded PostgreSQL as the product runs it, in a directory that is removed, and worker processes of the product. */
import { type ChildProcess, fork } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { build, stop as stopBuilding } from 'esbuild';
import { migrate, readMigrations } from '@/lib/runtime/migrate';
import { startCluster } from '@/lib/runtime/postgres/cluster';
import { type Database, openDatabase } from '@/lib/store/database';

export interface BenchSite {
  readonly database: Database;
  readonly directory: string;
  /** Starts so many processes of the product's own worker; resolves when all are ready. */
  startWorkers(count: number): Promise<BenchWorkers>;
  close(): Promise<void>;
}

export interface BenchWorkers {
  /** They do nothing until they are released; what is asked for meanwhile waits. */
  hold(): void;
  release(): void;
  stop(): Promise<void>;
}

/** The project `p` is there, and nothing else. */
export async function openBenchSite(connections = 10): Promise<BenchSite> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hearth-bench-'));
  // The database's own user must be able to pass.
  chmodSync(directory, 0o755);
  mkdirSync(path.join(directory, 'data'));
  const cluster = await startCluster({ directory: path.join(directory, 'postgres'), logFile: path.join(directory, 'log'), durable: true });
  await migrate(cluster.url('postgres'), await readMigrations());
  const database = openDatabase(cluster.url('postgres'), { connections });
  await database.pool.query("INSERT INTO project (id, name) VALUES ('p', 'p')");
  return {
    database,
    directory,
    async startWorkers(count) {
      const program = path.resolve(`dist/tools/${path.basename(directory)}-worker.mjs`);
      await build({
        entryPoints: ['lib/runtime/worker-main.ts'], outfile: program, bundle: true, platform: 'node', target: 'node24', format: 'esm', packages: 'external', logLevel: 'warning',
        loader: { '.sh': 'text', '.sql': 'text' },
      });
      await stopBuilding();
      const env = { ...process.env, DATABASE_URL: database.url, HEARTH_DATA: path.join(directory, 'data'), HEARTH_COMPONENT: 'worker', HEARTH_LOG_LEVEL: 'error' };
      const children = await Promise.all(Array.from({ length: count }, () => ready(fork(program, { env, execArgv: ['--no-warnings'], stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }))));
      rmSync(program);
      const signal = (name: NodeJS.Signals) => () => children.forEach((child) => child.kill(name));
      return {
        hold: signal('SIGSTOP'),
        release: signal('SIGCONT'),
        async stop() {
          await Promise.all(children.map((child) => {
            const gone = new Promise((resolve) => child.once('exit', resolve));
            child.kill('SIGTERM');
            return gone;
          }));
        },
      };
    },
    async close() {
      await database.close();
      await cluster.stop();
      rmSync(directory, { recursive: true, force: true });
    },
  };
}

function ready(child: ChildProcess): Promise<ChildProcess> {
  return new Promise((resolve, reject) => {
    child.once('message', () => resolve(child));
    child.once('exit', (code) => reject(new Error(`a worker ended with ${code} before it was ready`)));
  });
}

export function machine(): string {
  return `${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, PostgreSQL 18 with fsync`;
}

export function median(values: readonly number[]): number {
  return percentile(values, 50);
}

/** The smallest value that so many per cent of the values do not exceed. */
export function percentile(values: readonly number[], per: number): number {
  return values.toSorted((left, right) => left - right)[Math.max(0, Math.ceil((values.length * per) / 100) - 1)] ?? NaN;
}
