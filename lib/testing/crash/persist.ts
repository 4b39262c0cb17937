/** What web pages do when the database is away for a moment: they try again. Everything passed here may be done twice. */
import type { Pool, PoolClient } from 'pg';
import { mayPass } from '@/lib/store/faults';
import { transaction } from '@/lib/store/transaction';

const WITHIN_MS = 15_000;
const PAUSE_MS = 30;

export async function persist<T>(work: () => Promise<T>): Promise<T> {
  for (const end = Date.now() + WITHIN_MS; ; ) {
    try {
      return await work();
    } catch (fault) {
      if (Date.now() > end || !mayPass(fault)) throw fault;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

export function persistTransaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  return persist(() => transaction(pool, work));
}
