/** All deployments of a project as the page lists them: the latest first, with what they run and who asked for it. */
import type { Pool } from 'pg';
import type { DeploymentList, DeploymentQuery } from '@/lib/wire/types';
import { DEPLOYMENT_COLUMNS, type DeploymentRecord, DEPLOYMENTS, QUEUED_AT, toDeployment } from './deployment-views';
import { NO_TEST } from './host-tests';

/** Most that one reading gives; what is older is found by its name. */
const MOST_ROWS = 200;

interface BoardRecord extends DeploymentRecord {
  library_id: string | null;
  library_name: string | null;
  library_number: number | null;
  root_stack_id: string | null;
  root_stack_name: string | null;
  is_trial: boolean;
  operation_number: number | null;
  operation_action: string | null;
  operation_actor: string | null;
  gone: boolean;
}

/** Self-tests of hosts are none. Every word of `text` is in the name of the deployment, its config, its host or its stack. */
export async function deploymentBoard(pool: Pool, projectId: string, { text, status }: DeploymentQuery, trialTag: string): Promise<DeploymentList> {
  const words = text.trim().toLowerCase().split(/\s+/).filter((word) => word !== '').map((word) => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`);
  const { rows } = await pool.query<BoardRecord>(
    `WITH chosen AS (
       SELECT d.id, ${QUEUED_AT} AS queued FROM ${DEPLOYMENTS} LEFT JOIN stack root ON root.id = d.root_id
       WHERE d.project_id = $1 AND ${NO_TEST} AND ($2::text IS NULL OR d.status = $2)
         AND concat_ws(' ', lower(d.resource_name), lower(c.name), lower(coalesce(s.name, d.server_id)), lower(root.name)) LIKE ALL ($3::text[])
       ORDER BY queued DESC, d.id LIMIT ${MOST_ROWS + 1})
     SELECT ${DEPLOYMENT_COLUMNS}, d.deleted_at IS NOT NULL AS gone, version.library_id, version.name AS library_name, version.number AS library_number,
       root.id AS root_stack_id, root.name AS root_stack_name, coalesce($4 = ANY (root.tags), false) AS is_trial,
       asked.number AS operation_number, asked.action AS operation_action, asked.actor AS operation_actor
     FROM chosen JOIN software_deployment d ON d.id = chosen.id LEFT JOIN software_config c ON c.id = d.config_id LEFT JOIN server s ON s.id = d.server_id LEFT JOIN stack root ON root.id = d.root_id
     LEFT JOIN LATERAL (
       SELECT v.library_id, l.name, v.number FROM library_version v JOIN library_config l ON l.id = v.library_id JOIN software_config kept ON kept.id = v.config_id
       WHERE l.project_id = $1 AND kept."group" = c."group" AND kept.config = c.config ORDER BY v.number DESC LIMIT 1) version ON true
     LEFT JOIN LATERAL (SELECT o.number, o.action, o.actor FROM operation o WHERE o.stack_id = d.root_id AND o.created_at <= chosen.queued ORDER BY o.number DESC LIMIT 1) asked ON true
     ORDER BY chosen.queued DESC, d.id`,
    [projectId, status, words, trialTag],
  );
  return {
    isCut: rows.length > MOST_ROWS,
    rows: rows.slice(0, MOST_ROWS).map((row) => ({
      ...toDeployment(row),
      version: row.library_id === null || row.library_name === null || row.library_number === null ? null : { libraryId: row.library_id, name: row.library_name, number: row.library_number },
      stack: row.root_stack_id === null || row.root_stack_name === null ? null : { id: row.root_stack_id, name: row.root_stack_name, trial: row.is_trial },
      operation: row.operation_number === null || row.operation_action === null || row.operation_actor === null ? null : { number: row.operation_number, action: row.operation_action, actor: row.operation_actor },
      gone: row.gone,
    })),
  };
}
