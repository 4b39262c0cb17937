/** Deployments and configs as Heat's API lists, makes and changes them. What is written here by clients belongs to no stack. */
import type { Pool } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { JsonMap } from '@/lib/hot/types';
import { deploymentsMetadata } from '@/lib/software/metadata';
import { CONFIG_COLUMNS, configOf, type ConfigRow, shownConfigOf } from './configs';
import { tellAgent, tellPages } from './deployments';
import { NO_TEST } from './host-tests';
import { transaction } from './transaction';
import { UUID } from './uuid';

/** The configs that a server is to have, with their secrets open where there is a vault to open them. */
export async function deploymentsFor(pool: Pool, vault: Vault | null, projectId: string, serverId: string): Promise<JsonMap[]> {
  const { rows } = await pool.query<ConfigRow>(
    `SELECT ${CONFIG_COLUMNS} FROM software_deployment d JOIN software_config c ON c.id = d.config_id WHERE d.server_id = $1 AND d.project_id = $2 AND d.deleted_at IS NULL`,
    [serverId, projectId],
  );
  return deploymentsMetadata(rows.map((row) => ({ ...(vault === null ? shownConfigOf(row) : configOf(row, vault)), createdAt: row.config_created_at })));
}

/** Configs or deployments that a project has. */
export async function countOf(pool: Pool, table: 'software_config' | 'software_deployment', projectId: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table} WHERE project_id = $1 ${table === 'software_deployment' ? 'AND deleted_at IS NULL' : ''}`, [projectId]);
  return rows[0]?.count ?? 0;
}

export interface DeploymentRecord {
  id: string;
  serverId: string;
  configId: string;
  action: string;
  status: string;
  statusReason: string;
  inputValues: JsonMap;
  outputValues: JsonMap;
  createdAt: Date;
  updatedAt: Date | null;
}

const COLUMNS = `d.id, d.server_id AS "serverId", d.config_id AS "configId", d.action, d.status, d.status_reason AS "statusReason", d.input_values AS "inputValues",
  d.output_values AS "outputValues", d.created_at AS "createdAt", d.updated_at AS "updatedAt"`;

export async function listDeploymentRecords(pool: Pool, projectId: string, serverId: string | undefined): Promise<DeploymentRecord[]> {
  const { rows } = await pool.query<DeploymentRecord>(
    `SELECT ${COLUMNS} FROM software_deployment d WHERE d.project_id = $1 AND d.deleted_at IS NULL AND ($2::text IS NULL OR d.server_id = $2) AND ${NO_TEST} ORDER BY d.created_at, d.id`, [projectId, serverId ?? null],
  );
  return rows;
}

export async function deploymentRecord(pool: Pool, projectId: string, id: string): Promise<DeploymentRecord | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<DeploymentRecord>(`SELECT ${COLUMNS} FROM software_deployment d WHERE d.project_id = $1 AND d.id = $2 AND d.deleted_at IS NULL`, [projectId, id]);
  return rows[0] ?? null;
}

export type NewDeployment = Pick<DeploymentRecord, 'id' | 'serverId' | 'configId' | 'action' | 'status' | 'statusReason' | 'inputValues'>;

/** A deployment that is not in progress is done from the start: no agent runs it. */
export async function insertDeployment(pool: Pool, projectId: string, deployment: NewDeployment): Promise<void> {
  await transaction(pool, async (client) => {
    await client.query(
      `INSERT INTO software_deployment (id, project_id, server_id, config_id, action, status, status_reason, input_values, created_at, finished_at)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, clock_timestamp(), CASE WHEN $6 = 'IN_PROGRESS' THEN NULL ELSE clock_timestamp() END)`,
      [
        deployment.id, projectId, deployment.serverId, deployment.configId, deployment.action, deployment.status, deployment.statusReason, JSON.stringify(deployment.inputValues),
      ],
    );
    await tellAgent(client, deployment.serverId);
  });
}

export type DeploymentChange = Partial<Pick<DeploymentRecord, 'configId' | 'action' | 'status' | 'statusReason' | 'inputValues' | 'outputValues'>>;

/** Another config is another run. */
export async function changeDeployment(pool: Pool, projectId: string, id: string, change: DeploymentChange): Promise<void> {
  await transaction(pool, async (client) => {
    const { rows } = await client.query<{ server_id: string; root_id: string | null }>(
      `UPDATE software_deployment SET config_id = coalesce($3, config_id), action = coalesce($4, action), status = coalesce($5, status),
         status_reason = coalesce($6, status_reason), input_values = coalesce($7, input_values), output_values = coalesce($8, output_values),
         run = run + CASE WHEN $3::uuid IS DISTINCT FROM config_id AND $3 IS NOT NULL THEN 1 ELSE 0 END,
         finished_at = CASE WHEN coalesce($5, status) <> 'IN_PROGRESS' THEN coalesce(finished_at, clock_timestamp()) WHEN $3::uuid IS DISTINCT FROM config_id AND $3 IS NOT NULL THEN NULL ELSE finished_at END,
         updated_at = clock_timestamp()
       WHERE project_id = $1 AND id = $2 AND deleted_at IS NULL RETURNING server_id, root_id`,
      [
        projectId, id, change.configId ?? null, change.action ?? null, change.status ?? null, change.statusReason ?? null,
        change.inputValues === undefined ? null : JSON.stringify(change.inputValues), change.outputValues === undefined ? null : JSON.stringify(change.outputValues),
      ],
    );
    const [changed] = rows;
    if (changed === undefined) return;
    await tellAgent(client, changed.server_id);
    await tellPages(client, changed.root_id);
  });
}

export interface ConfigRecord {
  id: string;
  projectId: string;
  name: string;
  group: string;
  createdAt: Date;
}

/** Those that clients and templates stored; what was derived for one run is not listed. `projectId` undefined: of every project. */
export async function listConfigRecords(pool: Pool, projectId: string | undefined, page: { limit?: number; marker?: string }): Promise<ConfigRecord[]> {
  const marker = page.marker !== undefined && UUID.test(page.marker) ? page.marker : null;
  const { rows } = await pool.query<ConfigRecord>(
    `SELECT id, project_id AS "projectId", name, "group", created_at AS "createdAt" FROM software_config c
     WHERE ($1::text IS NULL OR project_id = $1) AND derived_for IS NULL
       AND ($2::uuid IS NULL OR NOT EXISTS (SELECT 1 FROM software_config WHERE id = $2) OR (created_at, id) < (SELECT created_at, id FROM software_config WHERE id = $2))
     ORDER BY created_at DESC, id DESC LIMIT $3`,
    [projectId ?? null, marker, page.limit ?? null],
  );
  return rows;
}

/** As it is shown: secrets masked. */
export async function shownConfig(pool: Pool, projectId: string, id: string): Promise<(ReturnType<typeof shownConfigOf> & { createdAt: Date }) | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<ConfigRow>(`SELECT ${CONFIG_COLUMNS} FROM software_config c WHERE c.id = $1 AND c.project_id = $2`, [id, projectId]);
  return rows[0] === undefined ? null : { ...shownConfigOf(rows[0]), createdAt: rows[0].config_created_at };
}

/** False: a deployment uses it, and it stays. */
export async function removeUnusedConfig(pool: Pool, projectId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    'DELETE FROM software_config c WHERE id = $1 AND project_id = $2 AND NOT EXISTS (SELECT 1 FROM software_deployment d WHERE d.config_id = c.id AND d.deleted_at IS NULL)', [id, projectId],
  );
  return rowCount !== 0;
}
