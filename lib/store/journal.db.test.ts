/** What the journal writes is there once, whatever becomes of the answer. */
import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseStage, openVault } from '@/lib/engine/testing/database-stage';
import type { ResourceRow } from '@/lib/engine/types';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Database } from './database';
import { PostgresJournal } from './journal';
import { acquireLease } from './lease';
import { openPool } from './pool';

let database: Database;
let stage: DatabaseStage;
/** Its connections break after they have committed, so often. */
let pool: Pool;
let breaks = 0;

beforeAll(async () => {
  database = await freshDatabase();
  stage = await DatabaseStage.open(database);
  pool = openPool(database.url, { connections: 2, onConnectionLost: () => undefined });
  pool.on('connect', (client) => {
    const query = client.query.bind(client);
    const commit = async (): Promise<unknown> => {
      const answer = await query('COMMIT');
      if (breaks === 0) return answer;
      breaks -= 1;
      throw Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    };
    Object.assign(client, { query: (...asked: Parameters<typeof query>) => (String(asked[0]) === 'COMMIT' ? commit() : query(...asked)) });
  });
});
afterAll(async () => {
  await pool.end();
  await stage.close();
  await database.close();
});

const made = new Date();

function rowOf(stackId: string, index: number): ResourceRow {
  return {
    id: randomUUID(), stackId, rootId: stackId, name: `r${index}`, type: 'T', physicalResourceId: null, action: 'INIT', status: 'COMPLETE', statusReason: '', definition: {}, properties: {}, metadata: {}, attributes: {},
    data: {}, before: null, secrets: [], requires: [], replaces: null, replacedBy: null, revisionId: null, operationId: null, attempt: 0, waiting: null, startedAt: null, createdAt: made, updatedAt: made,
  };
}

describe('a group of the journal whose commit is not acknowledged', () => {
  it.each([3, 400])('is written once, with %i resources', async (count) => {
    const id = await stage.stack();
    const lease = await acquireLease(database.pool, id, 'one');
    const journal = new PostgresJournal({ pool, vault: openVault, rootId: id, epoch: lease?.epoch ?? 0, eventSeq: 0, onLost: (fault) => expect.fail(fault.message) });
    const rows = Array.from({ length: count }, (_, index) => rowOf(id, index));
    const record = (action: 'CREATE' | 'UPDATE'): void => {
      for (const row of rows) {
        journal.resource({ ...row, action, updatedAt: new Date() });
        journal.event({
          id: randomUUID(), stackId: id, operationId: null, resourceId: row.id, resourceName: row.name, resourceType: 'T', physicalResourceId: null, action, status: 'COMPLETE', reason: '', waitingFor: null,
          createdAt: new Date(),
        });
      }
    };
    for (const row of rows) journal.resource(row);
    record('CREATE');
    breaks = 2;
    await journal.durable();
    record('UPDATE');
    breaks = 1;
    await journal.durable();
    expect(breaks).toBe(0);
    expect(await stage.log(id)).toEqual([...rows.map(({ name }) => `${name} CREATE_COMPLETE `), ...rows.map(({ name }) => `${name} UPDATE_COMPLETE `)]);
    const { rows: kept } = await database.pool.query<{ count: number }>("SELECT count(*)::int AS count FROM resource WHERE root_id = $1 AND action = 'UPDATE'", [id]);
    expect(kept).toEqual([{ count }]);
  });
});
