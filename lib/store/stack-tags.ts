import type { Pool } from 'pg';
import { DATA_BEARING } from '@/lib/graph/data-bearing';

/** How many stacks of the project have other tags than before. */
export async function setTags(pool: Pool, projectId: string, ids: readonly string[], add: readonly string[], remove: readonly string[]): Promise<number> {
  const { rowCount } = await pool.query(
    `UPDATE stack SET tags = ARRAY(SELECT DISTINCT tag FROM unnest(tags || $3::text[]) tag WHERE NOT tag = ANY ($4::text[]) ORDER BY tag)
     WHERE project_id = $1 AND id = ANY ($2::uuid[]) AND owner_id IS NULL AND deleted_at IS NULL`,
    [projectId, ids, add, remove],
  );
  return rowCount ?? 0;
}

/** Names of resources that hold data, of these stacks with everything nested in them. */
export async function dataBearing(pool: Pool, projectId: string, ids: readonly string[]): Promise<{ stackId: string; resources: string[] }[]> {
  const { rows } = await pool.query<{ stackId: string; resources: string[] }>(
    `SELECT s.id AS "stackId", array_agg(r.name || ' (' || r.type || ')' ORDER BY r.name) AS resources
     FROM stack s JOIN resource r ON r.root_id = s.id WHERE s.project_id = $1 AND s.id = ANY ($2::uuid[]) AND r.type ~ $3 AND r.action <> 'INIT' GROUP BY s.id`,
    [projectId, ids, DATA_BEARING],
  );
  return rows;
}
