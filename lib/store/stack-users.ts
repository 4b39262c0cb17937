/** The resource that a stack user belongs to: as long as it is there, so is the user. */
import type { Pool } from 'pg';

export interface StackUserRecord {
  resourceId: string;
  resourceName: string;
  resourceType: string;
  resourceAction: string;
  resourceStatus: string;
  stackId: string;
  stackName: string;
  rootId: string;
  projectId: string;
  projectName: string;
}

/** `resourceId` is a UUID. Null when there is no such resource. */
export async function findStackUser(pool: Pool, resourceId: string): Promise<StackUserRecord | null> {
  const { rows } = await pool.query<StackUserRecord>(
    `SELECT r.id AS "resourceId", r.name AS "resourceName", r.type AS "resourceType", r.action AS "resourceAction", r.status AS "resourceStatus",
       s.id AS "stackId", s.name AS "stackName", s.root_id AS "rootId", p.id AS "projectId", p.name AS "projectName"
     FROM resource r JOIN stack s ON s.id = r.stack_id JOIN project p ON p.id = s.project_id WHERE r.id = $1::uuid`,
    [resourceId],
  );
  return rows[0] ?? null;
}

/** The id of the stack with a resource that has this physical id; null when none of the project has. */
export async function stackOfPhysicalId(pool: Pool, projectId: string, physicalId: string): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT s.id FROM resource r JOIN stack s ON s.id = r.stack_id WHERE s.project_id = $1 AND r.physical_resource_id = $2 AND s.deleted_at IS NULL ORDER BY r.created_at DESC LIMIT 1',
    [projectId, physicalId],
  );
  return rows[0]?.id ?? null;
}

/** Whether a resource of the stack, one of `names` where they are given, stands for what has this physical id. */
export async function standsFor(pool: Pool, stackId: string, names: readonly string[] | null, physicalId: string): Promise<boolean> {
  const { rowCount } = await pool.query('SELECT 1 FROM resource WHERE stack_id = $1 AND physical_resource_id = $2 AND ($3::text[] IS NULL OR name = ANY ($3)) LIMIT 1', [stackId, physicalId, names]);
  return (rowCount ?? 0) > 0;
}
