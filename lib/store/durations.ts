/** How long actions took on resources, from what happened. */
import type { Pool } from 'pg';
import type { Expectation } from '@/lib/wire/types';

/** So many operations of a project are looked at, the latest: what took long last year says nothing of today. */
const LOOKED_AT = 100;

/**
 * By type and action over the project; with `stackId`, also by the resource's own name in that stack. Only actions that succeeded count, from their first event
 * to their last. Milliseconds.
 */
export async function typicalDurations(pool: Pool, projectId: string, types: readonly string[], stackId: string | null): Promise<Expectation[]> {
  const { rows } = await pool.query<Expectation>(
    `WITH recent AS (
       SELECT o.id, o.stack_id FROM operation o JOIN stack s ON s.id = o.stack_id
       WHERE s.project_id = $1 AND o.status = 'COMPLETE' AND o.finished_at IS NOT NULL ORDER BY o.finished_at DESC LIMIT ${LOOKED_AT}
     ), took AS (
       SELECT e.resource_type AS type, CASE WHEN e.stack_id = $3::uuid THEN e.resource_name END AS name, e.action,
         extract(epoch FROM max(e.created_at) FILTER (WHERE e.status = 'COMPLETE') - min(e.created_at) FILTER (WHERE e.status = 'IN_PROGRESS')) * 1000 AS ms
       FROM event e WHERE e.root_id IN (SELECT stack_id FROM recent) AND e.operation_id IN (SELECT id FROM recent)
         AND e.resource_id IS NOT NULL AND e.action IN ('CREATE', 'UPDATE', 'DELETE') AND e.resource_type = ANY ($2::text[])
       GROUP BY e.operation_id, e.resource_id, e.resource_type, e.stack_id, e.resource_name, e.action
     ), of AS (SELECT type, NULL AS name, action, ms FROM took UNION ALL SELECT type, name, action, ms FROM took WHERE name IS NOT NULL)
     SELECT type, name, action, count(*)::int AS runs, round(percentile_cont(0.5) WITHIN GROUP (ORDER BY ms))::int AS median, round(percentile_cont(0.9) WITHIN GROUP (ORDER BY ms))::int AS p90
     FROM of WHERE ms IS NOT NULL GROUP BY type, name, action ORDER BY type, name NULLS FIRST, action`,
    [projectId, types, stackId],
  );
  return rows;
}
