/** Objects that were put to pre-signed URLs, and the metadata of resources as objects. */
import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import { transaction } from './transaction';

export interface ObjectKey {
  projectId: string;
  container: string;
  name: string;
}

export interface ObjectRecord {
  content: Buffer;
  contentType: string;
  etag: string;
  updatedAt: Date;
}

export interface ListedObject {
  name: string;
  bytes: number;
  hash: string;
  content_type: string;
  updatedAt: Date;
}

export async function readObject(pool: Pool, { projectId, container, name }: ObjectKey): Promise<ObjectRecord | null> {
  const { rows } = await pool.query<ObjectRecord>(
    'SELECT content, content_type AS "contentType", etag, updated_at AS "updatedAt" FROM stored_object WHERE project_id = $1 AND container = $2 AND name = $3', [projectId, container, name],
  );
  return rows[0] ?? null;
}

/** What a project may keep, in bytes. */
export const MOST_BYTES = 256 * 1024 * 1024;
const MOST_OBJECTS = 10_000;

/** Null: the project would have more than it may. A change is at least a second younger than the one before, so that `Last-Modified` tells them apart. */
export async function writeObject(pool: Pool, { projectId, container, name }: ObjectKey, content: Uint8Array, contentType: string): Promise<{ etag: string; updatedAt: Date } | null> {
  const etag = createHash('md5').update(content).digest('hex');
  return transaction(pool, async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [`objects ${projectId}`]);
    const { rows: [used] } = await client.query<{ bytes: string; count: string }>(
      'SELECT coalesce(sum(length(content)), 0) AS bytes, count(*) AS count FROM stored_object WHERE project_id = $1 AND NOT (container = $2 AND name = $3)', [projectId, container, name],
    );
    if (Number(used?.bytes) + content.length > MOST_BYTES || Number(used?.count) >= MOST_OBJECTS) return null;
    const { rows } = await client.query<{ updatedAt: Date }>(
      `INSERT INTO stored_object (project_id, container, name, content, content_type, etag) VALUES ($1, $2, $3, $4, $5, $6)
       ON CONFLICT (project_id, container, name) DO UPDATE SET content = $4, content_type = $5, etag = $6, updated_at = greatest(now(), stored_object.updated_at + interval '1 second')
       RETURNING updated_at AS "updatedAt"`,
      [projectId, container, name, Buffer.from(content), contentType, etag],
    );
    return { etag, updatedAt: rows[0]?.updatedAt ?? new Date() };
  });
}

export async function removeObject(pool: Pool, { projectId, container, name }: ObjectKey): Promise<boolean> {
  const { rowCount } = await pool.query('DELETE FROM stored_object WHERE project_id = $1 AND container = $2 AND name = $3', [projectId, container, name]);
  return (rowCount ?? 0) > 0;
}

export async function listObjects(pool: Pool, projectId: string, container: string, prefix: string, marker: string, limit: number): Promise<ListedObject[]> {
  const { rows } = await pool.query<ListedObject>(
    `SELECT name, length(content) AS bytes, etag AS hash, content_type, updated_at AS "updatedAt" FROM stored_object
     WHERE project_id = $1 AND container = $2 AND starts_with(name, $3) AND name > $4 ORDER BY name LIMIT $5`,
    [projectId, container, prefix, marker, limit],
  );
  return rows;
}

export async function listContainers(pool: Pool, projectId: string): Promise<{ name: string; count: number; bytes: number }[]> {
  const { rows } = await pool.query<{ name: string; count: string; bytes: string }>(
    'SELECT container AS name, count(*) AS count, sum(length(content)) AS bytes FROM stored_object WHERE project_id = $1 GROUP BY container ORDER BY container', [projectId],
  );
  return rows.map(({ name, count, bytes }) => ({ name, count: Number(count), bytes: Number(bytes) }));
}
