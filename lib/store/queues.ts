/** Queues of messages. What has ended is not seen, and goes when the queue is next written to. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { Json, JsonMap } from '@/lib/hot/types';
import { transaction } from './transaction';

export interface QueueKey {
  projectId: string;
  name: string;
}

export interface MessageRecord {
  id: string;
  /** Order of arrival; a text because it may be larger than a number. */
  number: string;
  clientId: string;
  body: Json;
  ttl: number;
  createdAt: Date;
  claimId: string | null;
}

export const MOST_QUEUES = 1000;
export const MOST_MESSAGES = 1000;

const COLUMNS = `id, number::text AS number, client_id AS "clientId", body, ttl, created_at AS "createdAt", CASE WHEN claim_expires_at > now() THEN claim_id END AS "claimId"`;
const LIVE = 'project_id = $1 AND queue_name = $2 AND expires_at > now()';
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** True: it is new. Null: the project would have more than it may. */
export async function makeQueue(pool: Pool, { projectId, name }: QueueKey, metadata?: JsonMap): Promise<boolean | null> {
  return transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`queues ${projectId}`]);
    const { rowCount: known } = await client.query('UPDATE queue SET metadata = coalesce($3, metadata) WHERE project_id = $1 AND name = $2', [projectId, name, metadata === undefined ? null : JSON.stringify(metadata)]);
    if ((known ?? 0) > 0) return false;
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM queue WHERE project_id = $1', [projectId]);
    if ((rows[0]?.count ?? 0) >= MOST_QUEUES) return null;
    await client.query('INSERT INTO queue (project_id, name, metadata) VALUES ($1, $2, $3)', [projectId, name, JSON.stringify(metadata ?? {})]);
    return true;
  });
}

/** Null: there is no such queue. */
export async function queueMetadata(pool: Pool, { projectId, name }: QueueKey): Promise<JsonMap | null> {
  const { rows } = await pool.query<{ metadata: JsonMap }>('SELECT metadata FROM queue WHERE project_id = $1 AND name = $2', [projectId, name]);
  return rows[0]?.metadata ?? null;
}

export async function listQueues(pool: Pool, projectId: string, marker: string, limit: number): Promise<{ name: string; metadata: JsonMap }[]> {
  const { rows } = await pool.query<{ name: string; metadata: JsonMap }>('SELECT name, metadata FROM queue WHERE project_id = $1 AND name > $2 ORDER BY name LIMIT $3', [projectId, marker, limit]);
  return rows;
}

export async function removeQueue(pool: Pool, { projectId, name }: QueueKey): Promise<void> {
  await pool.query('DELETE FROM queue WHERE project_id = $1 AND name = $2', [projectId, name]);
}

export async function queueStats(pool: Pool, { projectId, name }: QueueKey): Promise<{ free: number; claimed: number }> {
  const { rows } = await pool.query<{ free: number; claimed: number }>(
    `SELECT count(*) FILTER (WHERE claim_expires_at IS NULL OR claim_expires_at <= now())::int AS free, count(*) FILTER (WHERE claim_expires_at > now())::int AS claimed FROM queue_message WHERE ${LIVE}`,
    [projectId, name],
  );
  return rows[0] ?? { free: 0, claimed: 0 };
}

/** Ids in the order given. Null: the queue would have more messages than it may. Makes the queue where it is missing. */
export async function postMessages(pool: Pool, key: QueueKey, clientId: string, messages: readonly { body: Json; ttl: number }[]): Promise<string[] | null> {
  if ((await makeQueue(pool, key)) === null) return null;
  return transaction(pool, async (client) => {
    await client.query('SELECT 1 FROM queue WHERE project_id = $1 AND name = $2 FOR UPDATE', [key.projectId, key.name]);
    await client.query('DELETE FROM queue_message WHERE project_id = $1 AND queue_name = $2 AND expires_at <= now()', [key.projectId, key.name]);
    const { rows } = await client.query<{ count: number }>('SELECT count(*)::int AS count FROM queue_message WHERE project_id = $1 AND queue_name = $2', [key.projectId, key.name]);
    if ((rows[0]?.count ?? 0) + messages.length > MOST_MESSAGES) return null;
    const ids = messages.map(() => randomUUID());
    for (const [index, { body, ttl }] of messages.entries()) {
      await client.query(
        `INSERT INTO queue_message (id, project_id, queue_name, client_id, body, ttl, expires_at) VALUES ($1, $2, $3, $4, $5, $6::int, now() + make_interval(secs => $6::int))`,
        [ids[index], key.projectId, key.name, clientId, JSON.stringify(body), ttl],
      );
    }
    return ids;
  });
}

