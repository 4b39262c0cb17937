/**
 * What the crash tests break: a PostgreSQL of their own, worker processes that reach it through a proxy, and beside them, never broken, the cloud
 * in which their effects show. The web's part (requests, streams) is played by the test's own process, through the same proxy.
 */
import type { ChildProcess } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type LiveFeed, openLiveFeed } from '@/lib/runtime/live';
import { migrate, readMigrations } from '@/lib/runtime/migrate';
import { type Cluster, startCluster } from '@/lib/runtime/postgres/cluster';
import { openQueue, type RunQueue } from '@/lib/runtime/queue';
import { type Database, openDatabase } from '@/lib/store/database';
import { Cloud } from './cloud';
import { Proxy } from './proxy';
import type { Chance } from './random';
import { buildWorkerProgram, forkWorker } from './worker-program';

/** Every object of the sandbox's cloud that comes or goes is noted by the database itself, whoever made it. */
const LEDGER = `
  CREATE TABLE sandbox_ledger (at serial PRIMARY KEY, id uuid NOT NULL, kind text NOT NULL, what text NOT NULL);
  CREATE FUNCTION note_sandbox() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    IF TG_OP = 'INSERT' THEN INSERT INTO sandbox_ledger (id, kind, what) VALUES (NEW.id, NEW.kind, TG_OP);
    ELSE INSERT INTO sandbox_ledger (id, kind, what) VALUES (OLD.id, OLD.kind, TG_OP); END IF;
    RETURN NULL; END $$;
  CREATE TRIGGER note_sandbox AFTER INSERT OR DELETE ON sandbox_object FOR EACH ROW EXECUTE FUNCTION note_sandbox()`;

export const HARMS = ['kill', 'killAll', 'stop', 'cut', 'cutSome', 'terminate', 'hold', 'databaseFast', 'databaseImmediate', 'databaseKill'] as const;
export type Harm = (typeof HARMS)[number];

const WEIGHTS: Record<Harm, number> = { kill: 30, killAll: 4, stop: 4, cut: 11, cutSome: 16, terminate: 16, hold: 10, databaseFast: 3, databaseImmediate: 3, databaseKill: 3 };

