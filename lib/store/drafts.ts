/** Drafts in the database. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { JsonMap } from '@/lib/hot/types';
import type { DraftSummary } from '@/lib/wire/drafts';
import type { DraftView } from '@/lib/wire/types';

type DraftRecord = Omit<DraftView, 'updatedAt'> & { updated: Date };

const COLUMNS = `id, project_id AS "projectId", name, text, files, environment, layout, version, stack_id AS "stackId", updated_by AS "updatedBy", updated_at AS updated,
  (SELECT stack.name FROM stack WHERE stack.id = stack_id AND stack.deleted_at IS NULL) AS "stackName"`;

function toView({ updated, ...record }: DraftRecord): DraftView {
  return { ...record, updatedAt: updated.toISOString() };
}

export interface NewDraft {
  projectId: string;
  name: string;
  text: string;
  files: Record<string, string>;
  environment: JsonMap;
  layout: JsonMap;
  stackId: string | null;
  updatedBy: string;
}

export async function insertDraft(pool: Pool, draft: NewDraft): Promise<DraftView> {
  const { rows } = await pool.query<DraftRecord>(
    `INSERT INTO draft (id, project_id, name, text, files, environment, layout, stack_id, updated_by) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING ${COLUMNS}`,
    [randomUUID(), draft.projectId, draft.name, draft.text, JSON.stringify(draft.files), JSON.stringify(draft.environment), JSON.stringify(draft.layout), draft.stackId, draft.updatedBy],
  );
  const [row] = rows;
  if (row === undefined) throw new Error('the draft was inserted, but the database gave no row back');
  return toView(row);
}

export async function findDraft(pool: Pool, projectId: string, id: string): Promise<DraftView | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const { rows } = await pool.query<DraftRecord>(`SELECT ${COLUMNS} FROM draft WHERE id = $1 AND project_id = $2`, [id, projectId]);
  return rows[0] === undefined ? null : toView(rows[0]);
}

/** Newest first. */
export async function listDrafts(pool: Pool, projectId: string): Promise<DraftSummary[]> {
  const { rows } = await pool.query<Omit<DraftSummary, 'updatedAt'> & { updated: Date }>(
    `SELECT id, name, stack_id AS "stackId", version, updated_by AS "updatedBy", updated_at AS updated FROM draft WHERE project_id = $1 ORDER BY updated_at DESC LIMIT 1000`, [projectId],
  );
  return rows.map(({ updated, ...row }) => ({ ...row, updatedAt: updated.toISOString() }));
}

export interface DraftChange {
  name?: string;
  text?: string;
  files?: Record<string, string>;
  environment?: JsonMap;
  layout?: JsonMap;
  stackId?: string | null;
}

/** Null when the draft is at another version than `version`: then nothing was written. */
export async function updateDraft(pool: Pool, projectId: string, id: string, version: number, change: DraftChange, by: string): Promise<DraftView | null> {
  const json = (value: JsonMap | Record<string, string> | undefined): string | null => (value === undefined ? null : JSON.stringify(value));
  const { rows } = await pool.query<DraftRecord>(
    `UPDATE draft SET name = coalesce($4, name), text = coalesce($5, text), files = coalesce($6, files), environment = coalesce($7, environment),
       layout = coalesce($8, layout), stack_id = CASE WHEN $9 THEN $10::uuid ELSE stack_id END, version = version + 1, updated_by = $11, updated_at = clock_timestamp()
     WHERE id = $1 AND project_id = $2 AND version = $3 RETURNING ${COLUMNS}`,
    [id, projectId, version, change.name ?? null, change.text ?? null, json(change.files), json(change.environment), json(change.layout), change.stackId !== undefined, change.stackId ?? null, by],
  );
  return rows[0] === undefined ? null : toView(rows[0]);
}

export async function removeDraft(pool: Pool, projectId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('DELETE FROM draft WHERE id = $1 AND project_id = $2', [id, projectId]);
  return rowCount !== 0;
}
