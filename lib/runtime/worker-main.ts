/** The worker process. */
import './follow-parent';
import { createHttpClient } from '@/lib/providers/http';
import { startHousekeeping } from './housekeeping';
import { services } from './services';
import { startWebhooks } from './webhooks';
import { startWorker } from './worker';

const { config, database, pool, vault, registry, catalogue, queue, resources, logger } = await services();
const worker = await startWorker({ pool, databaseUrl: database.url, queue, registry, catalogue, vault, logger });
const watches = [resources.watchSandbox, resources.watchContainers, resources.watchExecutions].map((watch) => watch((message, error) => logger.warn({ error }, message)));
const ssh = resources.watchSsh((message, error) => logger.warn({ error }, message));
const housekeeping = startHousekeeping(pool, logger);
const webhooks = startWebhooks({ pool, vault, http: createHttpClient({ allowPrivate: config.allowPrivateUrls }), publicUrl: config.publicUrl, logger });
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
  await Promise.all([worker.stop(), webhooks.stop()]);
  await queue.stop();
  await resources.close();
  await database.close();
}
