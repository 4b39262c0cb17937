/** Where a config is used: by its id, or by stacks that have a config with the same text. */
import type { Pool } from 'pg';
import type { ConfigRowView, ConfigUseView } from '@/lib/wire/library';
import type { DeploymentView } from '@/lib/wire/types';
import { UUID } from './uuid';

/** Most uses that one reading gives; the page says when there are more. */
export const MOST_USES = 200;

interface UseRow {
  version: number | null;
  stackId: string | null;
  stackName: string | null;
  resource: string | null;
  deploymentId: string | null;
  deployment: string | null;
  action: string | null;
  status: DeploymentView['status'] | null;
  serverId: string | null;
  serverName: string | null;
}

/**
 * Uses of a config of the library, or of a stored one; the newest version first. A template that got its text has a config of its own, so equal group and text count
 * as the version that they equal. Trials are no uses.
 */
export async function usesOfConfig(pool: Pool, projectId: string, id: string, trialTag: string): Promise<ConfigUseView[]> {
  if (!UUID.test(id)) return [];
  const { rows } = await pool.query<UseRow>(
    `WITH version AS MATERIALIZED (
       SELECT c.id, c."group", c.config, v.number FROM software_config c LEFT JOIN library_version v ON v.config_id = c.id
       WHERE c.project_id = $2 AND c.derived_for IS NULL AND (c.id = $1 OR v.library_id = $1)),
     config AS MATERIALIZED (
       SELECT DISTINCT ON (c.id) c.id, v.number, v.id = c.id AS own FROM software_config c JOIN version v ON v.id = c.id OR (v.number IS NOT NULL AND v."group" = c."group" AND v.config = c.config)
       WHERE c.project_id = $2 AND c.derived_for IS NULL ORDER BY c.id, v.id = c.id DESC, v.number DESC),
     holder AS (
       SELECT c.id, c.number, r.name, r.root_id FROM config c JOIN resource r ON r.physical_resource_id = c.id::text JOIN stack o ON o.id = r.stack_id AND o.project_id = $2
       WHERE o.deleted_at IS NULL AND r.action <> 'DELETE'),
     deployment AS (
       SELECT c.id, c.number, r.root_id, r.name, d.id AS deployment_id, coalesce(d.action, r.action) AS action, coalesce(d.status, r.status) AS status, d.server_id
       FROM config c JOIN resource r ON r.properties ->> 'config' = c.id::text AND r.type IN ('OS::Heat::SoftwareDeployment', 'OS::Heat::StructuredDeployment')
       JOIN stack o ON o.id = r.stack_id AND o.project_id = $2 LEFT JOIN software_deployment d ON d.resource_id = r.id AND d.deleted_at IS NULL
       WHERE o.deleted_at IS NULL AND r.action <> 'DELETE'
       UNION ALL
       SELECT c.id, c.number, NULL, NULL, d.id, d.action, d.status, d.server_id FROM config c JOIN software_deployment d ON d.config_id = c.id AND d.project_id = $2 AND d.deleted_at IS NULL)
     SELECT u.number AS version, root.id AS "stackId", root.name AS "stackName", u.resource, u.deployment_id AS "deploymentId", u.deployment, u.action, u.status, u.server_id AS "serverId", s.name AS "serverName"
     FROM (
       SELECT d.number, d.root_id, h.name AS resource, d.deployment_id, d.name AS deployment, d.action, d.status, d.server_id FROM deployment d LEFT JOIN holder h ON h.id = d.id
       UNION ALL
       SELECT h.number, h.root_id, h.name, NULL, NULL, NULL, NULL, NULL FROM holder h WHERE NOT EXISTS (SELECT 1 FROM deployment d WHERE d.id = h.id)) u
     LEFT JOIN stack root ON root.id = u.root_id LEFT JOIN server s ON s.id = u.server_id
     WHERE NOT coalesce($3 = ANY (root.tags), false)
     ORDER BY u.number DESC NULLS LAST, root.name NULLS LAST, u.deployment, s.name LIMIT ${MOST_USES + 1}`,
    [id, projectId, trialTag],
  );
  return rows.map(({ stackId, stackName, deploymentId, deployment, action, status, serverId, serverName, ...row }) => ({
    ...row,
    stack: stackId === null || stackName === null ? null : { id: stackId, name: stackName },
    deployment: action === null || status === null ? null : { id: deploymentId, name: deployment, action, status },
    server: serverId === null ? null : { id: serverId, name: serverName ?? serverId },
  }));
}

