import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseStage, openVault } from '@/lib/engine/testing/database-stage';
import type { ResourceSketch } from '@/lib/engine/testing/world';
import { LeaseLost } from '@/lib/engine/types';
import { PostgresJournal } from '@/lib/store/journal';
import { acquireLease } from '@/lib/store/lease';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Database } from '@/lib/store/database';
import type { Worker } from './worker';

let database: Database;
let stage: DatabaseStage;
let worker: Worker;

beforeAll(async () => {
  database = await freshDatabase();
  stage = await DatabaseStage.open(database);
  worker = await stage.worker();
});

afterAll(async () => {
  await worker.stop();
  await stage.close();
  await database.close();
});

describe('a worker', () => {
  it('creates a stack that was asked for, and numbers its events without gaps', async () => {
    const id = await stage.stack();
    const revision = await stage.revision(id, { a: { type: 'Test::Thing' }, b: { dependsOn: ['a'] } });
    await stage.request(id, 'CREATE', revision);
    expect(await stage.finished(id)).toBe('CREATE_COMPLETE');
    expect(await stage.log(id)).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_COMPLETE state changed',
      's CREATE_COMPLETE Stack CREATE completed successfully',
    ]);
    expect((await stage.resources(id)).map((row) => row.state)).toEqual(['CREATE_COMPLETE', 'CREATE_COMPLETE']);
  });
});

describe('a worker with room for one stack', () => {
  it('takes those that wait in the order in which they were asked for', async () => {
    const other = await freshDatabase();
    const small = await DatabaseStage.open(other);
    const asked: string[] = [];
    for (let count = 0; count < 8; count += 1) {
      const id = await small.stack();
      await small.request(id, 'CREATE', await small.revision(id, { a: { type: 'Test::Thing' } }));
      asked.push(id);
    }
    const one = await small.worker(undefined, undefined, 1);
    for (const id of asked) expect(await small.finished(id)).toBe('CREATE_COMPLETE');
    const { rows } = await other.pool.query<{ stack_id: string }>('SELECT stack_id FROM operation ORDER BY started_at');
    expect(rows.map((row) => row.stack_id)).toEqual(asked);
    await one.stop();
    await small.close();
    await other.close();
  });
});

