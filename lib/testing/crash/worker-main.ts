/**
 * A worker process to be killed: the product's own types with its sandbox, and things of a cloud outside. Loads everything, says "loaded", and
 * begins when told "go", so that a successor need not be waited for. Started with DATABASE_URL, CLOUD_URL, HEARTH_DATA; where services answer it, with PUBLIC_URL and the VAULT_KEY of the web server.
 */
import { createVault } from '@/lib/auth/vault';
import type { ResourceType } from '@/lib/engine/resource-type';
import { assembleResources } from '@/lib/resources/assembly';
import { openQueue } from '@/lib/runtime/queue';
import { startWorker, type Worker } from '@/lib/runtime/worker';
import { openPool } from '@/lib/store/pool';
import { thingTypes } from './things';

const databaseUrl = process.env['DATABASE_URL'] ?? '';
/** With CRASH_TALK, what a worker would log, in one line each. */
const complain = (context: unknown, message = ''): void => {
  if (process.env['CRASH_TALK'] === undefined) return;
  const error = typeof context === 'object' && context !== null && 'error' in context ? context.error : context;
  console.error(process.pid, message, error instanceof Error ? `${error.name}: ${error.message}` : error);
};
const logger = { info: () => undefined, warn: complain, error: complain };

async function begin(): Promise<Worker> {
  const pool = openPool(databaseUrl, { connections: 4, onConnectionLost: (error) => complain(error, 'a connection was lost') });
  const { VAULT_KEY: key, PUBLIC_URL: url = 'http://127.0.0.1:9' } = process.env;
  const vault = createVault(key === undefined ? Buffer.alloc(32, 7) : Buffer.from(key, 'base64'));
  const queue = await openQueue({ databaseUrl, logger, worker: true });
  const config = { dataDirectory: process.env['HEARTH_DATA'] ?? '', publicUrl: url, localUrl: url, sandbox: true, allowPrivateUrls: true };
  const { registry } = assembleResources({ pool, databaseUrl, vault, config, wake: (client, rootId) => queue.enqueueRun(client, rootId) });
  const things = new Map(thingTypes(process.env['CLOUD_URL'] ?? '').map((type): [string, ResourceType] => [type.schema.name, type]));
  return startWorker({
    pool, databaseUrl, queue, vault, logger, lingerMs: 50,
    registry: { get: (name) => things.get(name) ?? registry.get(name) },
    catalogue: { get: (name) => things.get(name)?.schema ?? registry.catalogue.get(name), names: () => registry.catalogue.names() },
  });
}

let worker: Worker | null = null;

process.on('message', (message) => {
  if (message === 'go') {
    begin().then(
      (started) => {
        worker = started;
        process.send?.('ready');
      },
      // As the supervisor does with a worker that cannot start: another one is.
      (fault: unknown) => {
        complain(fault, 'the worker could not start');
        process.exit(75);
      },
    );
  }
  if (message === 'timers') process.send?.({ timers: process.getActiveResourcesInfo().filter((kind) => kind === 'Timeout').length });
  if (message === 'stop') void Promise.resolve(worker?.stop()).finally(() => process.exit(0));
});
process.on('disconnect', () => process.exit(0));
process.send?.('loaded');
