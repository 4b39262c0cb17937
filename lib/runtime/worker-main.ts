/** The worker process. */
import './follow-parent';
import { startHousekeeping } from './housekeeping';
import { services } from './services';
import { startWorker } from './worker';

const { database, pool, vault, registry, catalogue, queue, resources, logger } = await services();
const worker = await startWorker({ pool, databaseUrl: database.url, queue, registry, catalogue, vault, logger });
const watches = [resources.watchSandbox, resources.watchContainers, resources.watchExecutions].map((watch) => watch((message, error) => logger.warn({ error }, message)));
const ssh = resources.watchSsh((message, error) => logger.warn({ error }, message));
const housekeeping = startHousekeeping(pool, logger);
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
  housekeeping.stop();
  for (const watch of watches) watch.stop();
  await ssh.stop();
  await worker.stop();
  await queue.stop();
  await resources.close();
  await database.close();
}
