/** Executions of workflows that resources remember, and whose end they have not heard of. */
import type { Pool } from 'pg';
import { transaction } from './transaction';
import { insertSignal, type WakeRun } from './signals';
import { uuidFrom } from '@/lib/providers/uuid';

export interface OpenExecution {
  id: string;
  /** Where it runs. */
  projectId: string;
  connectionId: string;
  resource: { id: string; stackId: string; rootId: string };
}

export interface ExecutionStore {
  open(): Promise<OpenExecution[]>;
  /** A signal for the resource, once for each state however many workers see it. */
  tell(execution: OpenExecution, state: string, payload: { [key: string]: boolean }): Promise<void>;
}

export function executionStore(pool: Pool, wake: WakeRun): ExecutionStore {
  return {
    async open() {
      const { rows } = await pool.query<{ id: string; projectId: string; connectionId: string; resourceId: string; stackId: string; rootId: string }>(
        `SELECT e ->> 'id' AS id, s.project_id AS "projectId", r.data ->> 'connection' AS "connectionId", r.id AS "resourceId", r.stack_id AS "stackId", r.root_id AS "rootId"
         FROM resource r JOIN stack s ON s.id = r.stack_id CROSS JOIN LATERAL jsonb_array_elements(r.data -> 'executions') e
         WHERE r.type = 'OS::Mistral::Workflow' AND r.action <> 'DELETE' AND r.data @> '{"executions": [{"ended": false}]}' AND e ->> 'ended' = 'false' LIMIT 1000`,
      );
      return rows.map(({ resourceId, stackId, rootId, ...execution }) => ({ ...execution, resource: { id: resourceId, stackId, rootId } }));
    },
    async tell({ id, resource }, state, payload) {
      await transaction(pool, (client) => insertSignal(client, uuidFrom('execution', id, state), resource, payload, wake));
    },
  };
}
