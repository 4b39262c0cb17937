/** Records of deployments, as the worker writes them. */
import type { Pool, PoolClient } from 'pg';
import { maskMap } from '@/lib/engine/secrets';
import type { Vault } from '@/lib/engine/types';
import type { JsonMap } from '@/lib/hot/types';
import { deploymentsMetadata } from '@/lib/software/metadata';
import type { DeploymentStore } from '@/lib/software/ports';
import { CONFIG_COLUMNS, configOf, type ConfigRow, insertConfig } from './configs';
import { forgetRuns, keepRun } from './deployment-runs';
import { tell, transaction } from './transaction';

export function deploymentStore(pool: Pool, vault: Vault): DeploymentStore {
  return {
    begin: (record, config) =>
      transaction(pool, async (client) => {
        await keepRun(client, record.id, config.id);
        await insertConfig(client, vault, record.projectId, config, record.id);
        // The second half applies only when the run is another one than before: a repeated call must not undo what the agent has reported.
        await client.query(
          `INSERT INTO software_deployment AS d (id, project_id, stack_id, root_id, resource_id, resource_name, server_id, config_id, action, status,
             status_reason, input_values, created_at)
           VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, clock_timestamp())
           ON CONFLICT (id) DO UPDATE SET config_id = excluded.config_id, action = excluded.action, status = excluded.status,
             status_reason = excluded.status_reason, input_values = excluded.input_values, run = d.run + 1, delivered_at = NULL, started_at = NULL,
             finished_at = NULL, updated_at = clock_timestamp()
           WHERE d.config_id <> excluded.config_id`,
          [
            record.id, record.projectId, record.stackId, record.rootId, record.resourceId, record.resourceName, record.serverId, config.id,
            record.action, record.status, record.statusReason, JSON.stringify(maskMap(record.inputValues, config.secrets)),
          ],
        );
        await client.query('DELETE FROM software_config WHERE derived_for = $1 AND id <> $2', [record.id, config.id]);
        await tellAgent(client, record.serverId);
        await tellPages(client, record.rootId);
      }),

    async close(id, configId, status, statusReason, outputs) {
      await transaction(pool, async (client) => {
        const { rows } = await client.query<{ root_id: string | null }>(
          `UPDATE software_deployment SET status = $3, status_reason = $4, output_values = $5, updated_at = clock_timestamp(),
             finished_at = coalesce(finished_at, clock_timestamp())
           WHERE id = $1 AND config_id = $2 RETURNING root_id`,
          [id, configId, status, statusReason, JSON.stringify(outputs)],
        );
        await tellPages(client, rows[0]?.root_id ?? null);
      });
    },

    async cancel(id, statusReason) {
      await transaction(pool, async (client) => {
        const { rows } = await client.query<{ root_id: string | null; server_id: string }>(
          `UPDATE software_deployment SET status = 'FAILED', status_reason = $2, updated_at = clock_timestamp(), finished_at = clock_timestamp()
           WHERE id = $1 AND status = 'IN_PROGRESS' RETURNING root_id, server_id`,
          [id, statusReason],
        );
        await tellPages(client, rows[0]?.root_id ?? null);
      });
    },

    async remove(id) {
      await transaction(pool, async (client) => {
        const { rows } = await client.query<RemovedRow>(
          `UPDATE software_deployment SET deleted_at = clock_timestamp(), finished_at = coalesce(finished_at, clock_timestamp())
           WHERE id = $1 AND deleted_at IS NULL RETURNING id, root_id, server_id, stack_id, resource_name, status`,
          [id],
        );
        const [removed] = rows;
        if (removed === undefined) return;
        // What a deleted stack did is not compared with anything any more.
        if (await goesAltogether(client, removed.root_id)) await forgetRuns(client, removed.stack_id, removed.resource_name);
        else await keepRun(client, removed.id, null);
        await forget(client, removed.status === 'FAILED' ? await outdated(client, removed) : [id]);
        await tellAgent(client, removed.server_id);
        await tellPages(client, removed.root_id);
      });
    },
  };
}

interface RemovedRow {
  id: string;
  root_id: string | null;
  server_id: string;
  stack_id: string | null;
  resource_name: string | null;
  status: string;
}

/** Of the failed deployments of one resource, so many are kept with their output after they were deleted. */
const FAILURES_KEPT = 3;

async function outdated(client: PoolClient, { stack_id: stackId, resource_name: name }: RemovedRow): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM software_deployment WHERE stack_id = $1 AND resource_name = $2 AND deleted_at IS NOT NULL ORDER BY deleted_at DESC OFFSET $3`,
    [stackId, name, FAILURES_KEPT],
  );
  return rows.map((row) => row.id);
}

async function goesAltogether(client: PoolClient, rootId: string | null): Promise<boolean> {
  const { rows } = await client.query<{ action: string }>('SELECT action FROM operation WHERE stack_id = $1 ORDER BY number DESC LIMIT 1', [rootId]);
  return rows[0]?.action === 'DELETE';
}

async function forget(client: PoolClient, ids: readonly string[]): Promise<void> {
  await client.query('DELETE FROM software_config WHERE derived_for = ANY ($1)', [ids]);
  await client.query('DELETE FROM deployment_log l WHERE deployment_id = ANY ($1) AND NOT EXISTS (SELECT 1 FROM deployment_run r WHERE r.config_id = l.config_id)', [ids]);
  await client.query('DELETE FROM software_deployment WHERE id = ANY ($1)', [ids]);
}

/** The `deployments` list of a server, as agents that poll read it. */
export async function readDeploymentsMetadata(pool: Pool, vault: Vault, serverId: string): Promise<JsonMap[]> {
  const { rows } = await pool.query<ConfigRow>(
    `SELECT ${CONFIG_COLUMNS} FROM software_deployment d JOIN software_config c ON c.id = d.config_id WHERE d.server_id = $1 AND d.deleted_at IS NULL`,
    [serverId],
  );
  return deploymentsMetadata(rows.map((row) => ({ ...configOf(row, vault), createdAt: row.config_created_at })));
}

/** Rings the bell of the server's agent, wherever it waits, once the transaction is through. */
export async function tellAgent(client: PoolClient, serverId: string): Promise<void> {
  await client.query('UPDATE server SET generation = generation + 1 WHERE id = $1', [serverId]);
  await tell(client, 'hearth_agent', serverId);
}

/** Pages that show this stack read its deployments again. */
export async function tellPages(client: Pool | PoolClient, rootId: string | null): Promise<void> {
  if (rootId !== null) await tell(client, 'hearth_stack', rootId);
}
