/** Runs of deployments that have not ended, and who waits for them. */
import type { Pool } from 'pg';
import { BOOT_OPTION } from '@/lib/software/metadata';
import { tellAgent, tellPages } from './deployments';
import { transaction } from './transaction';
import { UUID } from './uuid';

export interface OpenRun {
  configId: string;
  name: string;
  /** Of the resource that waits for it; null where none does. */
  waiting: { id: string; stackId: string; rootId: string } | null;
}

/** The run that a deployment is in, as long as it has not ended. What a server boots with is waited for by nobody. */
export async function openRun(pool: Pool, projectId: string, deploymentId: string): Promise<OpenRun | null> {
  if (!UUID.test(deploymentId)) return null;
  const { rows: [run] } = await pool.query<{ configId: string; name: string; resourceId: string | null; stackId: string | null; rootId: string | null }>(
    `SELECT d.config_id AS "configId", coalesce(d.resource_name, c.name) AS name, r.id AS "resourceId", r.stack_id AS "stackId", r.root_id AS "rootId"
     FROM software_deployment d JOIN software_config c ON c.id = d.config_id
     LEFT JOIN resource r ON r.id = d.resource_id AND r.status = 'IN_PROGRESS' AND NOT c.options ? '${BOOT_OPTION}'
     WHERE d.id = $1 AND d.project_id = $2 AND d.status = 'IN_PROGRESS' AND d.deleted_at IS NULL`,
    [deploymentId, projectId],
  );
  if (run === undefined) return null;
  const { configId, name, resourceId, stackId, rootId } = run;
  return { configId, name, waiting: resourceId === null || stackId === null || rootId === null ? null : { id: resourceId, stackId, rootId } };
}

/** Ends a run that no resource waits for. Its agent ends the script when it hears of it. */
export function endRun(pool: Pool, deploymentId: string, configId: string, reason: string): Promise<boolean> {
  return transaction(pool, async (client) => {
    const { rows: [ended] } = await client.query<{ root_id: string | null; server_id: string }>(
      `UPDATE software_deployment SET status = 'FAILED', status_reason = $3, finished_at = coalesce(finished_at, clock_timestamp()), updated_at = clock_timestamp()
       WHERE id = $1 AND config_id = $2 AND status = 'IN_PROGRESS' RETURNING root_id, server_id`,
      [deploymentId, configId, reason],
    );
    if (ended === undefined) return false;
    await tellAgent(client, ended.server_id);
    await tellPages(client, ended.root_id);
    return true;
  });
}
