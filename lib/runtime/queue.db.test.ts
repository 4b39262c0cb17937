import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { silent } from '@/lib/engine/testing/database-stage';
import type { Database } from '@/lib/store/database';
import { freshDatabase } from '@/lib/testing/postgres';
import { openQueue, type RunQueue } from './queue';
import { listenForWakes } from './worker-wakes';

let database: Database;
let queue: RunQueue;
const taken: string[] = [];
let stopListening: () => Promise<void>;

beforeAll(async () => {
  database = await freshDatabase();
  queue = await openQueue({ databaseUrl: database.url, logger: silent, worker: true });
  await database.prisma.project.create({ data: { id: 'p', name: 'p' } });
  await queue.work(async (rootId) => {
    taken.push(rootId);
  });
  stopListening = await listenForWakes(database.url, silent, () => queue.look());
});

afterAll(async () => {
  await stopListening();
  await queue.stop();
  await database.close();
});

const newStack = (id: string) => ({ id, projectId: 'p', name: 's', rootId: id, action: 'CREATE', status: 'IN_PROGRESS', createdBy: 'test' });

describe('the queue', () => {
  it('hands on what a Prisma transaction asked for, soon after it has committed', async () => {
    const id = '11111111-1111-4111-8111-111111111111';
    await database.prisma.$transaction(async (transaction) => {
      await transaction.stack.create({ data: newStack(id) });
      await queue.enqueueRun(transaction, id);
    });
    await until(() => taken.includes(id));
    expect((await database.prisma.stack.findUniqueOrThrow({ where: { id } })).wakeRequested).toBe(true);
  });

  it('hands on nothing of a transaction that was rolled back', async () => {
    const id = '22222222-2222-4222-8222-222222222222';
    const attempt = database.prisma.$transaction(async (transaction) => {
      await transaction.stack.create({ data: newStack(id) });
      await queue.enqueueRun(transaction, id);
      throw new Error('changed my mind');
    });
    await expect(attempt).rejects.toThrow('changed my mind');
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(taken).not.toContain(id);
  });

  it('takes many requests for one stack as few', async () => {
    const id = '33333333-3333-4333-8333-333333333333';
    await database.prisma.$transaction(async (transaction) => {
      await transaction.stack.create({ data: newStack(id) });
      for (let request = 0; request < 5; request += 1) await queue.enqueueRun(transaction, id);
    });
    await until(() => taken.includes(id));
    expect(taken.filter((taker) => taker === id)).toHaveLength(1);
  });
});

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 5_000;
  while (!holds()) {
    if (Date.now() > end) throw new Error('nothing came within five seconds');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
