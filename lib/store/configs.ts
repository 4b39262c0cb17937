/** Stored software configurations. */
import type { Pool, PoolClient } from 'pg';
import type { JsonMap } from '@/lib/hot/types';
import type { ConfigStore } from '@/lib/software/ports';
import type { DerivedConfig, StoredConfig } from '@/lib/software/types';

export function configStore(pool: Pool): ConfigStore {
  return {
    async save(projectId, config) {
      await insertConfig(pool, projectId, config, null);
    },
    async find(projectId, id) {
      if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
      const { rows } = await pool.query<ConfigRow>(`SELECT ${CONFIG_COLUMNS} FROM software_config c WHERE c.id = $1 AND c.project_id = $2`, [id, projectId]);
      return rows[0] === undefined ? null : configOf(rows[0]);
    },
    async remove(id) {
      await pool.query('DELETE FROM software_config WHERE id = $1', [id]);
    },
  };
}

export interface ConfigRow {
  config_id: string;
  name: string;
  group: string;
  config: StoredConfig['config'];
  inputs: DerivedConfig['inputs'];
  outputs: StoredConfig['outputs'];
  options: JsonMap;
  config_created_at: Date;
}

/** Columns of `software_config c` as `ConfigRow` names them. */
export const CONFIG_COLUMNS =
  'c.id AS config_id, c.name, c."group", c.config, c.inputs, c.outputs, c.options, c.created_at AS config_created_at';

/** Inputs of a stored config have no value yet; those of a derived one do, and nobody asks the others for theirs. */
export function configOf(row: ConfigRow): DerivedConfig {
  return { id: row.config_id, name: row.name, group: row.group, config: row.config, inputs: row.inputs, outputs: row.outputs, options: row.options };
}

/** Does nothing when the id is there already: configs are immutable. `derivedFor` is the deployment it was made for. */
export async function insertConfig(client: Pool | PoolClient, projectId: string, config: StoredConfig, derivedFor: string | null): Promise<void> {
  await client.query(
    `INSERT INTO software_config (id, project_id, name, "group", config, inputs, outputs, options, derived_for, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, clock_timestamp()) ON CONFLICT (id) DO NOTHING`,
    [
      config.id, projectId, config.name, config.group, JSON.stringify(config.config), JSON.stringify(config.inputs), JSON.stringify(config.outputs),
      JSON.stringify(config.options), derivedFor,
    ],
  );
}
