/** Stored software configurations. Secrets in them are masked in what everybody may read, and sealed beside it. */
import type { Pool, PoolClient } from 'pg';
import { maskJson } from '@/lib/engine/secrets';
import type { Vault } from '@/lib/engine/types';
import { isMap } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import type { ConfigStore } from '@/lib/software/ports';
import type { DerivedConfig, StoredConfig, WithSecrets } from '@/lib/software/types';

export function configStore(pool: Pool, vault: Vault): ConfigStore {
  return {
    async save(projectId, config) {
      await insertConfig(pool, vault, projectId, config, null);
    },
    async find(projectId, id) {
      if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
      const { rows } = await pool.query<ConfigRow>(`SELECT ${CONFIG_COLUMNS} FROM software_config c WHERE c.id = $1 AND c.project_id = $2`, [id, projectId]);
      return rows[0] === undefined ? null : configOf(rows[0], vault);
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
  sealed: string | null;
  config_created_at: Date;
}

/** Columns of `software_config c` as `ConfigRow` names them. */
export const CONFIG_COLUMNS =
  'c.id AS config_id, c.name, c."group", c.config, c.inputs, c.outputs, c.options, c.sealed, c.created_at AS config_created_at';

/** What is shown of a config. Inputs of a stored one have no value yet; those of a derived one do, and nobody asks the others for theirs. */
export function shownConfigOf(row: ConfigRow): DerivedConfig {
  return { id: row.config_id, name: row.name, group: row.group, config: row.config, inputs: row.inputs, outputs: row.outputs, options: row.options };
}

/** The config with its secrets open. */
export function configOf(row: ConfigRow, vault: Vault): DerivedConfig & WithSecrets {
  const shown = shownConfigOf(row);
  const open = row.sealed === null ? null : vault.open(row.sealed);
  if (!isMap(open)) return { ...shown, secrets: [] };
  const { config = null, values, secrets } = open;
  return {
    ...shown,
    config,
    inputs: shown.inputs.map((input) => (isMap(values) && input.name in values ? { ...input, value: values[input.name] ?? null } : input)),
    secrets: Array.isArray(secrets) ? secrets.filter((secret) => typeof secret === 'string') : [],
  };
}

/** Does nothing when the id is there already: configs are immutable. `derivedFor` is the deployment it was made for. */
export async function insertConfig(
  client: Pool | PoolClient, vault: Vault, projectId: string, config: (StoredConfig | DerivedConfig) & WithSecrets, derivedFor: string | null,
): Promise<void> {
  const inputs = config.inputs.map((input): JsonMap => ({ ...input }));
  const shown = { config: maskJson(config.config, config.secrets), inputs: maskJson(inputs, config.secrets) };
  const masked = shown.config !== config.config || shown.inputs !== inputs;
  const values = Object.fromEntries(inputs.flatMap((input) => (input['value'] === undefined ? [] : [[String(input['name']), input['value']]])));
  const sealed = masked ? vault.seal({ config: config.config, values, secrets: [...config.secrets] }) : null;
  await client.query(
    `INSERT INTO software_config (id, project_id, name, "group", config, inputs, outputs, options, derived_for, sealed, created_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, clock_timestamp()) ON CONFLICT (id) DO NOTHING`,
    [
      config.id, projectId, config.name, config.group, JSON.stringify(shown.config), JSON.stringify(shown.inputs), JSON.stringify(config.outputs),
      JSON.stringify(config.options), derivedFor, sealed,
    ],
  );
}
