/**
 * The worker: takes root stacks, runs each until nothing of it can move, and gives it back. Many at once, in one process; as many processes
 * as wanted, on any number of machines. A worker that dies is replaced by whoever sweeps next after its leases have expired.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { Run } from '@/lib/engine/run';
import type { ResourceTypeRegistry } from '@/lib/engine/resource-type';
import { LeaseLost, type Vault } from '@/lib/engine/types';
import type { TypeCatalogue } from '@/lib/hot/types';
import { PostgresJournal } from '@/lib/store/journal';
import { isLostConnection } from '@/lib/store/faults';
import { acquireLease, findForsaken, handBackLease, type Lease, LEASE_SECONDS, releaseLease, renewLeases } from '@/lib/store/lease';
import { loadRunState, PostgresRequests } from '@/lib/store/run-state';
import { bindRevision } from '@/lib/store/run-state-target';
import { markWorkerStopped, reportWorker } from '@/lib/store/workers';
import type { Logger } from './logger';
import type { RunQueue } from './queue';
import { systemClock } from './worker-clock';
import { endLeasesOfTheDead, newWorkerId } from './worker-identity';
import { listenForWakes } from './worker-wakes';

export interface WorkerOptions {
  pool: Pool;
  /** For the one connection that listens. */
  databaseUrl: string;
  queue: Pick<RunQueue, 'work' | 'look'>;
  registry: ResourceTypeRegistry;
  catalogue: TypeCatalogue;
  vault: Vault;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** Most root stacks at once; others wait, or go to other workers. Default 100. */
  capacity?: number;
  /** Most handlers with effects outside at once for one stack, by kind of connection. Default 32 each. */
  limits?: Readonly<Record<string, number>>;
  /** See `RunPorts.lingerMs`. Default 1,000. */
  lingerMs?: number;
}

export interface Worker {
  /** Gives every stack back: what can finish within two seconds does, the rest is recovered by the next worker. */
  stop(): Promise<void>;
}

const RENEW_EVERY_MS = 3_000;
const SWEEP_EVERY_MS = 500;
/** How often a worker says that it is there. */
const REPORT_EVERY_MS = 30_000;
const STOP_WITHIN_MS = 2_000;
const RETURN_EVERY_MS = 100;

export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const worker = new StackWorker(options);
  await worker.start();
  return worker;
}

class Stopping extends Error {
  override readonly name = 'Stopping';
}

class StackWorker implements Worker {
  private readonly options: WorkerOptions;
  private readonly id = newWorkerId();
  private readonly runs = new Map<string, { run: Run | null; lease: Lease | null; done: Promise<void> }>();
  /** Jobs that wait for one of the runs to end, in the order in which they came. */
  private readonly vacancies: (() => void)[] = [];
  private readonly timers: NodeJS.Timeout[] = [];
  private stopWakes: (() => Promise<void>) | null = null;
  private stopping = false;
  private sweeping = false;
  private readonly capacity: number;

  constructor(options: WorkerOptions) {
    this.options = options;
    this.capacity = options.capacity ?? 100;
  }

  async start(): Promise<void> {
    const { databaseUrl, queue, logger } = this.options;
    this.stopWakes = await listenForWakes(databaseUrl, logger, (rootId) => this.hear(rootId));
    this.timers.push(setInterval(() => void this.renew(), RENEW_EVERY_MS), setInterval(() => void this.sweep(), SWEEP_EVERY_MS), setInterval(() => void this.announce(), REPORT_EVERY_MS));
    await queue.work((rootId) => this.takeWhenThereIsRoom(rootId));
    await Promise.all([this.sweep(), this.announce()]);
    logger.info({ worker: this.id }, 'the worker is ready');
  }

  async stop(): Promise<void> {
    this.stopping = true;
    for (const give of this.vacancies.splice(0)) give();
    for (const timer of this.timers) clearInterval(timer);
    await this.stopWakes?.();
    const ending = Promise.all([...this.runs.values()].map(({ done }) => done));
    await Promise.race([ending, pause(STOP_WITHIN_MS)]);
    for (const { run } of this.runs.values()) run?.abort(new Stopping('the worker stops'));
    await Promise.race([ending, pause(STOP_WITHIN_MS)]);
    await markWorkerStopped(this.options.pool, this.id).catch((error: unknown) => this.options.logger.warn({ error }, 'the worker could not sign off'));
  }

  /** Whoever runs the stack looks again; any other may find its job. */
  private hear(rootId: string): void {
    const known = this.runs.get(rootId);
    if (known === undefined) this.options.queue.look();
    else known.run?.wake();
  }

  private async announce(): Promise<void> {
    try {
      await reportWorker(this.options.pool, { id: this.id, host: hostname(), reportSeconds: REPORT_EVERY_MS / 1_000 });
    } catch (error) {
      this.options.logger.warn({ error }, 'the worker could not report itself');
    }
  }