interface SumRow {
  entry: string;
  stacks: number;
  action: string | null;
  status: DeploymentView['status'] | null;
  at: Date | null;
  stackId: string | null;
  deploymentId: string | null;
}

/**
 * For every config of the project that is used, by the id that the list has it under (that of the library's entry, else its own): how many stacks have it, and
 * its last run that has ended. What counts as a use is the same as above.
 */
export async function sumOfUses(pool: Pool, projectId: string, trialTag: string): Promise<ReadonlyMap<string, ConfigRowView['uses']>> {
  const { rows } = await pool.query<SumRow>(
    `WITH config AS MATERIALIZED (
       SELECT c.id, c."group", c.config, v.library_id FROM software_config c LEFT JOIN library_version v ON v.config_id = c.id WHERE c.project_id = $1 AND c.derived_for IS NULL),
     same AS MATERIALIZED (
       SELECT id, coalesce(library_id, id) AS entry FROM config
       UNION
       SELECT c.id, v.library_id FROM config c JOIN config v ON v.library_id IS NOT NULL AND v."group" = c."group" AND v.config = c.config),
     use AS (
       SELECT same.entry, r.root_id, NULL::uuid AS deployment_id, NULL AS action, NULL AS status, NULL::timestamptz AS at
       FROM same JOIN resource r ON r.physical_resource_id = same.id::text JOIN stack o ON o.id = r.stack_id AND o.project_id = $1 WHERE o.deleted_at IS NULL AND r.action <> 'DELETE'
       UNION ALL
       SELECT same.entry, r.root_id, d.id, d.action, d.status, d.finished_at
       FROM same JOIN resource r ON r.properties ->> 'config' = same.id::text AND r.type IN ('OS::Heat::SoftwareDeployment', 'OS::Heat::StructuredDeployment')
       JOIN stack o ON o.id = r.stack_id AND o.project_id = $1 LEFT JOIN software_deployment d ON d.resource_id = r.id AND d.deleted_at IS NULL WHERE o.deleted_at IS NULL AND r.action <> 'DELETE'
       UNION ALL
       SELECT same.entry, NULL, d.id, d.action, d.status, coalesce(d.finished_at, d.updated_at, d.created_at)
       FROM same JOIN software_deployment d ON d.config_id = same.id AND d.project_id = $1 AND d.deleted_at IS NULL AND d.status <> 'IN_PROGRESS'),
     listed AS (
       SELECT use.* FROM use LEFT JOIN stack root ON root.id = use.root_id WHERE NOT coalesce($2 = ANY (root.tags), false))
     SELECT counted.entry, counted.stacks, last.action, last.status, last.at, last.root_id AS "stackId", last.deployment_id AS "deploymentId"
     FROM (SELECT entry, count(DISTINCT root_id)::int AS stacks FROM listed GROUP BY entry) counted
     LEFT JOIN (SELECT DISTINCT ON (entry) * FROM listed WHERE at IS NOT NULL ORDER BY entry, at DESC, deployment_id) last ON last.entry = counted.entry`,
    [projectId, trialTag],
  );
  return new Map(rows.map(({ entry, stacks, action, status, at, stackId, deploymentId }) => [entry, { stacks, last: action === null || status === null || at === null || deploymentId === null ? null : { action, status, at: at.toISOString(), stackId, deploymentId } }]));
}
