/** Runs of deployments that a later one has taken the place of, kept so that people can compare. */
import type { Pool, PoolClient } from 'pg';
import type { Json, JsonMap } from '@/lib/hot/types';
import { STATUSES } from '@/lib/engine/states';
import type { RunView } from '@/lib/wire/types';
import { member } from './journal-record';
import { UUID } from './uuid';

/** Of each resource, so many earlier runs are kept with their output. */
const RUNS_KEPT = 5;

/** Who asked for the operation that a run of deployment `d` happened in. */
const ACTOR = '(SELECT o.actor FROM operation o WHERE o.stack_id = d.root_id AND o.created_at <= coalesce(d.delivered_at, d.started_at, d.finished_at) ORDER BY o.number DESC LIMIT 1)';

/**
 * Copies the run that a deployment has come to the end of, before the deployment turns to the next one or goes. `nextConfigId`: of the next one; that run is not copied.
 * Runs that belong to no stack are not kept: what clients deploy themselves is theirs.
 */
export async function keepRun(client: PoolClient, deploymentId: string, nextConfigId: string | null): Promise<void> {
  const { rows: [kept] } = await client.query<{ stack_id: string; resource_name: string }>(
    `INSERT INTO deployment_run (config_id, deployment_id, project_id, root_id, stack_id, resource_name, server_id, action, status, status_reason, inputs, output_values, actor, created_at, started_at, finished_at)
     SELECT d.config_id, d.id, d.project_id, d.root_id, d.stack_id, d.resource_name, d.server_id, d.action, d.status, d.status_reason, c.inputs, d.output_values,
       ${ACTOR},
       coalesce(d.delivered_at, d.created_at), d.started_at, d.finished_at
     FROM software_deployment d JOIN software_config c ON c.id = d.config_id
     WHERE d.id = $1 AND d.root_id IS NOT NULL AND d.stack_id IS NOT NULL AND d.resource_name IS NOT NULL AND d.finished_at IS NOT NULL AND d.action <> 'DELETE'
       AND ($2::uuid IS NULL OR d.config_id <> $2)
     ON CONFLICT (config_id) DO NOTHING RETURNING stack_id, resource_name`,
    [deploymentId, nextConfigId],
  );
  if (kept === undefined) return;
  const { rows: old } = await client.query<{ config_id: string }>(
    `DELETE FROM deployment_run WHERE config_id IN (
       SELECT config_id FROM deployment_run WHERE stack_id = $1 AND resource_name = $2 ORDER BY finished_at DESC OFFSET $3) RETURNING config_id`,
    [kept.stack_id, kept.resource_name, RUNS_KEPT],
  );
  await forgetLogs(client, old.map((row) => row.config_id));
}

/** The earlier runs of a resource, and what they wrote; what is kept of failed deployments stays. */
export async function forgetRuns(client: PoolClient, stackId: string | null, resourceName: string | null): Promise<void> {
  const { rows } = await client.query<{ config_id: string }>('DELETE FROM deployment_run WHERE stack_id = $1 AND resource_name = $2 RETURNING config_id', [stackId, resourceName]);
  await forgetLogs(client, rows.map((row) => row.config_id));
}

/** Failed deployments are kept beside the runs; their output goes with them. */
async function forgetLogs(client: PoolClient, configIds: readonly string[]): Promise<void> {
  if (configIds.length === 0) return;
  await client.query('DELETE FROM deployment_log l WHERE l.config_id = ANY ($1) AND NOT EXISTS (SELECT 1 FROM software_deployment d WHERE d.config_id = l.config_id)', [configIds]);
}

interface RunRow {
  configId: string;
  action: string;
  status: string;
  statusReason: string;
  inputs: { name: string; type?: string; value?: Json }[];
  output_values: JsonMap;
  actor: string | null;
  createdAt: Date;
  startedAt: Date | null;
  finishedAt: Date | null;
}

/** Earlier runs of the resource that a deployment belongs to, the latest first. */
export async function earlierRuns(pool: Pool, projectId: string, deploymentId: string): Promise<RunView[]> {
  if (!UUID.test(deploymentId)) return [];
  const { rows } = await pool.query<RunRow>(
    `WITH shown AS (SELECT * FROM software_deployment WHERE id = $1 AND project_id = $2),
       others AS (
         SELECT config_id, action, status, status_reason, inputs, output_values, actor, created_at, started_at, finished_at, stack_id, resource_name FROM deployment_run
         UNION ALL
         SELECT d.config_id, d.action, d.status, d.status_reason, c.inputs, d.output_values, ${ACTOR}, coalesce(d.delivered_at, d.created_at), d.started_at, d.finished_at, d.stack_id, d.resource_name
         FROM software_deployment d JOIN software_config c ON c.id = d.config_id WHERE NOT EXISTS (SELECT 1 FROM deployment_run r WHERE r.config_id = d.config_id))
     SELECT r.config_id AS "configId", r.action, r.status, r.status_reason AS "statusReason", r.inputs, r.output_values, r.actor, r.created_at AS "createdAt", r.started_at AS "startedAt", r.finished_at AS "finishedAt"
     FROM others r JOIN shown d ON d.stack_id = r.stack_id AND d.resource_name = r.resource_name
     WHERE r.config_id <> d.config_id AND r.finished_at IS NOT NULL AND r.finished_at <= coalesce(d.finished_at, clock_timestamp()) ORDER BY r.finished_at DESC`,
    [deploymentId, projectId],
  );
  return rows.map(({ output_values: outputs, inputs, createdAt, startedAt, finishedAt, ...row }) => {
    const code = outputs['deploy_status_code'];
    return {
      ...row,
      status: member(STATUSES, row.status),
      inputs: inputs.filter(({ name }) => !name.startsWith('deploy_')).map(({ name, type, value }) => ({ name, type: type ?? 'String', value: value ?? null })),
      outputs: Object.fromEntries(Object.entries(outputs).filter(([name]) => !name.startsWith('deploy_'))),
      statusCode: code === undefined || code === null || code === '' ? null : Number(code),
      createdAt: createdAt.toISOString(), startedAt: startedAt?.toISOString() ?? null, finishedAt: finishedAt?.toISOString() ?? null,
    };
  });
}

export interface DeploymentTarget {
  /** Of the resource. */
  id: string;
  name: string;
  status: string;
  stackId: string;
  rootId: string;
}

/** The resource that a deployment belongs to, as long as both are there. */
export async function deploymentTarget(pool: Pool, projectId: string, deploymentId: string): Promise<DeploymentTarget | null> {
  if (!UUID.test(deploymentId)) return null;
  const { rows } = await pool.query<DeploymentTarget>(
    `SELECT r.id, r.name, r.status, r.stack_id AS "stackId", r.root_id AS "rootId" FROM software_deployment d JOIN resource r ON r.id = d.resource_id JOIN stack s ON s.id = r.root_id
     WHERE d.id = $1 AND d.project_id = $2 AND d.deleted_at IS NULL AND r.action <> 'DELETE' AND r.replaced_by IS NULL AND s.deleted_at IS NULL`,
    [deploymentId, projectId],
  );
  return rows[0] ?? null;
}
