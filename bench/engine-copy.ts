/** What PostgreSQL itself needs for a stack's rows: its resources and events by COPY from a file, into tables with the same indexes. */
import { rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Database } from '@/lib/store/database';

/** Milliseconds of both COPYs in one transaction. The server must run on this machine. */
export async function copyRows(database: Database, rootId: string): Promise<number> {
  const client = await database.pool.connect();
  const files = ['resource', 'event'].map((table) => ({ table, file: path.join(tmpdir(), `hearth-bench-${table}-${rootId}`) }));
  try {
    for (const { table, file } of files) {
      await client.query(`DROP TABLE IF EXISTS bench_${table}`);
      await client.query(`CREATE TABLE bench_${table} (LIKE ${table} INCLUDING ALL)`);
      await client.query(`COPY (SELECT * FROM ${table} WHERE root_id = '${rootId}') TO '${file}'`);
    }
    const start = performance.now();
    await client.query('BEGIN');
    for (const { table, file } of files) await client.query(`COPY bench_${table} FROM '${file}'`);
    await client.query('COMMIT');
    return performance.now() - start;
  } finally {
    for (const { table, file } of files) {
      await client.query(`DROP TABLE IF EXISTS bench_${table}`);
      rmSync(file, { force: true });
    }
    client.release();
  }
}
