import { describe, expect, it } from 'vitest';
import type { ResourceType } from './resource-type';
import { Stage } from './testing/stage';
import { schemaOf } from './testing/world';

describe('a run that ends with a fault while a handler is under way', () => {
  it('asks the handler to return, and is quiet when it has', async () => {
    const stage = new Stage();
    const told: string[] = [];
    const slow: ResourceType = {
      schema: schemaOf('Test::Slow'), effects: 'external',
      create: (ctx) => new Promise((resolve) => {
        told.push('called');
        ctx.signal.addEventListener('abort', () => {
          told.push('asked to return');
          resolve({ kind: 'complete' });
        });
      }),
    };
    stage.world.also.set('Test::Slow', slow);
    stage.request('CREATE', stage.revision({ a: { type: 'Test::Slow' } }));
    const driving = stage.start();
    const { run } = stage;
    while (told.length === 0) await new Promise((resolve) => setImmediate(resolve));
    stage.requests.take = () => Promise.reject(new Error('the database is gone'));
    run?.wake();
    await expect(driving).rejects.toThrow('the database is gone');
    await run?.quiet();
    expect(told).toEqual(['called', 'asked to return']);
    expect(stage.row('a')).toMatchObject({ action: 'CREATE', status: 'IN_PROGRESS' });
  });
});
