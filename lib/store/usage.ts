import type { Pool } from 'pg';

export interface ProjectCounts {
  stacks: number;
  resources: number;
  configs: number;
  snapshots: number;
  environments: number;
  secrets: number;
  hosts: number;
  events: number;
}

export async function projectUsage(pool: Pool, projectId: string): Promise<{ counts: ProjectCounts; largest: { id: string; name: string; resources: number }[] }> {
  const live = 'SELECT id FROM stack WHERE project_id = $1 AND deleted_at IS NULL';
  const [counts, largest] = await Promise.all([
    pool.query<ProjectCounts>(
      `SELECT (SELECT count(*)::int FROM stack WHERE project_id = $1 AND owner_id IS NULL AND deleted_at IS NULL) AS stacks,
         (SELECT count(*)::int FROM resource WHERE stack_id IN (${live})) AS resources,
         (SELECT count(*)::int FROM software_config WHERE project_id = $1 AND derived_for IS NULL) AS configs,
         (SELECT count(*)::int FROM snapshot WHERE stack_id IN (${live})) AS snapshots,
         (SELECT count(*)::int FROM environment_document WHERE project_id = $1) AS environments,
         (SELECT count(*)::int FROM secret WHERE project_id = $1) AS secrets,
         (SELECT count(*)::int FROM server WHERE project_id = $1 AND deleted_at IS NULL) AS hosts,
         (SELECT coalesce(sum(event_seq), 0)::int FROM stack WHERE project_id = $1 AND owner_id IS NULL) AS events`,
      [projectId],
    ),
    pool.query<{ id: string; name: string; resources: number }>(
      `SELECT s.id, s.name, count(*)::int AS resources FROM stack s JOIN resource r ON r.root_id = s.id WHERE s.project_id = $1 AND s.owner_id IS NULL AND s.deleted_at IS NULL GROUP BY s.id ORDER BY 3 DESC LIMIT 5`, [projectId],
    ),
  ]);
  const [row] = counts.rows;
  if (row === undefined) throw new Error('counting rows gave no row');
  return { counts: row, largest: largest.rows };
}

export interface Health {
  database: { version: string; milliseconds: number; bytes: number };
  queue: { waiting: number; active: number };
  /** Stacks whose operation nobody works on at the moment, and that want somebody to. */
  unattended: number;
}

export async function readHealth(pool: Pool): Promise<Health> {
  const started = performance.now();
  await pool.query('SELECT 1');
  const milliseconds = performance.now() - started;
  const { rows: [row] } = await pool.query<{ version: string; bytes: number; waiting: number; active: number; unattended: number }>(
    `SELECT current_setting('server_version') AS version, pg_database_size(current_database())::float8 AS bytes,
       (SELECT count(*)::int FROM pgboss.job WHERE state IN ('created', 'retry')) AS waiting, (SELECT count(*)::int FROM pgboss.job WHERE state = 'active') AS active,
       (SELECT count(*)::int FROM stack WHERE owner_id IS NULL AND deleted_at IS NULL AND wake_requested AND (lease_expires_at IS NULL OR lease_expires_at < clock_timestamp())) AS unattended`,
  );
  if (row === undefined) throw new Error('asking for the health gave no row');
  return { database: { version: row.version, milliseconds, bytes: row.bytes }, queue: { waiting: row.waiting, active: row.active }, unattended: row.unattended };
}
