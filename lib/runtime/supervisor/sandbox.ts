/** Servers of the sandbox outlive the worker that started them, so that a worker can be replaced. They end with the instance. */
import path from 'node:path';
import { createSandbox } from '@/lib/providers/sandbox';
import { openDatabase } from '@/lib/store/database';
import { serverStore } from '@/lib/store/servers';
import type { Config } from '../config';

/** Ends the agents and scripts of all servers of this machine; the next start brings the agents back. */
export async function stopSandbox(config: Config, databaseUrl: string): Promise<void> {
  const database = openDatabase(databaseUrl, { connections: 1 });
  try {
    const servers = await serverStore(database.pool).live('sandbox');
    const sandbox = createSandbox({ enabled: config.sandbox, directory: path.join(config.dataDirectory, 'sandbox'), url: config.localUrl });
    await sandbox.stopAll(servers.map(({ id }) => id));
  } finally {
    await database.close();
  }
}
