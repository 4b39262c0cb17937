/** Filters of the list of stacks that people gave names to: each has their own, in each project. */
import type { Pool } from 'pg';
import type { SavedView } from '@/lib/wire/stack-board';

export interface Owner {
  userId: string;
  projectId: string;
}

/** Most that one keeps in a project. */
export const MOST_VIEWS = 100;

export async function savedViews(pool: Pool, { userId, projectId }: Owner): Promise<SavedView[]> {
  const { rows } = await pool.query<SavedView>('SELECT name, address FROM saved_view WHERE user_id = $1 AND project_id = $2 ORDER BY created_at, name', [userId, projectId]);
  return rows;
}

/** One of the same name is another address from now on. False: there are too many. */
export async function saveView(pool: Pool, { userId, projectId }: Owner, { name, address }: SavedView): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO saved_view (user_id, project_id, name, address)
     SELECT $1, $2, $3, $4 WHERE (SELECT count(*) FROM saved_view WHERE user_id = $1 AND project_id = $2 AND name <> $3) < ${MOST_VIEWS}
     ON CONFLICT (user_id, project_id, name) DO UPDATE SET address = excluded.address`, [userId, projectId, name, address],
  );
  return rowCount !== 0;
}

export async function forgetView(pool: Pool, { userId, projectId }: Owner, name: string): Promise<void> {
  await pool.query('DELETE FROM saved_view WHERE user_id = $1 AND project_id = $2 AND name = $3', [userId, projectId, name]);
}
