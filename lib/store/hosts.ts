/** Machines that people have joined, and the right to join. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import type { HostStore } from '@/lib/software/ports';
import { tokenHash as hashOf } from '@/lib/software/token-hash';
import { NO_TEST } from './host-tests';
import { tell, transaction } from './transaction';

const OPEN = 'token_hash = $1 AND used_at IS NULL AND expires_at > clock_timestamp()';

export function hostStore(pool: Pool): HostStore {
  return {
    async add({ id, projectId, name, tokenHash }) {
      await pool.query("INSERT INTO server (id, project_id, name, kind, token_hash) VALUES ($1, $2, $3, 'joined', $4)", [id, projectId, name, tokenHash]);
    },

    async allow({ projectId, tokenHash, serverId, createdBy, minutes }) {
      await pool.query("DELETE FROM join_token WHERE expires_at < clock_timestamp() - interval '1 day'");
      await pool.query(
        `INSERT INTO join_token (id, project_id, token_hash, server_id, created_by, expires_at)
         VALUES ($1, $2, $3, $4, $5, clock_timestamp() + make_interval(mins => $6))`,
        [randomUUID(), projectId, tokenHash, serverId, createdBy, minutes],
      );
    },

    async canJoin(tokenHash) {
      const { rowCount } = await pool.query(`SELECT 1 FROM join_token WHERE ${OPEN}`, [tokenHash]);
      return rowCount !== 0;
    },

    join: (joinHash, host) =>
      transaction(pool, async (client) => {
        const { rows } = await client.query<{ project_id: string; server_id: string | null }>(
          `UPDATE join_token SET used_at = clock_timestamp() WHERE ${OPEN} RETURNING project_id, server_id`, [joinHash],
        );
        const [allowed] = rows;
        if (allowed === undefined) return null;
        if (allowed.server_id !== null) {
          const { rowCount } = await client.query(
            `UPDATE server SET token_hash = $2, next_token_hash = NULL, token_at = clock_timestamp(), revoked_at = NULL, system = $3 WHERE id = $1 AND project_id = $4 AND deleted_at IS NULL`,
            [allowed.server_id, host.tokenHash, host.system, allowed.project_id],
          );
          return rowCount === 0 ? null : allowed.server_id;
        }
        const id = randomUUID();
        await client.query(
          "INSERT INTO server (id, project_id, name, kind, token_hash, system) VALUES ($1, $2, $3, 'joined', $4, $5)",
          [id, allowed.project_id, host.name, host.tokenHash, host.system],
        );
        return id;
      }),

    async offerToken(serverId, nextTokenHash) {
      await pool.query('UPDATE server SET next_token_hash = $2 WHERE id = $1 AND deleted_at IS NULL', [serverId, nextTokenHash]);
    },

    async expireToken(projectId, serverId) {
      const { rowCount } = await pool.query('UPDATE server SET token_at = NULL WHERE id = $1 AND project_id = $2 AND deleted_at IS NULL', [serverId, projectId]);
      await tell(pool, 'hearth_agent', serverId);
      return rowCount !== 0;
    },

    async findHost(projectId, nameOrId) {
      const { rows } = await pool.query<{ id: string; name: string; system: string | null; kind: string }>(
        "SELECT id, name, system, kind FROM server WHERE project_id = $1 AND (id = $2 OR name = $2) AND kind IN ('joined', 'ssh') AND deleted_at IS NULL ORDER BY id = $2 DESC, created_at",
        [projectId, nameOrId],
      );
      return rows;
    },

    async openRuns(serverId) {
      const { rows } = await pool.query<{ count: number }>(
        `SELECT count(*)::int AS count FROM software_deployment d WHERE server_id = $1 AND finished_at IS NULL AND deleted_at IS NULL AND ${NO_TEST}`, [serverId],
      );
      return rows[0]?.count ?? 0;
    },

    async revokeToken(projectId, serverId) {
      // Of a token that nobody has: whoever showed the old one is refused from now on.
      const { rowCount } = await pool.query(
        'UPDATE server SET token_hash = $3, next_token_hash = NULL, revoked_at = clock_timestamp() WHERE id = $1 AND project_id = $2 AND deleted_at IS NULL', [serverId, projectId, hashOf(randomUUID())],
      );
      await tell(pool, 'hearth_agent', serverId);
      return rowCount !== 0;
    },

    async setLabels(projectId, serverId, labels) {
      const { rowCount } = await pool.query('UPDATE server SET labels = $3 WHERE id = $1 AND project_id = $2 AND deleted_at IS NULL', [serverId, projectId, labels]);
      return rowCount !== 0;
    },

    async labelled(projectId, labels) {
      const { rows } = await pool.query<{ id: string; name: string }>(
        "SELECT id, name FROM server WHERE project_id = $1 AND labels @> $2::text[] AND kind IN ('joined', 'ssh') AND deleted_at IS NULL ORDER BY name, id", [projectId, labels],
      );
      return rows;
    },
  };
}
