/** How long actions on resources took lately, by what they were done to. */
import type { Pool } from 'pg';
import type { ActionLength } from '@/lib/wire/expectation';

/** The stacks of a project that changed last say what is usual there, each with its latest events: what it costs does not grow with the project. */
const STACKS = 30;
const EVENTS = 4000;

/** By type and action, from those that succeeded. An action that was tried again counts from its first attempt. */
export async function actionLengths(pool: Pool, projectId: string): Promise<ActionLength[]> {
  const { rows } = await pool.query<ActionLength>(
    `WITH lately AS (SELECT id FROM stack WHERE project_id = $1 AND owner_id IS NULL ORDER BY coalesce(updated_at, created_at) DESC LIMIT ${STACKS}),
       acted AS (
         SELECT e.resource_type AS type, e.action, extract(epoch FROM max(e.created_at) FILTER (WHERE e.status = 'COMPLETE') - min(e.created_at) FILTER (WHERE e.status = 'IN_PROGRESS')) * 1000 AS ms
         FROM lately CROSS JOIN LATERAL (SELECT * FROM event WHERE root_id = lately.id ORDER BY seq DESC LIMIT ${EVENTS}) e
         WHERE e.resource_id IS NOT NULL AND e.action <> 'SIGNAL' GROUP BY e.root_id, e.operation_id, e.resource_id, e.resource_type, e.action
       )
     SELECT type, action, percentile_cont(0.5) WITHIN GROUP (ORDER BY ms)::float8 AS median, percentile_cont(0.9) WITHIN GROUP (ORDER BY ms)::float8 AS p90, count(*)::int AS count
     FROM acted WHERE ms IS NOT NULL GROUP BY type, action`,
    [projectId],
  );
  return rows;
}
