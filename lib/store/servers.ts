/** Hosts with an agent. */
import type { Pool } from 'pg';
import type { KnownServer, ServerStore } from '@/lib/software/ports';
import { tell, transaction } from './transaction';

const KNOWN = 'id, project_id AS "projectId", name, kind, state, directory, connection_id AS "connectionId", address, (SELECT updated_at::text FROM connection c WHERE c.id = server.connection_id) AS version, resource_id AS "resourceId", deleted_at AS "deletedAt"';

export function serverStore(pool: Pool): ServerStore {
  return {
    async save(server) {
      await pool.query(
        `INSERT INTO server (id, project_id, stack_id, resource_id, name, kind, token_hash, directory, address, metadata, connection_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (id) DO UPDATE SET name = excluded.name, token_hash = excluded.token_hash, directory = excluded.directory,
           address = excluded.address, metadata = excluded.metadata`,
        [
          server.id, server.projectId, server.stackId, server.resourceId, server.name, server.kind, server.tokenHash, server.directory,
          server.address, JSON.stringify(server.metadata), server.connectionId ?? null,
        ],
      );
    },
    async find(id) {
      const { rows } = await pool.query<KnownServer>(`SELECT ${KNOWN} FROM server WHERE id = $1`, [id]);
      return rows[0] ?? null;
    },
    async live(kind) {
      const { rows } = await pool.query<KnownServer>(
        `SELECT ${KNOWN} FROM server WHERE kind = $1 AND deleted_at IS NULL AND state = 'ACTIVE' ORDER BY created_at`, [kind],
      );
      return rows;
    },
    async describe(id, change) {
      await pool.query(
        `UPDATE server SET name = coalesce($2, name), address = coalesce($3, address), metadata = coalesce($4, metadata), state = coalesce($5, state)
         WHERE id = $1`,
        [id, change.name ?? null, change.address ?? null, change.metadata === undefined ? null : JSON.stringify(change.metadata), change.state ?? null],
      );
    },
    async reached(id, problem, system) {
      await pool.query(
        `UPDATE server SET problem = $2, system = coalesce($3, system), last_seen_at = CASE WHEN $2::text IS NULL THEN clock_timestamp() ELSE last_seen_at END
         WHERE id = $1 AND deleted_at IS NULL`,
        [id, problem, system],
      );
    },
    async markDeleted(id) {
      await transaction(pool, async (client) => {
        await client.query("UPDATE server SET deleted_at = clock_timestamp(), state = 'DELETED', pid = NULL WHERE id = $1 AND deleted_at IS NULL", [id]);
        await client.query('UPDATE software_deployment SET finished_at = clock_timestamp() WHERE server_id = $1 AND finished_at IS NULL', [id]);
        await tell(client, 'hearth_agent', id);
      });
    },
  };
}
