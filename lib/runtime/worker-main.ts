/** The worker process. */
import { openQueue } from './queue';
import { services } from './services';
import { startWorker } from './worker';

const { database, pool, vault, registry, catalogue, logger } = await services();
const queue = await openQueue({ databaseUrl: database.url, logger, worker: true });
const worker = await startWorker({ pool, databaseUrl: database.url, queue, registry, catalogue, vault, logger });
process.send?.('ready');

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    if (stopping) return;
    stopping = true;
    stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ error }, 'the worker did not stop in order; its stacks are taken up when their leases expire');
        process.exit(1);
      },
    );
  });
}

async function stop(): Promise<void> {
  await worker.stop();
  await queue.stop();
  await database.close();
}
