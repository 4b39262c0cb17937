/** Versions of drafts, and who has one open, in the database. */
import type { Pool } from 'pg';
import type { JsonMap } from '@/lib/hot/types';
import type { DraftVersionRow, DraftVersionView, Present } from '@/lib/wire/drafts';
import { transaction } from './transaction';

const ROW = 'number, message, saved_by AS "savedBy", saved_at AS saved';

type Dated<T extends { savedAt: string }> = Omit<T, 'savedAt'> & { saved: Date };

function dated<T extends { savedAt: string }>({ saved, ...row }: Dated<T>): Omit<Dated<T>, 'saved'> & { savedAt: string } {
  return { ...row, savedAt: saved.toISOString() };
}

export interface NewDraftVersion {
  message: string;
  text: string;
  files: Record<string, string>;
  environment: JsonMap;
  layout: JsonMap;
  savedBy: string;
}

/** The number it got; null when there is no such draft. */
export function insertDraftVersion(pool: Pool, projectId: string, draftId: string, version: NewDraftVersion): Promise<number | null> {
  return transaction(pool, async (client) => {
    // A statement of its own: one that waited for this lock within itself would still count the versions as they were before it waited.
    const { rowCount } = await client.query('SELECT FROM draft WHERE id = $1 AND project_id = $2 FOR UPDATE', [draftId, projectId]);
    if (rowCount === 0) return null;
    const { rows } = await client.query<{ number: number }>(
      `INSERT INTO draft_version (draft_id, number, message, text, files, environment, layout, saved_by)
       SELECT $1, coalesce(max(number), 0) + 1, $2, $3, $4, $5, $6, $7 FROM draft_version WHERE draft_id = $1 RETURNING number`,
      [draftId, version.message, version.text, JSON.stringify(version.files), JSON.stringify(version.environment), JSON.stringify(version.layout), version.savedBy],
    );
    return rows[0]?.number ?? null;
  });
}

/** Newest first. */
export async function listDraftVersions(pool: Pool, projectId: string, draftId: string): Promise<DraftVersionRow[]> {
  const { rows } = await pool.query<Dated<DraftVersionRow>>(`SELECT ${ROW} FROM draft_version WHERE draft_id = (SELECT id FROM draft WHERE id = $1 AND project_id = $2) ORDER BY number DESC LIMIT 500`, [draftId, projectId]);
  return rows.map((row) => dated<DraftVersionRow>(row));
}

export async function findDraftVersion(pool: Pool, projectId: string, draftId: string, number: number): Promise<DraftVersionView | null> {
  const { rows } = await pool.query<Dated<DraftVersionView>>(`SELECT ${ROW}, text, files, environment, layout FROM draft_version WHERE number = $3 AND draft_id = (SELECT id FROM draft WHERE id = $1 AND project_id = $2)`, [draftId, projectId, number]);
  return rows[0] === undefined ? null : dated<DraftVersionView>(rows[0]);
}

/** Longer than that without a word, and somebody has gone. */
const GONE_S = 15;

/** Says that a tab has the draft open, and answers who else has. */
export async function meetInDraft(pool: Pool, projectId: string, draftId: string, me: { tab: string; userName: string; selected: string | null; leaving: boolean }): Promise<Present[]> {
  if (me.leaving) {
    await pool.query('DELETE FROM draft_presence WHERE draft_id = $1 AND tab = $2', [draftId, me.tab]);
    return [];
  }
  await pool.query(
    `INSERT INTO draft_presence (draft_id, tab, user_name, selected, seen_at) SELECT id, $3, $4, $5, clock_timestamp() FROM draft WHERE id = $1 AND project_id = $2
     ON CONFLICT (draft_id, tab) DO UPDATE SET selected = excluded.selected, seen_at = excluded.seen_at`,
    [draftId, projectId, me.tab, me.userName, me.selected],
  );
  const { rows } = await pool.query<Present>(
    `SELECT tab, user_name AS "userName", selected FROM draft_presence JOIN draft ON draft.id = draft_id AND draft.project_id = $2
     WHERE draft_id = $1 AND tab <> $3 AND seen_at > clock_timestamp() - make_interval(secs => ${GONE_S}) ORDER BY user_name, tab LIMIT 50`,
    [draftId, projectId, me.tab],
  );
  return rows;
}
