/** The one connection on which a worker hears that a run should look again. */
import { Client } from 'pg';
import type { Logger } from './logger';
import { WAKE_CHANNEL } from './queue';

const RECONNECT_AFTER_MS = 500;

/**
 * Calls `wake` with the id of a root stack whenever somebody asks for it. A broken connection is made again; what was missed meanwhile
 * is not lost, because requests are rows and the job and the sweep find them. Answers a function that stops.
 */
export async function listenForWakes(databaseUrl: string, logger: Pick<Logger, 'warn'>, wake: (rootId: string) => void): Promise<() => Promise<void>> {
  let stopped = false;
  let client: Client | null = null;
  const connect = async (): Promise<void> => {
    const next = new Client({ connectionString: databaseUrl, application_name: 'hearth-wakes', keepAlive: true });
    next.on('notification', ({ payload }) => wake(payload ?? ''));
    next.on('error', (error) => {
      if (client !== next) return;
      client = null;
      logger.warn({ error }, 'the connection that hears wake-ups broke');
      later();
    });
    await next.connect();
    await next.query(`LISTEN ${WAKE_CHANNEL}`);
    client = next;
  };
  const later = (): void => {
    if (stopped) return;
    setTimeout(() => {
      if (!stopped) connect().catch(later);
    }, RECONNECT_AFTER_MS).unref();
  };
  await connect();
  return async () => {
    stopped = true;
    const open = client;
    client = null;
    await open?.end();
  };
}
