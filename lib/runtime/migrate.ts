/**
 * Applies prisma/migrations at start, without Prisma's schema engine (a binary that would have to be downloaded).
 *
 * It keeps the books that `prisma migrate deploy` keeps: the same table, checksums, row per migration and advisory lock, so either tool accepts what the
 * other has done, and several instances may start at once.
 */
import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from 'pg';

export interface Migration {
  /** Directory name, `<time>_<words>`; they are applied in the order of their names. */
  name: string;
  sql: string;
  /** SHA-256 of the file, hexadecimal. */
  checksum: string;
}

/** The number of the advisory lock that Prisma's own deployer takes. */
const PRISMA_LOCK = 72707369;

const BOOKS = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;

export async function readMigrations(directory = path.join(process.cwd(), 'prisma/migrations')): Promise<Migration[]> {
  const entries = await readdir(directory, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name).sort();
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(path.join(directory, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

/**
 * Brings the database up to date. Answers the names of the migrations it applied. Refuses, having changed nothing, a database whose history is not a
 * beginning of ours: one that a newer Hearth has written, or one with a migration that was edited or failed.
 */
export async function migrate(url: string, migrations: readonly Migration[]): Promise<string[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [PRISMA_LOCK]);
    await client.query(BOOKS);
    const pending = await pendingMigrations(client, migrations);
    for (const migration of pending) await apply(client, migration);
    return pending.map((migration) => migration.name);
  } finally {
    // Ends the lock, too.
    await client.end();
  }
}

interface AppliedRow {
  migration_name: string;
  checksum: string;
  finished_at: Date | null;
}

async function pendingMigrations(client: Client, migrations: readonly Migration[]): Promise<Migration[]> {
  const { rows } = await client.query<AppliedRow>(
    'SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY migration_name',
  );
  const known = new Map(migrations.map((migration) => [migration.name, migration]));
  for (const row of rows) {
    const ours = known.get(row.migration_name);
    if (!ours) {
      throw new Error(`The database has the migration ${row.migration_name}, which this version of Hearth does not know: it was written by a newer one. Update Hearth, or use another database.`);
    }
    if (!row.finished_at) throw new Error(`The migration ${row.migration_name} failed earlier. Restore the database, or resolve it with \`prisma migrate resolve\`.`);
    if (row.checksum !== ours.checksum) throw new Error(`The migration ${row.migration_name} was applied to the database in another wording than the one in prisma/migrations.`);
  }
  const applied = new Set(rows.map((row) => row.migration_name));
  return migrations.filter((migration) => !applied.has(migration.name));
}

/** The migration and its row in the books are one transaction: a failure leaves neither. */
async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(migration.sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, logs, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, '', now(), clock_timestamp(), 1)`,
      [randomUUID(), migration.checksum, migration.name],
    );
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw new Error(`The migration ${migration.name} could not be applied: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}
