import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Database } from './database';
import { type Incoming, receive, sourceOf } from './incoming';
import { transaction } from './transaction';

let database: Database;
beforeAll(async () => {
  database = await freshDatabase();
});
afterAll(() => database.close());

const columns = { n: 'int', word: 'text', map: 'jsonb', ids: 'uuid[]', at: 'timestamptz' };

async function read(rows: object[]): Promise<unknown[]> {
  return transaction(database.pool, async (client) => {
    const incoming: Incoming = { table: 'incoming_test', columns, rows };
    const source = sourceOf(incoming, 1);
    if (source.incoming !== undefined) await receive(client, source.incoming);
    return (await client.query(`SELECT * FROM ${source.from} ORDER BY n`, source.values)).rows;
  });
}

describe('rows that come in', () => {
  // PostgreSQL has no NUL. Keys are plain: V8 mistakes a key that is one escaped character for another such key it has read before.
  const text = fc.string({ unit: fc.oneof(fc.constantFrom('\\', '\n', '\r', '\t', '\\N', '"', '{', ',', '\u2028', 'é', '🔥'), fc.string({ maxLength: 1 })) }).map((value) => value.replaceAll('\0', ''));
  const row = fc.record({
    word: fc.option(text), map: fc.option(fc.dictionary(fc.stringMatching(/^\w{0,3}$/), fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null)))),
    ids: fc.array(fc.uuid(), { maxLength: 3 }), at: fc.option(fc.date({ min: new Date(0), max: new Date(4e12), noInvalidDate: true })),
  });

  it('are the same, few or many', async () => {
    await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async (few) => {
      const numbered = (count: number): object[] => Array.from({ length: count }, (_, n) => ({ n, ...few[n % few.length] }));
      const many = await read(numbered(120));
      expect(many).toHaveLength(120);
      expect(many.slice(0, few.length)).toEqual(await read(numbered(few.length)));
      expect(many[0]).toEqual({ n: 0, ...few[0], ...(few[0]?.map ? { map: { ...few[0].map } } : {}) });
    }), { numRuns: 60 });
  });

  it('are seen by their transaction alone', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => ({ n, word: 'x', map: {}, ids: [], at: null }));
    await read(rows);
    expect(await read(rows)).toHaveLength(200);
  });

  it('say what is wrong with them, and the connection goes on', async () => {
    const rows = Array.from({ length: 200 }, (_, n) => ({ n: n === 150 ? 'many' : n, word: 'x', map: {}, ids: [], at: null }));
    await expect(read(rows)).rejects.toThrow('invalid input syntax for type integer: "many"');
    expect(await read(rows.slice(0, 120))).toHaveLength(120);
  });

  it('fail with their connection, and with nothing else', async () => {
    const rows = Array.from({ length: 50_000 }, (_, n) => ({ n, word: 'x'.repeat(1_000), map: {}, ids: [], at: null }));
    const reading = transaction(database.pool, async (client) => {
      const { rows: [own] } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      const received = receive(client, { table: 'incoming_test', columns, rows });
      await database.pool.query('SELECT pg_terminate_backend($1)', [own?.pid]);
      await received;
    });
    await expect(reading).rejects.toThrow(/terminat|ended|EPIPE|ECONNRESET/);
    expect(await read(rows.slice(0, 120))).toHaveLength(120);
  });
});
