/**
 * Hands root stacks to workers. A request is rows in the database; the job only says "look at this stack", is sent in the transaction that
 * makes the rows, and may arrive twice or late: the lease decides who works, and a sweep finds what no job told of.
 */
import type { ClientBase, Pool } from 'pg';
import { fromPrisma, PgBoss } from 'pg-boss';
import type { Logger } from './logger';

/** Channel that wakes a run which is under way; its payload is the id of the root stack. */
export const WAKE_CHANNEL = 'hearth_wake';

const QUEUE = 'run';

/** A transaction of Prisma, or a client or pool of pg. */
export type SqlExecutor = Parameters<typeof fromPrisma>[0] | ClientBase | Pool;

export interface QueueOptions {
  databaseUrl: string;
  logger: Pick<Logger, 'warn' | 'error'>;
  /** Workers also look after the queue: retries, expiry, removal of old jobs. */
  worker: boolean;
}

export interface RunQueue {
  /**
   * Asks for a run of a root stack, inside the caller's transaction: what the transaction wrote and the job become visible together.
   * Many requests while none is taken are one job.
   */
  enqueueRun(executor: SqlExecutor, rootId: string): Promise<void>;
  /** Calls `take` for every root stack that is asked for, as long as the queue is open. */
  work(take: (rootId: string) => Promise<void>): Promise<void>;
  stop(): Promise<void>;
}

export async function openQueue({ databaseUrl, logger, worker }: QueueOptions): Promise<RunQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: worker ? 3 : 2,
    supervise: worker,
    schedule: false,
    useListenNotify: worker,
    application_name: 'hearth-queue',
  });
  boss.on('error', (error) => logger.error({ error }, 'the queue failed'));
  boss.on('warning', (warning) => logger.warn({ warning }, 'the queue warns'));
  await boss.start();
  await boss.createQueue(QUEUE, { policy: 'short', notify: true, retryLimit: 3, expireInSeconds: 60, deleteAfterSeconds: 3_600 });
  return {
    async enqueueRun(executor, rootId) {
      const db = databaseOf(executor);
      await db.executeSql('UPDATE stack SET wake_requested = true WHERE id = $1::uuid', [rootId]);
      await boss.send(QUEUE, { rootId }, { singletonKey: rootId, db });
      await db.executeSql(`SELECT pg_notify('${WAKE_CHANNEL}', $1)::text`, [rootId]);
    },
    async work(take) {
      await boss.work<{ rootId: string }>(QUEUE, { batchSize: 20, pollingIntervalSeconds: 2 }, async (jobs) => {
        await Promise.all(jobs.map((job) => take(job.data.rootId)));
      });
    },
    async stop() {
      await boss.stop({ graceful: true, timeout: 2_000, close: true });
    },
  };
}

function databaseOf(executor: SqlExecutor): Pick<ReturnType<typeof fromPrisma>, 'executeSql'> {
  if ('$queryRawUnsafe' in executor) return fromPrisma(executor);
  return { executeSql: (text, values) => executor.query(text, values) };
}
