import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseStage } from '@/lib/engine/testing/database-stage';
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
