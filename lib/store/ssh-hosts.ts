/** The hosts of a connection over SSH: each is a server of the project, as long as the connection names it. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { uuidFrom } from '@/lib/providers/uuid';
import type { SshHost } from '@/lib/providers/ssh/settings';
import { tokenHash } from '@/lib/software/token-hash';
import { tell, transaction } from './transaction';

export interface SshHostStore {
  /** Makes the servers of a connection what it says. */
  keep(connection: { id: string; projectId: string }, hosts: readonly SshHost[]): Promise<void>;
  /** Names of its hosts that have runs to do, of those that are not in `staying`. */
  busy(connectionId: string, staying: readonly string[]): Promise<string[]>;
  /** Names of `names` that other hosts of the project have. */
  taken(connection: { id: string; projectId: string }, names: readonly string[]): Promise<string[]>;
  /** Why hosts of the connection do not answer, by name. */
  problems(connectionId: string): Promise<{ name: string; problem: string | null; lastSeenAt: Date | null }[]>;
}

export function sshHostStore(pool: Pool): SshHostStore {
  return {
    keep: ({ id, projectId }, hosts) =>
      transaction(pool, async (client) => {
        for (const { name, address } of hosts) {
          // No agent has a token of it: nobody knows what this is the hash of.
          await client.query(
            `INSERT INTO server (id, project_id, name, kind, token_hash, connection_id, address) VALUES ($1, $2, $3, 'ssh', $4, $5, $6)
             ON CONFLICT (id) DO UPDATE SET address = excluded.address, deleted_at = NULL, state = 'ACTIVE'`,
            [uuidFrom('ssh', id, name), projectId, name, tokenHash(randomUUID()), id, address],
          );
        }
        const { rows } = await client.query<{ id: string }>(
          `UPDATE server SET deleted_at = clock_timestamp(), state = 'DELETED'
           WHERE connection_id = $1 AND kind = 'ssh' AND deleted_at IS NULL AND NOT (name = ANY ($2)) RETURNING id`,
          [id, hosts.map(({ name }) => name)],
        );
        for (const server of rows) await tell(client, 'hearth_agent', server.id);
      }),
    async busy(connectionId, staying) {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT DISTINCT s.name FROM server s JOIN software_deployment d ON d.server_id = s.id AND d.finished_at IS NULL AND d.deleted_at IS NULL
         WHERE s.connection_id = $1 AND s.kind = 'ssh' AND s.deleted_at IS NULL AND NOT (s.name = ANY ($2)) ORDER BY s.name`,
        [connectionId, staying],
      );
      return rows.map(({ name }) => name);
    },
    async taken({ id, projectId }, names) {
      const { rows } = await pool.query<{ name: string }>(
        `SELECT DISTINCT name FROM server WHERE project_id = $1 AND name = ANY ($2) AND kind IN ('joined', 'ssh') AND connection_id IS DISTINCT FROM $3::uuid AND deleted_at IS NULL`,
        [projectId, names, id],
      );
      return rows.map(({ name }) => name);
    },
    async problems(connectionId) {
      const { rows } = await pool.query<{ name: string; problem: string | null; lastSeenAt: Date | null }>(
        `SELECT name, problem, last_seen_at AS "lastSeenAt" FROM server WHERE connection_id = $1 AND kind = 'ssh' AND deleted_at IS NULL ORDER BY name`, [connectionId],
      );
      return rows;
    },
  };
}
