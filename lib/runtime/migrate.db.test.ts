import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Client } from 'pg';
import { emptyDatabase } from '@/lib/testing/postgres';
import { schemaEngine } from '@/lib/testing/schema-engine';
import { migrate, readMigrations, type Migration } from './migrate';

const broken: Migration = { name: '99990101000000_broken', sql: 'CREATE TABLE half (id INT); SELECT no_such_function();', checksum: 'x' };

let database: Awaited<ReturnType<typeof emptyDatabase>>;
beforeAll(async () => { database = await emptyDatabase(); });
afterAll(() => database.drop());

async function query(sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query(sql)).rows;
  } finally {
    await client.end();
  }
}

describe('migrations', () => {
  it('are applied once, also by instances that start at the same time', async () => {
    const migrations = await readMigrations();
    const applied = await Promise.all([migrate(database.url, migrations), migrate(database.url, migrations)]);
    expect(applied.flat()).toEqual(migrations.map((migration) => migration.name));
    expect(await migrate(database.url, migrations)).toEqual([]);
  });

  it('make exactly the database that schema.prisma describes', async () => {
    expect(await (await schemaEngine(database.url)).missing(), 'run `npm run migration -- <name>`').toBe('');
  });

  it('notice a difference, so that the rule above can fail', async () => {
    await query('ALTER TABLE stack DROP COLUMN epoch');
    expect(await (await schemaEngine(database.url)).missing()).toContain('ADD COLUMN     "epoch"');
    await query('ALTER TABLE stack ADD COLUMN epoch INTEGER NOT NULL DEFAULT 0');
  });

  it('leave a history that Prisma accepts', async () => {
    const history = await (await schemaEngine(database.url)).history();
    expect(history).toMatchObject({ hasMigrationsTable: true, editedMigrationNames: [], failedMigrationNames: [], history: null });
  });

  it('that fail leave nothing behind', async () => {
    await expect(migrate(database.url, [...(await readMigrations()), broken])).rejects.toThrow('no_such_function');
    expect(await query("SELECT to_regclass('half') AS half")).toEqual([{ half: null }]);
    expect(await query("SELECT 1 FROM _prisma_migrations WHERE migration_name LIKE '%broken'")).toEqual([]);
  });

  it('are refused where the database is newer, or has another wording of one', async () => {
    const migrations = await readMigrations();
    await expect(migrate(database.url, [])).rejects.toThrow('written by a newer one');
    const edited = migrations.map((migration) => ({ ...migration, checksum: 'another' }));
    await expect(migrate(database.url, edited)).rejects.toThrow('another wording');
  });
});
