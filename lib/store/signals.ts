/** Signals wait in the database until the worker of their stack has handled them. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Json } from '@/lib/hot/types';
import type { Signallable, SignalStore } from '@/lib/software/ports';
import { transaction } from './transaction';

/** Hands the tree of a stack to a worker, in the transaction of `client`. `marked`: its row says already that it is asked for. */
export type WakeRun = (client: PoolClient, rootId: string, marked?: boolean) => Promise<void>;

export function signalStore(pool: Pool, wake: WakeRun): SignalStore {
  return {
    async findResource(resourceId) {
      const { rows } = await pool.query<Signallable>(
        `SELECT r.id, r.name, r.type, r.action, r.status, r.stack_id AS "stackId", s.name AS "stackName", r.root_id AS "rootId", s.project_id AS "projectId"
         FROM resource r JOIN stack s ON s.id = r.stack_id WHERE r.id = $1`, [resourceId],
      );
      return rows[0] ?? null;
    },
    async deliver(target, payload) {
      await transaction(pool, (client) => insertSignal(client, randomUUID(), target, payload, wake));
    },
  };
}

/** A signal with an id that is there already is the same one, sent again. */
export async function insertSignal(
  client: PoolClient, id: string, target: { id: string; stackId: string; rootId: string }, payload: Json, wake: WakeRun,
): Promise<void> {
  const { rowCount } = await client.query(
    'INSERT INTO signal (id, root_id, stack_id, resource_id, payload) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING',
    [id, target.rootId, target.stackId, target.id, JSON.stringify(payload)],
  );
  if (rowCount !== 0) await wake(client, target.rootId);
}
