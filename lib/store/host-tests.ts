/** Self-tests of hosts: deployments of no stack, one a host. A new one takes the place of the last. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { Heard } from '@/lib/software/host-test/results';
import { BOOT_OPTION, TEST_OPTION } from '@/lib/software/metadata';
import { PASSIVE_GROUPS } from '@/lib/software/types';
import { insertConfig } from './configs';
import { tellAgent } from './deployments';
import { transaction } from './transaction';

/** For queries of `software_deployment d` about what was deployed: a self-test is not. */
export const NO_TEST = `NOT EXISTS (SELECT 1 FROM software_config t WHERE t.id = d.config_id AND t.options ? '${TEST_OPTION}')`;

export interface HostTestRecord {
  id: string;
  startedBy: string;
  status: string;
  statusReason: string;
  statusCode: number | null;
  cancelled: boolean;
  createdAt: Date;
  deliveredAt: Date | null;
  startedAt: Date | null;
  finishedAt: Date | null;
  /** Runs that the host does before it. */
  before: number;
  heard: Heard[];
}

const TESTS = `software_deployment d JOIN software_config c ON c.id = d.config_id AND c.options ? '${TEST_OPTION}'`;

/** `open`: one is under way; `revoked`: nothing runs on the host. Then nothing was begun. */
export function beginHostTest(pool: Pool, vault: Vault, test: { projectId: string; serverId: string; startedBy: string; script: string }): Promise<'began' | 'open' | 'revoked'> {
  return transaction(pool, async (client) => {
    // Two people who press the button at once begin one test.
    const { rows: [server] } = await client.query<{ revoked: boolean }>('SELECT revoked_at IS NOT NULL AS revoked FROM server WHERE id = $1 FOR UPDATE', [test.serverId]);
    if (server?.revoked === true) return 'revoked';
    const { rows: last } = await client.query<{ id: string; open: boolean }>(`SELECT d.id, d.finished_at IS NULL AS open FROM ${TESTS} WHERE d.server_id = $1`, [test.serverId]);
    if (last.some(({ open }) => open)) return 'open';
    await forget(client, last.map(({ id }) => id));
    const [id, configId] = [randomUUID(), randomUUID()];
    const options = { [TEST_OPTION]: test.startedBy };
    await insertConfig(client, vault, test.projectId, { id: configId, name: 'self-test', group: 'script', config: test.script, inputs: [], outputs: [], options, secrets: [] }, id);
    await client.query(
      `INSERT INTO software_deployment (id, project_id, server_id, config_id, action, status, status_reason, created_at)
       VALUES ($1, $2, $3, $4, 'CREATE', 'IN_PROGRESS', 'Self-test of the host', clock_timestamp())`,
      [id, test.projectId, test.serverId, configId],
    );
    await tellAgent(client, test.serverId);
    return 'began';
  });
}

/** The one under way, else the last. */
export async function findHostTest(pool: Pool, projectId: string, serverId: string): Promise<HostTestRecord | null> {
  const { rows: [row] } = await pool.query<Omit<HostTestRecord, 'heard' | 'statusCode'> & { configId: string; code: string | null }>(
    `SELECT d.id, c.id AS "configId", c.options ->> '${TEST_OPTION}' AS "startedBy", d.status, d.status_reason AS "statusReason", d.output_values ->> 'deploy_status_code' AS code,
       d.deleted_at IS NOT NULL AS cancelled, d.created_at AS "createdAt", d.delivered_at AS "deliveredAt", d.started_at AS "startedAt", d.finished_at AS "finishedAt",
       (SELECT count(*)::int FROM software_deployment other JOIN software_config oc ON oc.id = other.config_id WHERE other.server_id = d.server_id AND other.id <> d.id AND other.deleted_at IS NULL
          AND other.finished_at IS NULL AND d.delivered_at IS NULL AND (other.delivered_at IS NOT NULL OR oc.options ? $3) AND NOT (oc."group" = ANY ($4))) AS before
     FROM ${TESTS} WHERE d.server_id = $1 AND d.project_id = $2`,
    [serverId, projectId, BOOT_OPTION, PASSIVE_GROUPS],
  );
  if (row === undefined) return null;
  const { configId, code, ...record } = row;
  const { rows: heard } = await pool.query<Heard>("SELECT text, at FROM deployment_log WHERE config_id = $1 AND stream = 'stdout' ORDER BY position", [configId]);
  return { ...record, statusCode: code === null ? null : Number(code), heard };
}

/** False: none is under way. Its agent hears of it with the next piece that it sends; what is left of the script is over within seconds. */
export async function cancelHostTest(pool: Pool, projectId: string, serverId: string, reason: string): Promise<boolean> {
  return transaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `UPDATE software_deployment d SET status = 'FAILED', status_reason = $3, finished_at = clock_timestamp(), deleted_at = clock_timestamp(), updated_at = clock_timestamp()
       FROM software_config c WHERE c.id = d.config_id AND c.options ? '${TEST_OPTION}' AND d.server_id = $1 AND d.project_id = $2 AND d.finished_at IS NULL`,
      [serverId, projectId, reason],
    );
    await tellAgent(client, serverId);
    return rowCount !== 0;
  });
}

async function forget(client: PoolClient, ids: readonly string[]): Promise<void> {
  await client.query('DELETE FROM software_config WHERE derived_for = ANY ($1)', [ids]);
  await client.query('DELETE FROM deployment_log WHERE deployment_id = ANY ($1)', [ids]);
  await client.query('DELETE FROM software_deployment WHERE id = ANY ($1)', [ids]);
}
