/**
 * Hands root stacks to workers. A request is rows in the database; the job only says "look at this stack", is sent in the transaction that
 * makes the rows, and may arrive twice or late: the lease decides who works, and a sweep finds what no job told of.
 */
import type { ClientBase, Pool } from 'pg';
import { fromPrisma, type JobWithMetadata, PgBoss } from 'pg-boss';
import { tell } from '@/lib/store/transaction';
import type { Logger } from './logger';

/** Channel on which workers hear that a stack is asked for; its payload is the id of the root stack. */
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
   * Many requests while none is taken are one job. `marked`: the row of the stack says already that it is asked for.
   */
  enqueueRun(executor: SqlExecutor, rootId: string, marked?: boolean): Promise<void>;
  /** Calls `take` for every root stack that is asked for, as long as the queue is open. */
  work(take: (rootId: string) => Promise<void>): Promise<void>;
  /** There may be something to take: it is looked for now, and not when its time comes. */
  look(): void;
  stop(): Promise<void>;
}

export async function openQueue({ databaseUrl, logger, worker }: QueueOptions): Promise<RunQueue> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    max: worker ? 3 : 2,
    supervise: worker,
    schedule: false,
    // Workers are told after the commit (see `tell`): a notification within it would let one transaction commit at a time.
    useListenNotify: false,
    application_name: 'hearth-queue',
  });
  boss.on('error', (error) => logger.error({ error }, 'the queue failed'));
  boss.on('warning', (warning) => logger.warn({ warning }, 'the queue warns'));
  await boss.start();
  await boss.createQueue(QUEUE, { policy: 'short', retryLimit: 3, expireInSeconds: 60, deleteAfterSeconds: 3_600 });
  // Queues of earlier versions notified by themselves.
  await boss.updateQueue(QUEUE, { notify: false });
  const takers: string[] = [];
  return {
    async enqueueRun(executor, rootId, marked = false) {
      const db = databaseOf(executor);
      if (!marked) await db.executeSql('UPDATE stack SET wake_requested = true WHERE id = $1::uuid', [rootId]);
      await boss.send(QUEUE, { rootId }, { singletonKey: rootId, db });
      if ('$queryRawUnsafe' in executor) await db.executeSql('SELECT pg_notify($1, $2)::text', [WAKE_CHANNEL, rootId]);
      else await tell(executor, WAKE_CHANNEL, rootId);
    },
    async work(take) {
      takers.push(await boss.work(QUEUE, { batchSize: 20, pollingIntervalSeconds: 2, includeMetadata: true }, async (jobs: JobWithMetadata<{ rootId: string }>[]) => {
        // The oldest are fetched, but come in any order.
        const inOrder = jobs.toSorted((a, b) => a.createdOn.getTime() - b.createdOn.getTime());
        await Promise.all(inOrder.map((job) => take(job.data.rootId)));
      }));
    },
    look() {
      for (const taker of takers) boss.notifyWorker(taker);
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
