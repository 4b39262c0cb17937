/**
 * One PostgreSQL connection pool, and Prisma over the same pool: SQL of the journal and queries of Prisma share its connections.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import { Pool } from 'pg';
import { PrismaClient } from '@/generated/prisma/client';

export { Prisma, type PrismaClient } from '@/generated/prisma/client';

export interface Database {
  readonly url: string;
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>;
}

export interface DatabaseOptions {
  /** Most connections held at once. */
  connections?: number;
  /** An idle connection broke (the server restarted, say). The pool replaces it; this is for the log. */
  onConnectionLost?: (error: Error) => void;
}

/** Opens nothing yet: the first query connects. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const pool = new Pool({ connectionString: url, max: options.connections ?? 10 });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  const prisma = new PrismaClient({ adapter: new PrismaPg(pool) });
  return {
    url,
    pool,
    prisma,
    async close() {
      await prisma.$disconnect();
      await pool.end();
    },
  };
}
