/** The database of an instance: the one of DATABASE_URL, or a PostgreSQL server of our own in the data directory, kept running. */
import path from 'node:path';
import { Client, escapeIdentifier } from 'pg';
import type { Config } from '../config';
import { startCluster, type Cluster } from '../postgres/cluster';

export interface InstanceDatabase {
  readonly url: string;
  stop(): Promise<void>;
}

const NAME = 'hearth';

/** `report` gets a line for people when the server ended unasked, and is started again. */
export async function openInstanceDatabase(config: Config, report: (line: string) => void): Promise<InstanceDatabase> {
  if (config.databaseUrl) {
    await expectDatabase(config.databaseUrl);
    return { url: config.databaseUrl, stop: async () => undefined };
  }
  const place = {
    directory: path.join(config.dataDirectory, 'postgres'),
    logFile: path.join(config.dataDirectory, 'logs', 'postgres.log'),
    durable: true,
  };
  let cluster = await startCluster(place);
  const port = cluster.port;
  let stopping = false;
  watch(cluster);
  await createDatabase(cluster.url('postgres'));
  return {
    url: cluster.url(NAME),
    async stop() {
      stopping = true;
      await cluster.stop();
    },
  };

  function watch(current: Cluster): void {
    void current.exited.then(async () => {
      // The same port: web server and worker hold its URL and connect again by themselves.
      for (let pause = 200; !stopping; pause = Math.min(pause * 2, 10_000)) {
        report('The database ended unexpectedly; starting it again');
        try {
          cluster = await startCluster({ ...place, port });
          watch(cluster);
          return;
        } catch (error) {
          report(error instanceof Error ? error.message : String(error));
          await new Promise((resolve) => setTimeout(resolve, pause));
        }
      }
    });
  }
}

async function createDatabase(adminUrl: string): Promise<void> {
  const client = new Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [NAME]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${escapeIdentifier(NAME)}`);
  } finally {
    await client.end();
  }
}

async function expectDatabase(url: string): Promise<void> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    await client.query('SELECT 1');
  } catch (cause) {
    const { hostname, port, pathname } = new URL(url);
    const why = cause instanceof Error ? cause.message || ('code' in cause ? String(cause.code) : cause.name) : String(cause);
    throw new Error(`The database${pathname.length > 1 ? ` "${pathname.slice(1)}"` : ''} of DATABASE_URL at ${hostname}:${port || 5432} cannot be used: ${why}`, { cause });
  } finally {
    await client.end().catch(() => undefined);
  }
}