  /** A job that were let go because all places are taken would be found by a sweep only, after others that came later. */
  private async takeWhenThereIsRoom(rootId: string): Promise<void> {
    while (!this.stopping && !this.runs.has(rootId) && this.runs.size >= this.capacity) await new Promise<void>((resolve) => { this.vacancies.push(resolve); });
    this.take(rootId);
  }

  private take(rootId: string): void {
    const known = this.runs.get(rootId);
    if (known !== undefined) {
      known.run?.wake();
      return;
    }
    if (this.stopping || this.runs.size >= this.capacity) return;
    const entry: { run: Run | null; lease: Lease | null; done: Promise<void> } = { run: null, lease: null, done: Promise.resolve() };
    this.runs.set(rootId, entry);
    entry.done = this.carryOut(rootId, entry)
      .catch((fault: unknown) => this.report(rootId, fault))
      .then((again) => {
        this.runs.delete(rootId);
        if (again === true) this.take(rootId);
        else this.vacancies.shift()?.();
      });
  }

  /** True when something arrived for the stack while it was being given back. */
  private async carryOut(rootId: string, entry: { run: Run | null; lease: Lease | null }): Promise<boolean> {
    const { pool } = this.options;
    const lease = await acquireLease(pool, rootId, this.id);
    if (lease === null) return false;
    entry.lease = lease;
    const journal = this.journalOf(lease, entry);
    try {
      entry.run = await this.prepare(lease, journal);
      await entry.run.drive();
    } catch (fault) {
      // Whoever takes the stack next calls again what was under way: not beside this one, if it can be helped.
      await Promise.race([entry.run?.quiet(), pause(STOP_WITHIN_MS)]);
      // Of any other fault the lease is kept until it expires: one that comes at once every time must not be repeated without a pause.
      if (fault instanceof Stopping) {
        await journal.durable();
        await handBackLease(pool, lease);
      } else if (isLostConnection(fault)) await this.giveBackWhenPossible(lease);
      throw fault;
    } finally {
      entry.run = null;
    }
    return releaseLease(pool, lease);
  }

  /** The database was away for a moment: whoever can reach it again first goes on, and the lease need not expire. */
  private async giveBackWhenPossible(lease: Lease): Promise<void> {
    for (const end = Date.now() + LEASE_SECONDS * 1_000; Date.now() < end; ) {
      await pause(RETURN_EVERY_MS);
      const gaveBack = await handBackLease(this.options.pool, lease).then(() => true, () => false);
      if (gaveBack) return;
    }
  }

  private journalOf({ rootId, epoch, eventSeq }: Lease, entry: { run: Run | null }): PostgresJournal {
    const { pool, vault } = this.options;
    return new PostgresJournal({ pool, vault, rootId, epoch, eventSeq, onLost: (fault) => entry.run?.abort(fault) });
  }

  private async prepare({ rootId }: Lease, journal: PostgresJournal): Promise<Run> {
    const { pool, vault, registry, logger, limits = {}, lingerMs = 1_000 } = this.options;
    const state = await loadRunState(pool, rootId, vault);
    return new Run(state, {
      journal,
      registry,
      clock: systemClock,
      requests: new PostgresRequests(pool, rootId),
      bind: (revisionId) => bindRevision(this.options, revisionId),
      newId: () => randomUUID(),
      limitOf: (connection) => limits[connection] ?? 32,
      mayPass: isLostConnection,
      warn: (message, fault) => logger.warn({ stack: rootId, error: fault }, message),
      lingerMs,
    });
  }

  private report(rootId: string, fault: unknown): void {
    if (fault instanceof Stopping) return;
    if (fault instanceof LeaseLost) this.options.logger.warn({ stack: rootId, error: fault }, 'another worker has taken the stack');
    else if (isLostConnection(fault)) this.options.logger.warn({ stack: rootId, error: fault }, 'the database was away; the stack is taken up again when it is back');
    else this.options.logger.error({ stack: rootId, error: fault }, 'a run ended with a fault; it is taken up again when its lease expires');
  }

  private async renew(): Promise<void> {
    const held = [...this.runs].flatMap(([rootId, { run }]) => (run === null ? [] : [rootId]));
    if (held.length === 0) return;
    try {
      for (const rootId of await renewLeases(this.options.pool, held, this.id)) {
        this.runs.get(rootId)?.run?.abort(new LeaseLost(`the lease of stack ${rootId} was not renewed: it is held by another worker`));
      }
    } catch (error) {
      this.options.logger.warn({ error }, 'leases could not be renewed');
    }
  }

  private async sweep(): Promise<void> {
    const room = this.capacity - this.runs.size;
    if (this.stopping || this.sweeping || room <= 0) return;
    this.sweeping = true;
    try {
      await endLeasesOfTheDead(this.options.pool);
      for (const rootId of await findForsaken(this.options.pool, room)) this.take(rootId);
    } catch (error) {
      this.options.logger.warn({ error }, 'looking for forsaken stacks failed');
    } finally {
      this.sweeping = false;
    }
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
}
