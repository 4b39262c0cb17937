import type { ClientBase, Pool, PoolClient } from 'pg';

/** What a transaction under way will tell once it is through. */
const untold = new WeakMap<ClientBase | Pool, { channel: string; payload: string }[]>();

/** Runs `work` in one transaction: all of it happens, or, when it throws, nothing. */
export async function transaction<T>(pool: Pool, work: (client: PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  const news: { channel: string; payload: string }[] = [];
  untold.set(client, news);
  let broken: Error | undefined;
  try {
    await client.query('BEGIN');
    const result = await work(client);
    await client.query('COMMIT');
    untold.delete(client);
    // It happened, whether anybody can be told or not.
    await send(client, news).catch((fault: Error) => {
      broken = fault;
    });
    return result;
  } catch (error) {
    // A broken connection cannot roll back; the first error is the one worth knowing.
    await client.query('ROLLBACK').catch((fault: Error) => {
      broken = fault;
    });
    throw error;
  } finally {
    untold.delete(client);
    client.release(broken);
  }
}

/**
 * Notifies listeners of a channel once the transaction of `client` is through, at once where it has none. Not inside it: PostgreSQL lets transactions with notifications commit one
 * after the other only, each with its own wait for the disk. So the news may be lost in a crash, and whoever waits for them must look again in a while.
 */
export async function tell(client: ClientBase | Pool, channel: string, payload: string): Promise<void> {
  const news = untold.get(client);
  if (news === undefined) await send(client, [{ channel, payload }]);
  else news.push({ channel, payload });
}

async function send(client: ClientBase | Pool, news: readonly { channel: string; payload: string }[]): Promise<void> {
  if (news.length === 0) return;
  await client.query('SELECT pg_notify(channel, payload) FROM unnest($1::text[], $2::text[]) AS news (channel, payload)', [
    news.map(({ channel }) => channel), news.map(({ payload }) => payload),
  ]);
}
