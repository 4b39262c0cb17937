/**
 * Vitest global set-up: one PostgreSQL server for the whole run, with a migrated template database that every test file copies.
 */
import { mkdtempSync, chmodSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, readMigrations } from '@/lib/runtime/migrate';
import { startCluster } from '@/lib/runtime/postgres/cluster';

declare module 'vitest' {
  interface ProvidedContext {
    /** URL of the server's maintenance database. */
    postgresUrl: string;
    /** Name of the migrated database to copy. */
    templateDatabase: string;
  }
}

const TEMPLATE = 'hearth_template';

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'hearth-test-'));
  // The database's own user must be able to pass.
  chmodSync(directory, 0o755);
  const cluster = await startCluster({
    directory: path.join(directory, 'postgres'),
    logFile: path.join(directory, 'postgres.log'),
    durable: false,
  });
  const admin = new Client({ connectionString: cluster.url('postgres') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${TEMPLATE}`);
  await migrate(cluster.url(TEMPLATE), await readMigrations());
  await admin.end();
  project.provide('postgresUrl', cluster.url('postgres'));
  project.provide('templateDatabase', TEMPLATE);
  return async () => {
    await cluster.stop();
    rmSync(directory, { recursive: true, force: true });
  };
}
