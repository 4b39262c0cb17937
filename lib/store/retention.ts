/** What projects do not want to keep any longer. Each statement takes a piece, so that none holds locks for long; two workers that do it at once do no harm. */
import type { Pool } from 'pg';
import { RETAINED, type Retained, type Retention } from '@/lib/wire/retention';

const PIECE = 5000;
/** Of deleted stacks, which have many rows each. */
const STACKS = 20;

export async function retentionOf(pool: Pool, projectId: string): Promise<Retention> {
  const { rows } = await pool.query<{ retention: Retention }>('SELECT retention FROM project WHERE id = $1', [projectId]);
  return rows[0]?.retention ?? {};
}

export async function changeRetention(pool: Pool, projectId: string, retention: Retention): Promise<void> {
  await pool.query('UPDATE project SET retention = $2 WHERE id = $1', [projectId, JSON.stringify(retention)]);
}

export async function projectsWithRetention(pool: Pool): Promise<{ id: string; retention: Retention }[]> {
  const { rows } = await pool.query<{ id: string; retention: Retention }>("SELECT id, retention FROM project WHERE retention <> '{}'");
  return rows;
}

const RUNS = `SELECT d.config_id FROM software_deployment d WHERE d.project_id = $1 AND d.finished_at < $2 UNION SELECT r.config_id FROM deployment_run r WHERE r.project_id = $1 AND r.finished_at < $2`;

const PIECES: Readonly<Record<Exclude<Retained, 'deleted'>, readonly string[]>> = {
  events: [`DELETE FROM event WHERE (root_id, seq) IN (
    SELECT e.root_id, e.seq FROM stack s JOIN event e ON e.root_id = s.id WHERE s.project_id = $1 AND s.owner_id IS NULL AND e.created_at < $2 AND e.operation_id IS DISTINCT FROM s.operation_id LIMIT ${PIECE})`],
  logs: [`DELETE FROM deployment_log WHERE (config_id, seq) IN (SELECT l.config_id, l.seq FROM deployment_log l WHERE l.config_id IN (${RUNS}) LIMIT ${PIECE})`],
  activity: [`DELETE FROM activity WHERE id IN (SELECT id FROM activity WHERE project_id = $1 AND at < $2 LIMIT ${PIECE})`],
  deliveries: [`DELETE FROM webhook_delivery WHERE id IN (
    SELECT d.id FROM webhook w JOIN webhook_delivery d ON d.webhook_id = w.id WHERE w.project_id = $1 AND d.created_at < $2 AND d.next_attempt IS NULL LIMIT ${PIECE})`],
  versions: [
    `DELETE FROM draft_version WHERE (draft_id, number) IN (
      SELECT v.draft_id, v.number FROM draft d JOIN draft_version v ON v.draft_id = d.id WHERE d.project_id = $1 AND v.saved_at < $2 AND v.number < (SELECT max(number) FROM draft_version WHERE draft_id = d.id) LIMIT ${PIECE})`,
    `DELETE FROM environment_version WHERE (document_id, number) IN (
      SELECT v.document_id, v.number FROM environment_document d JOIN environment_version v ON v.document_id = d.id
      WHERE d.project_id = $1 AND v.saved_at < $2 AND v.number < (SELECT max(number) FROM environment_version WHERE document_id = d.id)
        AND NOT EXISTS (SELECT 1 FROM stack s JOIN revision r ON r.id = s.revision_id CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(r.layers->'environments') = 'array' THEN r.layers->'environments' ELSE '[]' END) layer
          WHERE s.project_id = $1 AND s.deleted_at IS NULL AND layer->>'id' = d.id::text AND (layer->>'number')::int = v.number) LIMIT ${PIECE})`,
  ],
};

/** Gives up everything of a project that is older than it wants to keep it; how many rows of each kind went (of deleted stacks: stacks). */
export async function giveUp(pool: Pool, projectId: string, retention: Retention, now: Date): Promise<Retention> {
  const gone: Retention = {};
  for (const kind of RETAINED) {
    const days = retention[kind];
    if (days === undefined) continue;
    const before = new Date(now.getTime() - days * 86_400_000);
    const count = kind === 'deleted' ? await giveUpStacks(pool, projectId, before) : await giveUpRows(pool, PIECES[kind], projectId, before);
    if (count > 0) gone[kind] = count;
  }
  return gone;
}

async function giveUpRows(pool: Pool, statements: readonly string[], projectId: string, before: Date): Promise<number> {
  let count = 0;
  for (const statement of statements) {
    for (let went = PIECE; went >= PIECE;) {
      went = (await pool.query(statement, [projectId, before])).rowCount ?? 0;
      count += went;
    }
  }
  return count;
}

/** Rows that know their stack only by its id go with it, in the same statement. */
async function giveUpStacks(pool: Pool, projectId: string, before: Date): Promise<number> {
  let count = 0;
  for (let went = STACKS; went >= STACKS;) {
    const { rowCount } = await pool.query(
      `WITH old AS (SELECT id FROM stack WHERE project_id = $1 AND owner_id IS NULL AND deleted_at < $2 LIMIT ${STACKS}),
         runs AS (DELETE FROM deployment_run r USING old WHERE r.root_id = old.id RETURNING r.config_id),
         deployments AS (DELETE FROM software_deployment d USING old WHERE d.root_id = old.id RETURNING d.id, d.config_id),
         logs AS (DELETE FROM deployment_log l WHERE l.config_id IN (SELECT config_id FROM runs UNION SELECT config_id FROM deployments)),
         configs AS (DELETE FROM software_config c USING deployments WHERE c.derived_for = deployments.id),
         signals AS (DELETE FROM signal g USING old WHERE g.root_id = old.id),
         inner_stacks AS (DELETE FROM stack s USING old WHERE s.root_id = old.id AND s.id <> old.id)
       DELETE FROM stack s USING old WHERE s.id = old.id`, [projectId, before],
    );
    went = rowCount ?? 0;
    count += went;
  }
  return count;
}
