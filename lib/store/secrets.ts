/** Named secrets: sealed when they are written, opened only for a deployment. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { SecretRow, UseView } from '@/lib/wire/environments';
import { transaction } from './transaction';
import { UUID } from './uuid';

export async function listSecrets(pool: Pool, projectId: string): Promise<Omit<SecretRow, 'namedIn'>[]> {
  const { rows } = await pool.query<Omit<SecretRow, 'namedIn' | 'rotatedAt' | 'readAt' | 'usedBy'> & { rotated: Date; read: Date | null; usedBy: UseView[] | null }>(
    `SELECT s.id, s.name, s.description, v.number AS version, v.saved_by AS "rotatedBy", v.saved_at AS rotated, to_char(s.rotate_by, 'YYYY-MM-DD') AS "rotateBy",
       (SELECT max(at) FROM activity a WHERE a.project_id = s.project_id AND a.kind = 'secret' AND a.action = 'read' AND a.subject_id = s.id::text) AS read,
       (SELECT jsonb_agg(jsonb_build_object('stackId', k.id, 'stackName', k.name, 'number', (layer->>'number')::int) ORDER BY k.name)
        FROM stack k JOIN revision r ON r.id = coalesce(k.revision_id, (SELECT id FROM revision WHERE stack_id = k.id ORDER BY number DESC LIMIT 1)) CROSS JOIN LATERAL jsonb_array_elements(r.layers->'secrets') layer
        WHERE k.project_id = s.project_id AND k.owner_id IS NULL AND k.deleted_at IS NULL AND layer->>'id' = s.id::text) AS "usedBy"
     FROM secret s JOIN LATERAL (SELECT * FROM secret_version WHERE secret_id = s.id ORDER BY number DESC LIMIT 1) v ON true
     WHERE s.project_id = $1 ORDER BY s.name LIMIT 1000`,
    [projectId],
  );
  return rows.map(({ rotated, read, usedBy, ...row }) => ({ ...row, rotatedAt: rotated.toISOString(), readAt: read?.toISOString() ?? null, usedBy: usedBy ?? [] }));
}

export interface SealedSecret {
  id: string;
  name: string;
  number: number;
  sealed: string;
}

/** The newest versions of the secrets of these names. */
export async function sealedSecrets(executor: Pool | PoolClient, projectId: string, names: readonly string[]): Promise<SealedSecret[]> {
  if (names.length === 0) return [];
  const { rows } = await executor.query<SealedSecret>(
    `SELECT s.id, s.name, v.number, v.sealed FROM secret s JOIN LATERAL (SELECT number, sealed FROM secret_version WHERE secret_id = s.id ORDER BY number DESC LIMIT 1) v ON true
     WHERE s.project_id = $1 AND s.name = ANY ($2::text[])`,
    [projectId, names],
  );
  return rows;
}

/** Its name; null where there is no such secret. */
export async function setRotateBy(pool: Pool, projectId: string, id: string, day: string | null): Promise<string | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<{ name: string }>('UPDATE secret SET rotate_by = $3::date WHERE id = $1 AND project_id = $2 RETURNING name', [id, projectId, day]);
  return rows[0]?.name ?? null;
}

/** The id of the new secret; null when the name is taken. */
export async function createSecret(pool: Pool, secret: { projectId: string; name: string; description: string; rotateBy: string | null; sealed: string; createdBy: string }): Promise<string | null> {
  return transaction(pool, async (client) => {
    const id = randomUUID();
    const { rowCount } = await client.query(
      'INSERT INTO secret (id, project_id, name, description, created_by, rotate_by) VALUES ($1, $2, $3, $4, $5, $6::date) ON CONFLICT (project_id, name) DO NOTHING', [id, secret.projectId, secret.name, secret.description, secret.createdBy, secret.rotateBy],
    );
    if (!rowCount) return null;
    await client.query('INSERT INTO secret_version (secret_id, number, sealed, saved_by) VALUES ($1, 1, $2, $3)', [id, secret.sealed, secret.createdBy]);
    return id;
  });
}

/** A new version; its name and number, or null where there is no such secret. */
export async function rotateSecret(pool: Pool, projectId: string, id: string, sealed: string, savedBy: string): Promise<{ name: string; number: number } | null> {
  if (!UUID.test(id)) return null;
  return transaction(pool, async (client) => {
    const { rows: [secret] } = await client.query<{ name: string }>('SELECT name FROM secret WHERE id = $1 AND project_id = $2 FOR UPDATE', [id, projectId]);
    if (secret === undefined) return null;
    const { rows } = await client.query<{ number: number }>(
      'INSERT INTO secret_version (secret_id, number, sealed, saved_by) VALUES ($1, (SELECT max(number) + 1 FROM secret_version WHERE secret_id = $1), $2, $3) RETURNING number', [id, sealed, savedBy],
    );
    return { name: secret.name, number: rows[0]?.number ?? 0 };
  });
}

export async function removeSecret(pool: Pool, projectId: string, id: string): Promise<string | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<{ name: string }>('DELETE FROM secret WHERE id = $1 AND project_id = $2 RETURNING name', [id, projectId]);
  return rows[0]?.name ?? null;
}