export interface MessageQuery {
  /** After this number. */
  marker: string;
  limit: number;
  /** Those of this client are left out. */
  without: string | null;
  claimed: boolean;
}

export async function listMessages(pool: Pool, { projectId, name }: QueueKey, { marker, limit, without, claimed }: MessageQuery): Promise<MessageRecord[]> {
  const { rows } = await pool.query<MessageRecord>(
    `SELECT ${COLUMNS} FROM queue_message WHERE ${LIVE} AND number > $3::bigint AND ($5::text IS NULL OR client_id <> $5) AND ($6 OR claim_expires_at IS NULL OR claim_expires_at <= now())
     ORDER BY queue_message.number LIMIT $4`,
    [projectId, name, marker, limit, without, claimed],
  );
  return rows;
}

export async function readMessages(pool: Pool, { projectId, name }: QueueKey, ids: readonly string[]): Promise<MessageRecord[]> {
  const { rows } = await pool.query<MessageRecord>(`SELECT ${COLUMNS} FROM queue_message WHERE ${LIVE} AND id = ANY ($3::uuid[]) ORDER BY queue_message.number`, [projectId, name, ids.filter((id) => UUID.test(id))]);
  return rows;
}

/** `claimId`: a claimed message goes only with the claim that holds it. Answers how many went. */
export async function removeMessages(pool: Pool, { projectId, name }: QueueKey, ids: readonly string[], claimId: string | null): Promise<number> {
  const { rowCount } = await pool.query(
    `DELETE FROM queue_message WHERE project_id = $1 AND queue_name = $2 AND id = ANY ($3::uuid[]) AND (claim_id IS NULL OR claim_expires_at <= now() OR claim_id = $4)`,
    [projectId, name, ids.filter((id) => UUID.test(id)), claimId],
  );
  return rowCount ?? 0;
}

/** Takes the oldest free messages out of the queue; of two who do this, each gets others. */
export async function popMessages(pool: Pool, { projectId, name }: QueueKey, count: number): Promise<MessageRecord[]> {
  const { rows } = await pool.query<MessageRecord>(
    `DELETE FROM queue_message WHERE id IN (
       SELECT id FROM queue_message WHERE ${LIVE} AND (claim_expires_at IS NULL OR claim_expires_at <= now()) ORDER BY number LIMIT $3 FOR UPDATE SKIP LOCKED
     ) RETURNING ${COLUMNS}`,
    [projectId, name, count],
  );
  return rows.toSorted((a, b) => Number(BigInt(a.number) - BigInt(b.number)));
}

/** Holds the oldest free messages for so many seconds; they live as long as the claim and its grace. */
export async function claimMessages(pool: Pool, { projectId, name }: QueueKey, claim: { id: string; ttl: number; grace: number; limit: number }): Promise<MessageRecord[]> {
  const { rows } = await pool.query<MessageRecord>(
    `UPDATE queue_message SET claim_id = $3, claim_expires_at = now() + make_interval(secs => $4::int), expires_at = greatest(expires_at, now() + make_interval(secs => $5::int))
     WHERE id IN (SELECT id FROM queue_message WHERE ${LIVE} AND (claim_expires_at IS NULL OR claim_expires_at <= now()) ORDER BY number LIMIT $6 FOR UPDATE SKIP LOCKED)
     RETURNING ${COLUMNS}`,
    [projectId, name, claim.id, claim.ttl, claim.ttl + claim.grace, claim.limit],
  );
  return rows.toSorted((a, b) => Number(BigInt(a.number) - BigInt(b.number)));
}

export async function claimedMessages(pool: Pool, { projectId, name }: QueueKey, claimId: string): Promise<MessageRecord[]> {
  const { rows } = await pool.query<MessageRecord>(`SELECT ${COLUMNS} FROM queue_message WHERE ${LIVE} AND claim_id = $3 AND claim_expires_at > now() ORDER BY queue_message.number`, [projectId, name, claimId]);
  return rows;
}

/** `ttl` null: let go. */
export async function changeClaim(pool: Pool, { projectId, name }: QueueKey, claimId: string, ttl: number | null): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE queue_message SET claim_id = CASE WHEN $4::int IS NOT NULL THEN claim_id END, claim_expires_at = now() + make_interval(secs => $4::int),
       expires_at = greatest(expires_at, now() + make_interval(secs => coalesce($4::int, 0))) WHERE ${LIVE} AND claim_id = $3 AND claim_expires_at > now()`,
    [projectId, name, claimId, ttl],
  );
  return (rowCount ?? 0) > 0;
}
