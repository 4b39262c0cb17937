/** Webhooks of a project and of its stacks. */
import type { Pool } from 'pg';
import type { Outcome, WebhookInput, WebhookView } from '@/lib/wire/webhooks';
import { UUID } from './uuid';

/** Most of a project, those of its stacks among them: each operation writes a row for each. */
export const MOST_WEBHOOKS = 100;

interface Row extends Omit<WebhookView, 'createdAt' | 'last'> {
  created: Date;
  last: WebhookView['last'];
}

const VIEW = `SELECT w.id, w.stack_id AS "stackId", w.url, w.outcomes, w.enabled, w.created_by AS "createdBy", w.created_at AS created,
  (SELECT jsonb_build_object('status', d.status, 'at', coalesce(d.attempted_at, d.created_at)) FROM webhook_delivery d WHERE d.webhook_id = w.id ORDER BY d.number DESC LIMIT 1) AS last
  FROM webhook w`;

const viewOf = ({ created, ...row }: Row): WebhookView => ({ ...row, createdAt: created.toISOString() });

/** Those of one stack with those that hear of every stack; for null the latter. */
export async function listWebhooks(pool: Pool, projectId: string, stackId: string | null): Promise<WebhookView[]> {
  const { rows } = await pool.query<Row>(`${VIEW} WHERE w.project_id = $1 AND (w.stack_id IS NULL OR w.stack_id = $2) ORDER BY w.created_at, w.id`, [projectId, stackId]);
  return rows.map(viewOf);
}

export async function findWebhook(pool: Pool, projectId: string, id: string): Promise<WebhookView | null> {
  if (!UUID.test(id)) return null;
  const { rows: [row] } = await pool.query<Row>(`${VIEW} WHERE w.project_id = $1 AND w.id = $2`, [projectId, id]);
  return row === undefined ? null : viewOf(row);
}

export interface NewWebhook {
  id: string;
  projectId: string;
  stackId: string | null;
  url: string;
  outcomes: readonly Outcome[];
  enabled: boolean;
  sealed: string;
  createdBy: string;
}

/** False: the project has as many as it may have. */
export async function createWebhook(pool: Pool, { id, projectId, stackId, url, outcomes, enabled, sealed, createdBy }: NewWebhook): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO webhook (id, project_id, stack_id, url, outcomes, enabled, sealed, created_by)
     SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM webhook WHERE project_id = $2) < ${MOST_WEBHOOKS}`,
    [id, projectId, stackId, url, outcomes, enabled, sealed, createdBy],
  );
  return rowCount !== 0;
}

/** What is still to be delivered of one that is switched off is given up. */
export async function changeWebhook(pool: Pool, id: string, { url, outcomes, enabled }: Pick<WebhookInput, 'url' | 'outcomes' | 'enabled'>): Promise<void> {
  await pool.query('UPDATE webhook SET url = $2, outcomes = $3, enabled = $4 WHERE id = $1', [id, url, outcomes, enabled]);
  if (!enabled) await pool.query("UPDATE webhook_delivery SET status = 'FAILED', next_attempt = NULL, answer = 'The webhook was switched off.' WHERE webhook_id = $1 AND next_attempt IS NOT NULL", [id]);
}

export async function changeWebhookSecret(pool: Pool, id: string, sealed: string): Promise<void> {
  await pool.query('UPDATE webhook SET sealed = $2 WHERE id = $1', [id, sealed]);
}

export async function removeWebhook(pool: Pool, id: string): Promise<void> {
  await pool.query('DELETE FROM webhook WHERE id = $1', [id]);
}
