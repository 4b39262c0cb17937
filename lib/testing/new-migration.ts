/**
 * `npm run migration -- <name>`: writes prisma/migrations/<time>_<name>/migration.sql with what schema.prisma has and the migrations lack.
 * Compared on a throw-away database; nothing else is touched.
 */
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { migrate, readMigrations } from '@/lib/runtime/migrate';
import { startCluster } from '@/lib/runtime/postgres/cluster';
import { schemaEngine } from './schema-engine';

const name = process.argv[2];
if (!name || !/^[a-z0-9_]+$/.test(name)) throw new Error('Usage: npm run migration -- <name in small letters, digits and _>');

const scratch = mkdtempSync(path.join(tmpdir(), 'hearth-migration-'));
chmodSync(scratch, 0o755);
const cluster = await startCluster({ directory: path.join(scratch, 'postgres'), logFile: path.join(scratch, 'log'), durable: false });
try {
  await migrate(cluster.url('postgres'), await readMigrations());
  const sql = await (await schemaEngine(cluster.url('postgres'))).missing();
  if (sql === '') {
    console.log('The migrations agree with prisma/schema.prisma. Nothing written.');
  } else {
    const stamp = new Date().toISOString().replace(/\D/g, '').slice(0, 14);
    const directory = path.join('prisma/migrations', `${stamp}_${name}`);
    mkdirSync(directory, { recursive: true });
    writeFileSync(path.join(directory, 'migration.sql'), `${sql}\n`);
    console.log(`Wrote ${directory}/migration.sql. Read it before you commit it.`);
  }
} finally {
  await cluster.stop();
  rmSync(scratch, { recursive: true, force: true });
}
process.exit(0);