describe('operations of a stack in the database', () => {
  const START = { a: { properties: { value: 1 } }, b: { dependsOn: ['a'], properties: { key: 1 } } };
  const created = async (sketch: Record<string, ResourceSketch> = START): Promise<string> => {
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revision(id, sketch));
    expect(await stage.finished(id)).toBe('CREATE_COMPLETE');
    return id;
  };

  it('update and replace', async () => {
    const id = await created();
    const [, before] = await stage.resources(id);
    await stage.request(id, 'UPDATE', await stage.revision(id, { a: { properties: { value: 2 } }, b: { dependsOn: ['a'], properties: { key: 2 } } }));
    expect(await stage.finished(id)).toBe('UPDATE_COMPLETE');
    const [a, b] = await stage.resources(id);
    expect(a).toMatchObject({ state: 'UPDATE_COMPLETE', properties: { value: 2 } });
    expect(b).toMatchObject({ state: 'CREATE_COMPLETE', properties: { key: 2 } });
    expect(b?.id).not.toBe(before?.id);
  });

  it('roll back to the previous revision after a failure, as an operation of its own', async () => {
    const id = await created();
    const failed = await stage.request(id, 'UPDATE', await stage.revision(id, { a: { properties: { value: 2 } }, n: { dependsOn: ['a'], properties: { fail: ['create'] } } }));
    expect(await stage.finished(id)).toBe('ROLLBACK_COMPLETE');
    const { rows } = await database.pool.query<{ action: string; status: string; cause_id: string | null }>(
      'SELECT action, status, cause_id FROM operation WHERE stack_id = $1 ORDER BY number', [id],
    );
    expect(rows).toEqual([
      { action: 'CREATE', status: 'COMPLETE', cause_id: null },
      { action: 'UPDATE', status: 'FAILED', cause_id: null },
      { action: 'ROLLBACK', status: 'COMPLETE', cause_id: failed },
    ]);
    expect((await stage.resources(id)).map((row) => [row.name, row.properties])).toEqual([['a', { value: 1 }], ['b', { key: 1 }]]);
  });

  it('cancel with rollback while a resource waits', async () => {
    const id = await created();
    const operation = await stage.request(id, 'UPDATE', await stage.revision(id, { ...START, w: { type: 'Test::Thing', properties: { waitSignal: true } } }));
    await waitsForSignal(id);
    await stage.cancel(id, operation, 'rollback');
    expect(await stage.finished(id)).toBe('ROLLBACK_COMPLETE');
    expect((await stage.resources(id)).map((row) => row.name)).toEqual(['a', 'b']);
  });

  it('pre-empt: a new update takes over from one that waits', async () => {
    const id = await created();
    await stage.request(id, 'UPDATE', await stage.revision(id, { ...START, w: { type: 'Test::Thing', properties: { waitSignal: true } } }));
    await waitsForSignal(id);
    await stage.request(id, 'UPDATE', await stage.revision(id, { a: { properties: { value: 3 } } }));
    await signal(id, 'w', 'now');
    expect(await stage.finished(id)).toBe('UPDATE_COMPLETE');
    expect((await stage.resources(id)).map((row) => [row.name, row.properties])).toEqual([['a', { value: 3 }]]);
  });

  it('delete, and leave the events', async () => {
    const id = await created();
    await stage.request(id, 'DELETE', null);
    expect(await stage.finished(id)).toBe('DELETE_COMPLETE');
    expect(await stage.resources(id)).toEqual([]);
    expect((await stage.log(id)).at(-1)).toBe('s DELETE_COMPLETE Stack DELETE completed successfully');
  });

  it('keep secrets sealed: what everybody may read is masked', async () => {
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revision(id, { a: { properties: { value: { get_param: 'secret' } } }, b: { properties: { value: { get_attr: ['a', 'output'] } } } }, 'correct horse'));
    expect(await stage.finished(id)).toBe('CREATE_COMPLETE');
    for (const row of await stage.resources(id)) {
      expect(row.properties).toEqual({ value: '******' });
      expect(JSON.stringify(openVault.open(row.sealed ?? ''))).toContain('correct horse');
    }
    const { rows } = await database.pool.query('SELECT definition, attributes, data, properties FROM resource WHERE root_id = $1', [id]);
    expect(JSON.stringify(rows)).not.toContain('correct horse');
  });

  it('change nothing when a secret stayed the same', async () => {
    const id = await stage.stack();
    const sketch = { a: { properties: { value: { get_param: 'secret' } } } };
    await stage.request(id, 'CREATE', await stage.revision(id, sketch, 'correct horse'));
    await stage.finished(id);
    await stage.request(id, 'UPDATE', await stage.revision(id, sketch, 'correct horse'));
    expect(await stage.finished(id)).toBe('UPDATE_COMPLETE');
    expect((await stage.log(id)).filter((line) => line.startsWith('a '))).toHaveLength(2);
  });

  it('wait without a worker: a signal that came while none ran is handled by the next', async () => {
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revision(id, { w: { type: 'Test::Thing', properties: { waitSignal: true } }, after: { dependsOn: ['w'] } }));
    await waitsForSignal(id);
    await worker.stop();
    await signal(id, 'w', 'done');
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await stage.state(id)).toBe('CREATE_IN_PROGRESS');
    worker = await stage.worker();
    expect(await stage.finished(id)).toBe('CREATE_COMPLETE');
    const { rows } = await database.pool.query('SELECT 1 FROM signal WHERE root_id = $1 AND handled_at IS NULL', [id]);
    expect(rows).toEqual([]);
  });

  async function waitsForSignal(id: string): Promise<void> {
    await stage.until(10_000, async () => {
      const { rows } = await database.pool.query("SELECT 1 FROM resource WHERE root_id = $1 AND waiting->>'signal' = 'true'", [id]);
      return rows.length > 0;
    });
  }

  async function signal(id: string, name: string, payload: string): Promise<void> {
    const row = (await stage.resources(id)).find((candidate) => candidate.name === name);
    await stage.signal(id, row?.id ?? '', payload);
  }
});

describe('a journal whose lease was taken', () => {
  it('writes nothing more and says so', async () => {
    const id = await stage.stack();
    const lease = await acquireLease(database.pool, id, 'one');
    const lost: Error[] = [];
    const journal = new PostgresJournal({ pool: database.pool, vault: openVault, rootId: id, epoch: lease?.epoch ?? 0, eventSeq: 0, onLost: (fault) => lost.push(fault) });
    await database.pool.query('UPDATE stack SET lease_expires_at = now() - interval \'1 second\' WHERE id = $1', [id]);
    await acquireLease(database.pool, id, 'two');
    journal.event({
      id: randomUUID(), stackId: id, operationId: null, resourceId: null, resourceName: 's', resourceType: 'OS::Heat::Stack', physicalResourceId: id,
      action: 'CREATE', status: 'IN_PROGRESS', reason: '', waitingFor: null, createdAt: new Date(),
    });
    await expect(journal.durable()).rejects.toThrow(LeaseLost);
    expect(lost).toHaveLength(1);
    expect(await stage.log(id)).toEqual([]);
  });
});
