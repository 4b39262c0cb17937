/** The benchmarks run, and what they measure is right. How long it takes is not asked here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResourceSketch } from '@/lib/engine/testing/world';
import type { Database } from '@/lib/store/database';
import { freshDatabase } from '@/lib/testing/postgres';
import { copyRows } from './engine-copy';
import { BenchStack } from './engine-stack';
import { type BenchSite, openBenchSite } from './site';
import { submit } from './submit-case';

const sketch = (count: number, properties: (index: number) => ResourceSketch['properties']): Record<string, ResourceSketch> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, { properties: properties(index) }]));

describe('the benchmark of the engine', () => {
  let database: Database;

  beforeAll(async () => {
    database = await freshDatabase();
    await database.pool.query("INSERT INTO project (id, name) VALUES ('p', 'p')");
  });
  afterAll(() => database.close());

  const counted = async (id: string): Promise<{ rows: number; events: number; last: number }> => {
    const { rows: [row] } = await database.pool.query<{ rows: number; events: number; last: number }>(
      `SELECT (SELECT count(*)::int FROM resource WHERE root_id = $1) AS rows, (SELECT count(*)::int FROM event WHERE root_id = $1) AS events, event_seq AS last
       FROM stack WHERE id = $1`, [id],
    );
    if (row === undefined) throw new Error('the stack is gone');
    return row;
  };

  it('creates, updates a tenth, and deletes, with every event in the database', async () => {
    const stack = await BenchStack.open(database);
    await stack.perform('CREATE', sketch(50, (index) => ({ value: index })));
    expect(stack.state).toBe('CREATE_COMPLETE');
    expect(await counted(stack.id)).toEqual({ rows: 50, events: 102, last: 102 });
    expect(await copyRows(database, stack.id)).toBeGreaterThan(0);
    await stack.perform('UPDATE', sketch(50, (index) => ({ value: index % 10 === 0 ? -1 : index })));
    expect(stack.state).toBe('UPDATE_COMPLETE');
    expect(await counted(stack.id)).toEqual({ rows: 50, events: 102 + 12, last: 102 + 12 });
    await stack.perform('DELETE', null);
    expect(stack.state).toBe('DELETE_COMPLETE');
    expect(await counted(stack.id)).toEqual({ rows: 0, events: 114 + 102, last: 114 + 102 });
  });

  it('rolls a chain back from its end', async () => {
    const stack = await BenchStack.open(database);
    await stack.perform('CREATE', sketch(20, (index) => ({ ...(index === 0 ? {} : { on: { get_resource: `r${index - 1}` } }), ...(index === 19 ? { fail: ['create'] } : {}) })));
    expect(stack.state).toBe('ROLLBACK_COMPLETE');
    expect((await counted(stack.id)).rows).toBe(0);
  });
});

describe('the benchmark of many stacks at once', () => {
  let site: BenchSite;

  beforeAll(async () => {
    site = await openBenchSite();
  }, 120_000);
  afterAll(() => site.close());

  it('completes all of them, with one worker and with two', async () => {
    for (const count of [1, 2]) {
      const workers = await site.startWorkers(count);
      const { firstEvents, requests } = await submit(site, { stacks: 6, clients: 3, size: 5 });
      const held = await submit(site, { stacks: 6, clients: 3, size: 5, held: workers });
      await workers.stop();
      expect(held.rest).toBeLessThan(held.total);
      expect(requests).toHaveLength(6);
      expect(firstEvents.every(Number.isFinite)).toBe(true);
    }
  }, 120_000);
});
