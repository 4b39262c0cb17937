/** The library of software configs. Versions are stored configs like any other, so that templates and clients can use them by their ids. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Vault } from '@/lib/engine/types';
import type { InputDeclaration, OutputDeclaration, StoredConfig } from '@/lib/software/types';
import type { ConfigContent, ConfigRowView, LibraryConfigView, LibraryVersionView, StoredConfigView } from '@/lib/wire/library';
import { CONFIG_COLUMNS, type ConfigRow, insertConfig, shownConfigOf } from './configs';
import { transaction } from './transaction';
import { UUID } from './uuid';

interface ListedRow {
  id: string;
  origin: ConfigRowView['origin'];
  name: string;
  group: string;
  tags: string[];
  inputs: number;
  outputs: number;
  version: number | null;
  stackId: string | null;
  stackName: string | null;
  savedBy: string | null;
  savedAt: Date;
}

/** Most configs that one reading gives. */
const MOST = 2000;

/** Configs of the library, and those stored by stacks and clients; what was derived for one run and what belongs to a trial is not among them. */
export async function listConfigs(pool: Pool, projectId: string, trialTag: string): Promise<Omit<ConfigRowView, 'uses'>[]> {
  const { rows } = await pool.query<ListedRow>(
    `SELECT l.id, 'library' AS origin, l.name, c."group", l.tags, jsonb_array_length(c.inputs) AS inputs, jsonb_array_length(c.outputs) AS outputs, v.number AS version,
       NULL::uuid AS "stackId", NULL AS "stackName", v.saved_by AS "savedBy", v.saved_at AS "savedAt"
     FROM library_config l
     JOIN LATERAL (SELECT * FROM library_version WHERE library_id = l.id ORDER BY number DESC LIMIT 1) v ON true
     JOIN software_config c ON c.id = v.config_id
     WHERE l.project_id = $1
     UNION ALL
     SELECT c.id, CASE WHEN s.id IS NULL THEN 'api' ELSE 'stack' END, c.name, c."group", '{}', jsonb_array_length(c.inputs), jsonb_array_length(c.outputs), NULL, s.id, s.name, NULL, c.created_at
     FROM software_config c
     LEFT JOIN LATERAL (SELECT r.stack_id, r.root_id FROM resource r JOIN stack o ON o.id = r.stack_id WHERE r.physical_resource_id = c.id::text AND o.project_id = c.project_id LIMIT 1) r ON true
     LEFT JOIN stack s ON s.id = r.stack_id LEFT JOIN stack root ON root.id = r.root_id
     WHERE c.project_id = $1 AND c.derived_for IS NULL AND NOT EXISTS (SELECT 1 FROM library_version v WHERE v.config_id = c.id) AND NOT coalesce($2 = ANY (root.tags), false)
     ORDER BY "savedAt" DESC LIMIT ${MOST}`,
    [projectId, trialTag],
  );
  return rows.map(({ stackId, stackName, savedAt, ...row }) => ({ ...row, stack: stackId === null || stackName === null ? null : { id: stackId, name: stackName }, savedAt: savedAt.toISOString() }));
}

type VersionRow = ConfigRow & { number: number; message: string; savedBy: string; savedAt: Date };

export async function findLibraryConfig(pool: Pool, projectId: string, id: string): Promise<LibraryConfigView | null> {
  if (!UUID.test(id)) return null;
  const { rows: [entry] } = await pool.query<{ id: string; name: string; tags: string[] }>('SELECT id, name, tags FROM library_config WHERE id = $1 AND project_id = $2', [id, projectId]);
  if (entry === undefined) return null;
  const { rows } = await pool.query<VersionRow>(
    `SELECT ${CONFIG_COLUMNS}, v.number, v.message, v.saved_by AS "savedBy", v.saved_at AS "savedAt"
     FROM library_version v JOIN software_config c ON c.id = v.config_id WHERE v.library_id = $1 ORDER BY v.number DESC`,
    [id],
  );
  return { ...entry, versions: rows.map(toVersion) };
}

function toVersion(row: VersionRow): LibraryVersionView {
  return { ...contentOf(row), configId: row.config_id, number: row.number, message: row.message, savedBy: row.savedBy, savedAt: row.savedAt.toISOString() };
}

export async function findStoredConfig(pool: Pool, projectId: string, id: string): Promise<StoredConfigView | null> {
  if (!UUID.test(id)) return null;
  const { rows: [row] } = await pool.query<ConfigRow & { stackId: string | null; stackName: string | null }>(
    `SELECT ${CONFIG_COLUMNS}, s.id AS "stackId", s.name AS "stackName" FROM software_config c
     LEFT JOIN LATERAL (SELECT o.id, o.name FROM resource r JOIN stack o ON o.id = r.stack_id WHERE r.physical_resource_id = c.id::text AND o.project_id = c.project_id LIMIT 1) s ON true
     WHERE c.id = $1 AND c.project_id = $2 AND c.derived_for IS NULL`,
    [id, projectId],
  );
  if (row === undefined) return null;
  const stack = row.stackId === null || row.stackName === null ? null : { id: row.stackId, name: row.stackName };
  return { ...contentOf(row), id: row.config_id, name: row.name, origin: stack === null ? 'api' : 'stack', stack, createdAt: row.config_created_at.toISOString() };
}

