/** Databases for tests. Only for files named `*.db.test.ts`: their vitest project starts the server. */
import { randomBytes } from 'node:crypto';
import { Client, escapeIdentifier } from 'pg';
import { inject } from 'vitest';
import { openDatabase, type Database } from '@/lib/store/database';
import type { PoolOptions } from '@/lib/store/pool';

/**
 * A new, migrated, empty database (20-50 ms). Close it in `afterAll`; closing also drops it.
 *
 *     const database = await freshDatabase();
 *     afterAll(() => database.close());
 */
export async function freshDatabase(options: PoolOptions = {}): Promise<Database> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${escapeIdentifier(name)} TEMPLATE ${escapeIdentifier(inject('templateDatabase'))}`));
  const database = openDatabase(databaseUrl(name), options);
  return {
    ...database,
    async close() {
      await database.close();
      await asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`));
    },
  };
}

/** A new database without any table, for tests of the migrations themselves. Answers its URL. */
export async function emptyDatabase(): Promise<{ url: string; drop(): Promise<void> }> {
  const name = `empty_${randomBytes(8).toString('hex')}`;
  await asAdmin((admin) => admin.query(`CREATE DATABASE ${escapeIdentifier(name)}`));
  return {
    url: databaseUrl(name),
    drop: () => asAdmin((admin) => admin.query(`DROP DATABASE IF EXISTS ${escapeIdentifier(name)} WITH (FORCE)`)),
  };
}

function databaseUrl(name: string): string {
  const url = new URL(inject('postgresUrl'));
  url.pathname = `/${name}`;
  return url.toString();
}

async function asAdmin(work: (admin: Client) => Promise<unknown>): Promise<void> {
  const admin = new Client({ connectionString: inject('postgresUrl') });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
