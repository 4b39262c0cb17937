/** The use cases on a real database, with the product's own resource types, before any worker looks at what they stored. */
import { createVault } from '@/lib/auth/vault';
import { assembleResources } from '@/lib/resources/assembly';
import { openQueue, type RunQueue } from '@/lib/runtime/queue';
import type { Database } from '@/lib/store/database';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Caller, StackPorts } from '../ports';

export interface StackBench {
  readonly database: Database;
  readonly ports: StackPorts & { queue: RunQueue };
  /** A member of project `p`; there is a project `other` too. */
  readonly caller: Caller;
  /** How many rows there are of what the use cases store. */
  stored(): Promise<Record<'stack' | 'revision' | 'operation', number>>;
  close(): Promise<void>;
}

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined };

export async function stackBench(): Promise<StackBench> {
  const database = await freshDatabase();
  const { pool } = database;
  await pool.query("INSERT INTO project (id, name) VALUES ('p', 'p'), ('other', 'other')");
  const queue = await openQueue({ databaseUrl: database.url, logger: silent, worker: true });
  const vault = createVault(Buffer.alloc(32, 1));
  const resources = assembleResources({
    pool, databaseUrl: database.url, vault, wake: (client, rootId) => queue.enqueueRun(client, rootId),
    config: { dataDirectory: '/nonexistent', publicUrl: 'http://127.0.0.1:1', localUrl: 'http://127.0.0.1:1', sandbox: false, allowPrivateUrls: false },
  });
  return {
    database,
    ports: { pool, vault, queue, registry: resources.registry, catalogue: resources.registry.catalogue },
    caller: { userId: 'u', userName: 'bob', projectId: 'p', projectName: 'p', role: 'member' },
    async stored() {
      const { rows } = await pool.query<Record<'stack' | 'revision' | 'operation', number>>(
        'SELECT (SELECT count(*)::int FROM stack) AS stack, (SELECT count(*)::int FROM revision) AS revision, (SELECT count(*)::int FROM operation) AS operation',
      );
      const [row] = rows;
      if (row === undefined) throw new Error('counting rows gave no row');
      return row;
    },
    async close() {
      await resources.close();
      await queue.stop();
      await database.close();
    },
  };
}
