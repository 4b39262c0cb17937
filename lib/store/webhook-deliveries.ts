/** Messages to webhooks: rows from the moment they are due until they have been taken or given up. Any worker may take one up; one that dies leaves it to the next. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { JsonMap } from '@/lib/hot/types';
import type { DeliveryView } from '@/lib/wire/webhooks';

/** Nobody else takes a message up for so long, in seconds: longer than all that are taken at once for one webhook may take. */
const HELD_SECONDS = 60;
/** Most that are taken at once for one webhook: they are sent in their order. */
export const AT_ONCE = 4;
const WEBHOOKS_AT_ONCE = 20;

export interface DueDelivery {
  id: string;
  webhookId: string;
  url: string;
  sealed: string;
  outcome: DeliveryView['outcome'];
  body: JsonMap;
  createdAt: Date;
  /** The number of this attempt. */
  attempts: number;
}

/** Takes what is due, the oldest of each webhook first, and counts the attempt. `busy`: webhooks that this process is sending to. */
export async function takeDue(pool: Pool, busy: readonly string[]): Promise<DueDelivery[]> {
  const { rows } = await pool.query<DueDelivery>(
    `WITH due AS (SELECT DISTINCT webhook_id FROM webhook_delivery WHERE next_attempt <= now() AND webhook_id <> ALL ($1::uuid[]) LIMIT ${WEBHOOKS_AT_ONCE}),
       free AS (SELECT d.id FROM due CROSS JOIN LATERAL (
         SELECT id FROM webhook_delivery WHERE webhook_id = due.webhook_id AND next_attempt <= now() ORDER BY number LIMIT ${AT_ONCE} FOR UPDATE SKIP LOCKED) d),
       taken AS (UPDATE webhook_delivery d SET attempts = d.attempts + 1, attempted_at = now(), next_attempt = now() + make_interval(secs => ${HELD_SECONDS}) FROM free WHERE d.id = free.id RETURNING d.*)
     SELECT t.id, t.webhook_id AS "webhookId", w.url, w.sealed, t.outcome, t.body, t.created_at AS "createdAt", t.attempts FROM taken t JOIN webhook w ON w.id = t.webhook_id ORDER BY t.number`,
    [busy],
  );
  return rows;
}

export interface Attempt {
  status: DeliveryView['status'];
  /** Seconds until the next one; null: there is none. */
  againIn: number | null;
  answerStatus: number | null;
  answer: string;
  tookMs: number;
}

/** Only whoever made the last attempt says how it went. */
export async function settle(pool: Pool, { id, attempts }: Pick<DueDelivery, 'id' | 'attempts'>, { status, againIn, answerStatus, answer, tookMs }: Attempt): Promise<void> {
  await pool.query(
    `UPDATE webhook_delivery SET status = $3, next_attempt = now() + make_interval(secs => $4::int), answer_status = $5, answer = $6, took_ms = $7
     WHERE id = $1 AND attempts = $2 AND next_attempt IS NOT NULL`, [id, attempts, status, againIn, answerStatus, answer, tookMs],
  );
}

interface Row extends Omit<DeliveryView, 'nextAttempt' | 'createdAt' | 'attemptedAt'> {
  next: Date | null;
  created: Date;
  attempted: Date | null;
}

/** The newest first. */
export async function listDeliveries(pool: Pool, webhookId: string, limit: number): Promise<DeliveryView[]> {
  const { rows } = await pool.query<Row>(
    `SELECT id, outcome, stack_id AS "stackId", stack_name AS "stackName", status, attempts, next_attempt AS next, answer_status AS "answerStatus", answer, took_ms AS "tookMs", created_at AS created, attempted_at AS attempted
     FROM webhook_delivery WHERE webhook_id = $1 ORDER BY number DESC LIMIT $2`, [webhookId, limit],
  );
  return rows.map(({ next, created, attempted, ...row }) => ({ ...row, nextAttempt: next?.toISOString() ?? null, createdAt: created.toISOString(), attemptedAt: attempted?.toISOString() ?? null }));
}

/** A message of its own with the same words, so that the list says what became of each; false where there is no such message. */
export async function sendAgain(pool: Pool, webhookId: string, deliveryId: string): Promise<boolean> {
  const id = randomUUID();
  const { rowCount } = await pool.query(
    `INSERT INTO webhook_delivery (id, webhook_id, key, outcome, stack_id, stack_name, body)
     SELECT $3, webhook_id, $4, outcome, stack_id, stack_name, body FROM webhook_delivery WHERE webhook_id = $1 AND id = $2`, [webhookId, deliveryId, id, `again ${id}`],
  );
  return rowCount !== 0;
}

export async function addTest(pool: Pool, webhookId: string, { stackId, stackName, body }: { stackId: string | null; stackName: string; body: JsonMap }): Promise<void> {
  const id = randomUUID();
  await pool.query(
    "INSERT INTO webhook_delivery (id, webhook_id, key, outcome, stack_id, stack_name, body) VALUES ($1, $2, $3, 'test', $4, $5, $6)", [id, webhookId, `test ${id}`, stackId, stackName, JSON.stringify(body)],
  );
}
