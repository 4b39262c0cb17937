/** The sandbox's cloud, remembered in the database. */
import type { Pool, PoolClient } from 'pg';
import type { CloudObject, CloudStore } from '@/lib/providers/sandbox/cloud';
import { transaction } from './transaction';

const COLUMNS = 'id, project_id AS "projectId", kind, name, parent_id AS "parentId", address, body';

export function cloudStore(pool: Pool): CloudStore {
  return {
    save: (object) => write(pool, object),
    async find(projectId, kind, idOrName) {
      const { rows } = await pool.query<CloudObject>(
        `SELECT ${COLUMNS} FROM sandbox_object WHERE project_id = $1 AND kind = $2 AND (id::text = $3 OR name = $3)
         ORDER BY id::text = $3 DESC, created_at LIMIT 1`,
        [projectId, kind, idOrName],
      );
      return rows[0] ?? null;
    },
    async children(parentId, kind) {
      const { rows } = await pool.query<CloudObject>(
        `SELECT ${COLUMNS} FROM sandbox_object WHERE parent_id = $1 AND kind = $2 ORDER BY created_at, id`, [parentId, kind],
      );
      return rows;
    },
    async remove(id) {
      // What belongs to it goes with it: the subnet that was made up for a network, say.
      await pool.query('DELETE FROM sandbox_object WHERE id = $1 OR parent_id = $1', [id]);
    },
    claim: (object, choose) =>
      transaction(pool, async (client) => {
        await client.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [object.parentId ?? object.projectId]);
        const { rows } = await client.query<{ id: string; address: string }>(
          'SELECT id, address FROM sandbox_object WHERE parent_id = $1 AND address IS NOT NULL', [object.parentId],
        );
        const before = rows.find((row) => row.id === object.id)?.address;
        const address = before ?? choose(new Set(rows.map((row) => row.address)));
        if (address === null) return null;
        const claimed = { ...object, address };
        await write(client, claimed);
        return claimed;
      }),
  };
}

async function write(client: Pool | PoolClient, object: CloudObject): Promise<void> {
  await client.query(
    `INSERT INTO sandbox_object (id, project_id, kind, name, parent_id, address, body, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, clock_timestamp())
     ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body, address = coalesce(excluded.address, sandbox_object.address)`,
    [object.id, object.projectId, object.kind, object.name, object.parentId, object.address, JSON.stringify(object.body)],
  );
}

/** Things of one kind that a project has in the sandbox, the latest first, by name and id. */
export async function sandboxObjects(pool: Pool, projectId: string, kind: string): Promise<{ id: string; name: string; detail: string }[]> {
  const { rows } = await pool.query<{ id: string; name: string; detail: string }>(
    `SELECT id, name, coalesce(body->>'cidr', address, '') AS detail FROM sandbox_object WHERE project_id = $1 AND kind = $2 ORDER BY created_at DESC LIMIT 200`, [projectId, kind],
  );
  return rows;
}