/** As it is shown: secrets masked. */
function contentOf(row: ConfigRow): ConfigContent {
  const { group, config, inputs, outputs, options } = shownConfigOf(row);
  return {
    group, config, options,
    inputs: inputs.map((input) => ({ name: input.name, type: input.type, description: input.description ?? null, default: input.default ?? null })),
    outputs: outputs.map((output) => ({ name: output.name, type: output.type ?? 'String', description: output.description ?? null, errorOutput: output.error_output === true })),
  };
}

export interface NewVersion extends ConfigContent {
  projectId: string;
  name: string;
  tags: readonly string[];
  message: string;
  savedBy: string;
}

export type Saved = { kind: 'saved'; id: string; number: number } | { kind: 'name-taken' } | { kind: 'missing' } | { kind: 'newer'; number: number };

/** Saves a version after number `after` of config `id`, or the first one of a new config when `id` is null. */
export async function saveVersion(pool: Pool, vault: Vault, id: string | null, after: number, version: NewVersion): Promise<Saved> {
  return transaction(pool, async (client): Promise<Saved> => {
    const entry = id ?? randomUUID();
    const { rows: taken } = await client.query('SELECT 1 FROM library_config WHERE project_id = $1 AND name = $2 AND id <> $3', [version.projectId, version.name, entry]);
    if (taken.length > 0) return { kind: 'name-taken' };
    if (id === null) {
      await client.query('INSERT INTO library_config (id, project_id, name, tags) VALUES ($1, $2, $3, $4)', [entry, version.projectId, version.name, version.tags]);
    } else {
      // The row's lock makes two savers one after the other.
      const { rowCount } = await client.query('UPDATE library_config SET name = $3, tags = $4, updated_at = clock_timestamp() WHERE id = $1 AND project_id = $2', [id, version.projectId, version.name, version.tags]);
      if (rowCount === 0) return { kind: 'missing' };
    }
    const newest = await newestOf(client, entry);
    if (newest !== after) {
      // Nothing of this save may stay.
      await client.query('ROLLBACK');
      await client.query('BEGIN');
      return { kind: 'newer', number: newest };
    }
    const configId = randomUUID();
    await insertConfig(client, vault, version.projectId, { ...storedOf(version, configId), secrets: [] }, null);
    await client.query('INSERT INTO library_version (config_id, library_id, number, message, saved_by, saved_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())', [configId, entry, newest + 1, version.message, version.savedBy]);
    return { kind: 'saved', id: entry, number: newest + 1 };
  });
}

async function newestOf(client: PoolClient, id: string): Promise<number> {
  const { rows } = await client.query<{ newest: number }>('SELECT coalesce(max(number), 0)::int AS newest FROM library_version WHERE library_id = $1', [id]);
  return rows[0]?.newest ?? 0;
}

function storedOf({ name, group, config, inputs, outputs, options }: NewVersion, id: string): StoredConfig {
  return {
    id, name, group, config, options,
    inputs: inputs.map((input): InputDeclaration => ({ name: input.name, description: input.description, type: input.type, ...(input.default === null ? {} : { default: input.default }) })),
    outputs: outputs.map((output): OutputDeclaration => ({ name: output.name, description: output.description, type: output.type, error_output: output.errorOutput })),
  };
}

/** Removes a config with its versions; a version that a deployment of a client uses stays as a stored config. */
export async function removeLibraryConfig(pool: Pool, projectId: string, id: string): Promise<boolean> {
  if (!UUID.test(id)) return false;
  return transaction(pool, async (client) => {
    const { rowCount } = await client.query(
      `DELETE FROM software_config c USING library_version v, library_config l
       WHERE v.config_id = c.id AND l.id = v.library_id AND l.id = $1 AND l.project_id = $2
         AND NOT EXISTS (SELECT 1 FROM software_deployment d WHERE d.config_id = c.id AND d.deleted_at IS NULL)`, [id, projectId],
    );
    const { rowCount: entries } = await client.query('DELETE FROM library_config WHERE id = $1 AND project_id = $2', [id, projectId]);
    return (rowCount ?? 0) + (entries ?? 0) > 0;
  });
}

/** Trials of a project that nobody throws away any more: of the same person, or older than `minutes`. */
export async function oldTrials(pool: Pool, projectId: string, trialTag: string, person: string, minutes: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM stack WHERE project_id = $1 AND $2 = ANY (tags) AND owner_id IS NULL AND deleted_at IS NULL AND action <> 'DELETE'
       AND (created_by = $3 OR created_at < clock_timestamp() - make_interval(mins => $4))`, [projectId, trialTag, person, minutes],
  );
  return rows.map(({ id }) => id);
}
