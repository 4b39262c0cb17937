import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freshDatabase } from '@/lib/testing/postgres';
import type { Database } from './database';
import { isLostConnection } from './faults';
import { acquireLease } from './lease';

const STACK = '11111111-1111-4111-8111-111111111111';
let database: Database;

beforeAll(async () => {
  database = await freshDatabase();
  await database.prisma.project.create({ data: { id: 'p', name: 'p' } });
  await database.prisma.stack.create({ data: { id: STACK, projectId: 'p', name: 's', rootId: STACK, action: 'CREATE', status: 'IN_PROGRESS', createdBy: 'test' } });
});
afterAll(() => database.close());

describe('the lease of a stack', () => {
  it('is had by another within seconds when whoever wrote the stack stands still in the middle of a transaction', async () => {
    const stuck = await database.pool.connect();
    await stuck.query('BEGIN');
    await stuck.query('UPDATE stack SET lease_worker = $1 WHERE id = $2', ['stuck', STACK]);
    const began = Date.now();
    expect(await acquireLease(database.pool, STACK, 'next')).toMatchObject({ epoch: 1 });
    expect(Date.now() - began).toBeLessThan(15_000);
    const fault: unknown = await stuck.query('COMMIT').catch((error: unknown) => error);
    expect(isLostConnection(fault)).toBe(true);
    stuck.release(true);
  });
});
