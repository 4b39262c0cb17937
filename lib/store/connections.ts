/** Connections of projects; what is secret of them is sealed. */
import type { Pool } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { JsonMap } from '@/lib/hot/types';
import type { Connection, ConnectionKind, ConnectionStore } from '@/lib/providers/connections';
import { asMap } from '@/lib/software/json';

type Row = Omit<Connection, 'secrets'> & { sealed: string | null };

const SHOWN = 'id, project_id AS "projectId", kind, name, settings, created_by AS "createdBy"';

export function connectionStore(pool: Pool, vault: Vault): ConnectionStore {
  const opened = ({ sealed, ...shown }: Row): Connection => ({ ...shown, secrets: sealed === null ? null : secretsOf(vault, sealed) });
  return {
    async list(projectId) {
      const { rows } = await pool.query<Omit<Connection, 'secrets'>>(`SELECT ${SHOWN} FROM connection WHERE project_id = $1 ORDER BY name`, [projectId]);
      return rows;
    },
    async find(projectId, id) {
      const { rows } = await pool.query<Row>(`SELECT ${SHOWN}, sealed FROM connection WHERE project_id = $1 AND id::text = $2`, [projectId, id]);
      return rows[0] === undefined ? null : opened(rows[0]);
    },
    async ofKind(projectId, kind) {
      const { rows } = await pool.query<Row>(`SELECT ${SHOWN}, sealed FROM connection WHERE project_id = $1 AND kind = $2 ORDER BY name`, [projectId, kind]);
      return rows.map(opened);
    },
    async save({ id, projectId, kind, name, settings, secrets, createdBy }) {
      const { rowCount } = await pool.query(
        `INSERT INTO connection (id, project_id, kind, name, settings, sealed, created_by, updated_at)
         SELECT $1, $2, $3, $4, $5, $6, $7, clock_timestamp()
         WHERE NOT EXISTS (SELECT 1 FROM connection WHERE project_id = $2 AND name = $4 AND id <> $1)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, settings = excluded.settings, sealed = excluded.sealed, updated_at = excluded.updated_at`,
        [id, projectId, kind, name, JSON.stringify(settings), secrets === null ? null : vault.seal(secrets), createdBy],
      );
      return rowCount !== 0;
    },
    async pinHostKey(id, address, hostKey) {
      await pool.query(
        `UPDATE connection SET settings = jsonb_set(settings, '{hostKeys}', jsonb_build_object($2::text, $3::text) || coalesce(settings -> 'hostKeys', '{}')) WHERE id = $1`,
        [id, address, hostKey],
      );
    },
    async remove(id) {
      await pool.query('DELETE FROM connection WHERE id = $1', [id]);
    },
    async usedBy(id) {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT DISTINCT s.name FROM resource r JOIN stack s ON s.id = r.root_id
         WHERE r.data ->> 'connection' = $1 AND NOT (r.action = 'DELETE' AND r.status = 'COMPLETE') ORDER BY s.name LIMIT 5`,
        [id],
      );
      return rows.map(({ name }) => name);
    },
  };
}

/** Which kinds of connections a project has. */
export async function connectionKinds(pool: Pool, projectId: string): Promise<ReadonlySet<string>> {
  const { rows } = await pool.query<{ kind: string }>('SELECT DISTINCT kind FROM connection WHERE project_id = $1', [projectId]);
  return new Set(rows.map(({ kind }) => kind));
}

function secretsOf(vault: Vault, sealed: string): JsonMap {
  return asMap(vault.open(sealed));
}

/** What may be shown of the connection that a resource remembers; null where it remembers none of this kind. */
export async function connectionOfResource(pool: Pool, resourceId: string, kind: ConnectionKind): Promise<JsonMap | null> {
  const { rows } = await pool.query<{ settings: JsonMap }>(
    `SELECT c.settings FROM resource r JOIN stack s ON s.id = r.stack_id JOIN connection c ON c.id::text = r.data->>'connection' AND c.project_id = s.project_id
     WHERE r.id = $1 AND c.kind = $2`, [resourceId, kind],
  );
  return rows[0]?.settings ?? null;
}

/** The same for all resources of a tree that exist: what stands for them, and the connection that they remember. */
export async function connectionsOfResources(pool: Pool, rootId: string, kind: ConnectionKind): Promise<{ id: string; type: string; physicalId: string; settings: JsonMap }[]> {
  const { rows } = await pool.query<{ id: string; type: string; physicalId: string; settings: JsonMap }>(
    `SELECT r.id, r.type, r.physical_resource_id AS "physicalId", c.settings FROM resource r JOIN stack s ON s.id = r.stack_id JOIN connection c ON c.id::text = r.data->>'connection' AND c.project_id = s.project_id
     WHERE r.root_id = $1 AND c.kind = $2 AND r.physical_resource_id IS NOT NULL`, [rootId, kind],
  );
  return rows;
}
