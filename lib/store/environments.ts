/** Environments that people keep: every save is a version, and no version changes. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { EnvironmentRow, EnvironmentView, UseView } from '@/lib/wire/environments';
import { transaction } from './transaction';
import { UUID } from './uuid';

/** Stacks whose present revision was made with a layer of this id. `kind` is a key of `RevisionLayers`. */
function usesOf(kind: 'environments' | 'secrets', id: string): string {
  return `SELECT s.id AS "stackId", s.name AS "stackName", (layer->>'number')::int AS number
    FROM stack s JOIN revision r ON r.id = coalesce(s.revision_id, (SELECT id FROM revision WHERE stack_id = s.id ORDER BY number DESC LIMIT 1)) CROSS JOIN LATERAL jsonb_array_elements(r.layers->'${kind}') layer
    WHERE s.project_id = $1 AND s.owner_id IS NULL AND s.deleted_at IS NULL AND layer->>'id' = ${id}`;
}

export async function layerUses(pool: Pool, projectId: string, kind: 'environments' | 'secrets', id: string): Promise<UseView[]> {
  const { rows } = await pool.query<UseView>(`${usesOf(kind, '$2')} ORDER BY s.name`, [projectId, id]);
  return rows;
}

export async function listEnvironments(pool: Pool, projectId: string): Promise<Omit<EnvironmentRow, 'counts'>[]> {
  const { rows } = await pool.query<Omit<EnvironmentRow, 'savedAt' | 'counts'> & { saved: Date }>(
    `SELECT d.id, d.name, d.description, v.number AS version, v.text, v.saved_by AS "savedBy", v.saved_at AS saved,
       (SELECT count(*)::int FROM (${usesOf('environments', 'd.id::text')}) u) AS "usedBy"
     FROM environment_document d JOIN LATERAL (SELECT * FROM environment_version WHERE document_id = d.id ORDER BY number DESC LIMIT 1) v ON true
     WHERE d.project_id = $1 ORDER BY d.name LIMIT 1000`,
    [projectId],
  );
  return rows.map(({ saved, ...row }) => ({ ...row, savedAt: saved.toISOString() }));
}

export async function findEnvironment(pool: Pool, projectId: string, id: string): Promise<EnvironmentView | null> {
  if (!UUID.test(id)) return null;
  const { rows: [entry] } = await pool.query<{ id: string; name: string; description: string }>('SELECT id, name, description FROM environment_document WHERE id = $1 AND project_id = $2', [id, projectId]);
  if (entry === undefined) return null;
  const [versions, usedBy] = await Promise.all([
    pool.query<{ number: number; text: string; message: string; savedBy: string; saved: Date }>(
      'SELECT number, text, message, saved_by AS "savedBy", saved_at AS saved FROM environment_version WHERE document_id = $1 ORDER BY number DESC', [id],
    ),
    layerUses(pool, projectId, 'environments', id),
  ]);
  return { ...entry, versions: versions.rows.map(({ saved, ...version }) => ({ ...version, savedAt: saved.toISOString() })), usedBy };
}

/** Name, number and text of one version; the newest without a number. */
export async function environmentVersion(executor: Pool | PoolClient, projectId: string, id: string, number: number | null): Promise<{ id: string; name: string; number: number; text: string } | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await executor.query<{ id: string; name: string; number: number; text: string }>(
    `SELECT d.id, d.name, v.number, v.text FROM environment_document d JOIN environment_version v ON v.document_id = d.id
     WHERE d.id = $1 AND d.project_id = $2 AND ($3::int IS NULL OR v.number = $3) ORDER BY v.number DESC LIMIT 1`,
    [id, projectId, number],
  );
  return rows[0] ?? null;
}

export interface NewEnvironmentVersion {
  projectId: string;
  name: string;
  description: string;
  text: string;
  message: string;
  savedBy: string;
}

export type EnvironmentSaved = { kind: 'saved'; id: string; number: number } | { kind: 'name-taken' } | { kind: 'missing' } | { kind: 'newer'; number: number };

class NothingSaved extends Error {
  readonly answer: EnvironmentSaved;
  constructor(answer: EnvironmentSaved) {
    super(answer.kind);
    this.answer = answer;
  }
}

/** Saves a version after number `after` of document `id`, or the first one of a new document when `id` is null. All or nothing. */
export async function saveEnvironment(pool: Pool, id: string | null, after: number, version: NewEnvironmentVersion): Promise<EnvironmentSaved> {
  const entry = id ?? randomUUID();
  try {
    return await transaction(pool, async (client): Promise<EnvironmentSaved> => {
      const { rowCount: taken } = await client.query('SELECT 1 FROM environment_document WHERE project_id = $1 AND name = $2 AND id <> $3', [version.projectId, version.name, entry]);
      if (taken) throw new NothingSaved({ kind: 'name-taken' });
      if (id === null) {
        await client.query('INSERT INTO environment_document (id, project_id, name, description) VALUES ($1, $2, $3, $4)', [entry, version.projectId, version.name, version.description]);
      } else {
        // The row's lock makes two savers one after the other.
        const { rowCount } = await client.query('UPDATE environment_document SET name = $3, description = $4, updated_at = clock_timestamp() WHERE id = $1 AND project_id = $2', [id, version.projectId, version.name, version.description]);
        if (!rowCount) throw new NothingSaved({ kind: 'missing' });
      }
      const { rows } = await client.query<{ newest: number }>('SELECT coalesce(max(number), 0)::int AS newest FROM environment_version WHERE document_id = $1', [entry]);
      const newest = rows[0]?.newest ?? 0;
      if (newest !== after) throw new NothingSaved({ kind: 'newer', number: newest });
      await client.query('INSERT INTO environment_version (document_id, number, text, message, saved_by) VALUES ($1, $2, $3, $4, $5)', [entry, newest + 1, version.text, version.message, version.savedBy]);
      return { kind: 'saved', id: entry, number: newest + 1 };
    });
  } catch (fault) {
    if (fault instanceof NothingSaved) return fault.answer;
    throw fault;
  }
}

/** Its name, or null where there was none. */
export async function removeEnvironment(pool: Pool, projectId: string, id: string): Promise<string | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<{ name: string }>('DELETE FROM environment_document WHERE id = $1 AND project_id = $2 RETURNING name', [id, projectId]);
  return rows[0]?.name ?? null;
}
