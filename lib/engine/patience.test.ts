import { describe, expect, it } from 'vitest';
import { Accident, Stage } from './testing/stage';
import { schemaOf } from './testing/world';
import type { ResourceType } from './resource-type';

/** Fails so often by an accident of ours before it does what it is to do. */
function flaky(accidents: number): { type: ResourceType; keys: string[] } {
  const keys: string[] = [];
  const act = async (key: string): Promise<{ kind: 'complete' }> => {
    keys.push(key);
    if (keys.length <= accidents) throw new Accident('the database is away');
    return { kind: 'complete' };
  };
  return {
    keys,
    type: {
      schema: schemaOf('Test::Flaky'), effects: 'external', create: (ctx) => act(ctx.idempotencyKey), delete: () => ({ kind: 'complete' }),
      poll: () => ({ kind: 'complete' }),
      async signal(_ctx, payload) {
        keys.push(String(payload));
        if (keys.filter((key) => key === payload).length < 3) throw new Accident('the database is away');
        return { reason: `got ${String(payload)}` };
      },
    },
  };
}

describe('a handler that fails because the database of the engine is away', () => {
  it('is called again with the same key, and its resource does not fail', async () => {
    const stage = new Stage();
    const { type, keys } = flaky(3);
    stage.world.also.set('Test::Flaky', type);
    await stage.perform('CREATE', stage.revision({ a: { type: 'Test::Flaky' } }));
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(keys).toHaveLength(4);
    expect(new Set(keys).size).toBe(1);
    expect(stage.log.filter((line) => line.startsWith('a '))).toEqual(['a CREATE_IN_PROGRESS state changed', 'a CREATE_COMPLETE state changed']);
  });

  it('fails its resource in the end, when the accident does not pass', async () => {
    const stage = new Stage();
    const { type } = flaky(Infinity);
    stage.world.also.set('Test::Flaky', type);
    await stage.perform('CREATE', stage.revision({ a: { type: 'Test::Flaky' } }), { onFailure: 'keep' });
    expect(stage.state).toBe('CREATE_FAILED');
    expect(stage.row('a').statusReason).toBe('Accident: resources.a: the database is away');
  });

  it('loses no signal', async () => {
    const stage = new Stage();
    const { type, keys } = flaky(0);
    stage.world.also.set('Test::Flaky', type);
    await stage.perform('CREATE', stage.revision({ a: { type: 'Test::Flaky' } }));
    const row = stage.row('a');
    stage.requests.signals.push({ id: 'one', stackId: row.stackId, resourceId: row.id, payload: 'hello' });
    await stage.settle();
    expect(keys.slice(1)).toEqual(['hello', 'hello', 'hello']);
    expect(stage.log.at(-1)).toBe('a SIGNAL_COMPLETE Signal: got hello');
    expect([...stage.journal.handledSignals]).toEqual(['one']);
  });
});
