/**
 * One PostgreSQL connection pool, and Prisma over the same pool: SQL of the journal and queries of Prisma share its connections.
 */
import { PrismaPg } from '@prisma/adapter-pg';
import type { Pool } from 'pg';
import { PrismaClient } from '@/generated/prisma/client';
import { openPool, type PoolOptions } from './pool';

export { Prisma, type PrismaClient } from '@/generated/prisma/client';

export interface Database {
  readonly url: string;
  readonly pool: Pool;
  readonly prisma: PrismaClient;
  /** Waits for running queries, then closes every connection. */
  close(): Promise<void>;
}

/** Opens nothing yet: the first query connects. */
export function openDatabase(url: string, options: PoolOptions = {}): Database {
  const pool = openPool(url, options);
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
