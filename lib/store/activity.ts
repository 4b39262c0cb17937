/** Who did what. Operations of stacks are read from their own rows, everything else is noted here. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { ActivityView } from '@/lib/wire/environments';

export interface NewActivity {
  projectId: string;
  actor: string;
  action: string;
  kind: string;
  subjectId?: string | null;
  subjectName: string;
  detail?: string;
}

export async function noteActivity(executor: Pool | PoolClient, entry: NewActivity): Promise<void> {
  await executor.query(
    'INSERT INTO activity (id, project_id, actor, action, kind, subject_id, subject_name, detail) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)',
    [randomUUID(), entry.projectId, entry.actor, entry.action, entry.kind, entry.subjectId ?? null, entry.subjectName, entry.detail ?? ''],
  );
}

export interface ActivityQuery {
  projectId: string;
  /** Part of who, what or of which thing. */
  text?: string;
  kinds?: readonly string[];
  /** What is older than this time. */
  before?: Date;
  limit: number;
}

/** Newest first: operations of the project's stacks, deleted ones included, and everything that was noted. */
export async function listActivity(pool: Pool, { projectId, text = '', kinds = [], before, limit }: ActivityQuery): Promise<ActivityView[]> {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await pool.query<Omit<ActivityView, 'at'> & { at: Date }>(
    `SELECT * FROM (
       (SELECT o.id::text, o.created_at AS at, o.actor, lower(o.action) AS action, 'stack' AS kind, s.id::text AS "subjectId", s.name AS "subjectName", o.reason AS detail, o.status
        FROM stack s JOIN operation o ON o.stack_id = s.id
        WHERE s.project_id = $1 AND ($2::timestamptz IS NULL OR o.created_at < $2) AND ($4 = '%%' OR o.actor || ' ' || o.action || ' ' || s.name ILIKE $4) AND (cardinality($5::text[]) = 0 OR 'stack' = ANY ($5))
        ORDER BY o.created_at DESC LIMIT $3)
       UNION ALL
       (SELECT a.id::text, a.at, a.actor, a.action, a.kind, a.subject_id, a.subject_name, a.detail, NULL
        FROM activity a
        WHERE a.project_id = $1 AND ($2::timestamptz IS NULL OR a.at < $2) AND ($4 = '%%' OR a.actor || ' ' || a.action || ' ' || a.kind || ' ' || a.subject_name ILIKE $4) AND (cardinality($5::text[]) = 0 OR a.kind = ANY ($5))
        ORDER BY a.at DESC LIMIT $3)
     ) everything ORDER BY at DESC LIMIT $3`,
    [projectId, before ?? null, limit, pattern, kinds],
  );
  return rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
}
