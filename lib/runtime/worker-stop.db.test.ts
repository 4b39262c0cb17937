import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ResourceType } from '@/lib/engine/resource-type';
import { DatabaseStage } from '@/lib/engine/testing/database-stage';
import { schemaOf } from '@/lib/engine/testing/world';
import type { Database } from '@/lib/store/database';
import { freshDatabase } from '@/lib/testing/postgres';

let database: Database;
let stage: DatabaseStage;

beforeAll(async () => {
  database = await freshDatabase();
  stage = await DatabaseStage.open(database);
});

afterAll(async () => {
  await stage.close();
  await database.close();
});

describe('a worker that is asked to stop', () => {
  it('gives its stacks back within seconds; the action under way is recovered with the same key', async () => {
    const keys: string[] = [];
    const recovered: string[] = [];
    const slow: ResourceType = {
      schema: schemaOf('Test::Slow'),
      effects: 'external',
      async create(ctx) {
        keys.push(ctx.idempotencyKey);
        await new Promise((resolve) => ctx.signal.addEventListener('abort', resolve, { once: true }));
        return { kind: 'complete' };
      },
      recover(ctx) {
        recovered.push(ctx.idempotencyKey);
        return { kind: 'complete', physicalResourceId: 'found' };
      },
    };
    const registry = { get: (name: string) => (name === 'Test::Slow' ? slow : stage.world.registry.get(name)) };
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revision(id, { quick: {}, slow: { type: 'Test::Slow', dependsOn: ['quick'] } }));
    const first = await stage.worker(registry);
    await stage.until(5_000, async () => keys.length === 1);
    const asked = Date.now();
    await first.stop();
    expect(Date.now() - asked).toBeLessThan(5_000);
    const { rows } = await database.pool.query('SELECT lease_worker FROM stack WHERE id = $1', [id]);
    expect(rows).toEqual([{ lease_worker: null }]);
    expect((await stage.resources(id)).map((row) => row.state)).toEqual(['CREATE_COMPLETE', 'CREATE_IN_PROGRESS']);

    const second = await stage.worker(registry);
    expect(await stage.finished(id)).toBe('CREATE_COMPLETE');
    expect(recovered).toEqual(keys);
    await second.stop();
  });
});