export function pickHarm(chance: Chance): Harm {
  return chance.weighted(WEIGHTS);
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export class Site {
  readonly cloud: Cloud;
  /** Straight to the server: for what the tests themselves look at. */
  readonly database: Database;
  /** As the web process has it: through the proxy. */
  readonly web: { database: Database; queue: RunQueue; feed: LiveFeed };
  readonly harmed: Partial<Record<Harm, number>> = {};
  /** Workers that ended although nobody harmed them. */
  readonly collapsed: string[] = [];
  private readonly directory: string;
  private readonly program: string;
  private readonly proxy: Proxy;
  private cluster: Cluster;
  private readonly active = new Set<ChildProcess>();
  private readonly spare: Promise<ChildProcess>[] = [];
  private wanted: number;
  private closing = false;
  /** Harm to the database is done one after the other. */
  private databaseWork: Promise<void> = Promise.resolve();
  private manning: Promise<void> = Promise.resolve();

  private constructor(parts: { directory: string; program: string; cluster: Cluster; proxy: Proxy; cloud: Cloud; database: Database; web: Site['web']; workers: number }) {
    this.directory = parts.directory;
    this.program = parts.program;
    this.cluster = parts.cluster;
    this.proxy = parts.proxy;
    this.cloud = parts.cloud;
    this.database = parts.database;
    this.web = parts.web;
    this.wanted = parts.workers;
  }

  static async open(workers: number): Promise<Site> {
    const directory = mkdtempSync(path.join(tmpdir(), 'hearth-crash-'));
    // The database's own user must be able to pass.
    chmodSync(directory, 0o755);
    mkdirSync(path.join(directory, 'data'));
    const cluster = await startCluster(clusterOptions(directory));
    await migrate(cluster.url('postgres'), await readMigrations());
    const database = openDatabase(cluster.url('postgres'));
    await database.pool.query(LEDGER);
    const proxy = await Proxy.open(cluster.port);
    const through = new URL(cluster.url('postgres'));
    through.port = String(proxy.port);
    const web = {
      database: openDatabase(through.href), queue: await openQueue({ databaseUrl: through.href, logger: silent, worker: false }), feed: openLiveFeed(through.href, () => undefined),
    };
    const program = await buildWorkerProgram(path.basename(directory));
    const site = new Site({ directory, program, cluster, proxy, cloud: await Cloud.open(), database, web, workers });
    await site.replenish();
    return site;
  }

  get dataDirectory(): string {
    return path.join(this.directory, 'data');
  }

  get workers(): readonly ChildProcess[] {
    return [...this.active];
  }

  // --- workers --------------------------------------------------------------------------------------------------------

  private prepare(): void {
    const through = new URL(this.cluster.url('postgres'));
    through.port = String(this.proxy.port);
    const child = forkWorker(this.program, { DATABASE_URL: through.href, CLOUD_URL: this.cloud.url, HEARTH_DATA: this.dataDirectory, NODE_COMPILE_CACHE: path.join(this.directory, 'compiled') });
    this.spare.push(new Promise((resolve, reject) => {
      child.once('message', () => resolve(child));
      child.once('exit', (code) => reject(new Error(`a worker ended with ${code} before it was loaded`)));
    }));
  }

  /** As many workers as wanted, each told to begin; a successor is loaded beside them. */
  private replenish(): Promise<void> {
    this.manning = this.manning.then(() => this.man());
    return this.manning;
  }

  private async man(): Promise<void> {
    while (!this.closing && this.active.size < this.wanted) {
      if (this.spare.length === 0) this.prepare();
      const child = await this.spare.shift();
      this.prepare();
      if (child === undefined) continue;
      this.active.add(child);
      child.once('exit', (code, signal) => {
        if (!this.active.delete(child) || this.closing) return;
        // 75: it could not begin, because there was no database to begin with.
        if (code !== 75) this.collapsed.push(`worker ${child.pid} ended with ${signal ?? code}`);
        void this.replenish();
      });
      child.send('go');
    }
  }

  private async endWorker(child: ChildProcess | undefined, how: 'kill' | 'stop'): Promise<void> {
    if (child === undefined || !this.active.delete(child)) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    if (how === 'kill') child.kill('SIGKILL');
    else child.send('stop');
    await this.replenish();
    await gone;
  }

  /** Resolves when so many workers are running. Those that are too many go on. */
  async want(workers: number): Promise<void> {
    this.wanted = workers;
    await this.replenish();
  }

  /** Kills all workers, and starts none instead. */
  async abandon(): Promise<void> {
    this.wanted = 0;
    await Promise.all(this.workers.map((child) => this.endWorker(child, 'kill')));
  }

  // --- harm -----------------------------------------------------------------------------------------------------------

  async harm(harm: Harm, chance: Chance): Promise<void> {
    this.harmed[harm] = (this.harmed[harm] ?? 0) + 1;
    const victim = (): ChildProcess | undefined => this.workers[chance.below(this.active.size)];
    switch (harm) {
      case 'kill':
      case 'stop':
        return this.endWorker(victim(), harm);
      case 'killAll':
        await Promise.all(this.workers.map((child) => this.endWorker(child, 'kill')));
        return;
      case 'cut':
        return this.proxy.cut(() => true);
      case 'cutSome':
        return this.proxy.cut(() => chance.happens(0.4));
      case 'terminate':
        await this.database.pool
          .query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND random() < 0.5 AND backend_type = \'client backend\'')
          .catch(() => undefined);
        return;
      case 'hold':
        return this.proxy.hold(50 + chance.below(250));
      case 'databaseFast':
      case 'databaseImmediate':
      case 'databaseKill':
        this.databaseWork = this.databaseWork.then(() => this.restartDatabase(harm));
        return this.databaseWork;
      default:
        harm satisfies never;
    }
  }

  private async restartDatabase(how: 'databaseFast' | 'databaseImmediate' | 'databaseKill'): Promise<void> {
    const { cluster } = this;
    if (how === 'databaseFast') await cluster.stop();
    else {
      process.kill(cluster.pid, how === 'databaseKill' ? 'SIGKILL' : 'SIGQUIT');
      await cluster.exited;
    }
    this.cluster = await startCluster({ ...clusterOptions(this.directory), port: cluster.port });
  }

  async close(): Promise<void> {
    this.closing = true;
    for (const child of [...this.active, ...(await Promise.allSettled(this.spare)).flatMap((spare) => (spare.status === 'fulfilled' ? [spare.value] : []))]) child.kill('SIGKILL');
    await this.web.feed.close();
    await this.web.queue.stop();
    await this.web.database.close();
    await this.database.close();
    await this.proxy.close();
    await this.cloud.close();
    await this.cluster.stop();
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 5 });
    rmSync(this.program, { force: true });
  }
}

/** As the product runs it: what was committed survives the death of the server. */
function clusterOptions(directory: string) {
  return { directory: path.join(directory, 'postgres'), logFile: path.join(directory, 'postgres.log'), durable: true };
}
