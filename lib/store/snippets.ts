/** Snippets of projects in the database. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { KeptSnippet } from '@/lib/wire/drafts';

const MOST = 500;

/** By title. */
export async function listSnippets(pool: Pool, projectId: string): Promise<KeptSnippet[]> {
  const { rows } = await pool.query<KeptSnippet>(`SELECT id, title, yaml, created_by AS "createdBy" FROM snippet WHERE project_id = $1 ORDER BY lower(title), title LIMIT ${MOST}`, [projectId]);
  return rows;
}

/** Its id; null: the project has one of this title. */
export async function insertSnippet(pool: Pool, projectId: string, { title, yaml, createdBy }: Omit<KeptSnippet, 'id'>): Promise<string | null> {
  const { rows } = await pool.query<{ id: string }>(
    'INSERT INTO snippet (id, project_id, title, yaml, created_by) VALUES ($1, $2, $3, $4, $5) ON CONFLICT (project_id, title) DO NOTHING RETURNING id', [randomUUID(), projectId, title, yaml, createdBy],
  );
  return rows[0]?.id ?? null;
}

export async function removeSnippet(pool: Pool, projectId: string, id: string): Promise<boolean> {
  const { rowCount } = await pool.query('DELETE FROM snippet WHERE project_id = $1 AND id::text = $2', [projectId, id]);
  return rowCount !== 0;
}
