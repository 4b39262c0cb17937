import { describe, expect, it } from 'vitest';
import { Stage } from './testing/stage';

const DIAMOND = {
  a: {},
  b: { dependsOn: ['a'] },
  c: { dependsOn: ['a'] },
  d: { dependsOn: ['b', 'c'] },
};

describe('creating a stack', () => {
  it('creates every resource after those it depends on and tells it in Heat’s words', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision(DIAMOND));
    expect(stage.state).toBe('CREATE_COMPLETE');
    expect(stage.log).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_COMPLETE state changed',
      'c CREATE_IN_PROGRESS state changed',
      'c CREATE_COMPLETE state changed',
      'd CREATE_IN_PROGRESS state changed',
      'd CREATE_COMPLETE state changed',
      's CREATE_COMPLETE Stack CREATE completed successfully',
    ]);
  });

  it('rolls a failed create back to nothing, in reverse order', async () => {
    const stage = new Stage();
    await stage.perform('CREATE', stage.revision({ ...DIAMOND, b: { dependsOn: ['a'], properties: { fail: ['create'] } } }));
    expect(stage.state).toBe('ROLLBACK_COMPLETE');
    expect(stage.rows).toEqual([]);
    expect(stage.world.things.size).toBe(0);
    expect(stage.log).toEqual([
      's CREATE_IN_PROGRESS Stack CREATE started',
      'a CREATE_IN_PROGRESS state changed',
      'a CREATE_COMPLETE state changed',
      'b CREATE_IN_PROGRESS state changed',
      'b CREATE_FAILED ValueError: resources.b: b cannot create',
      's CREATE_FAILED Resource CREATE failed: ValueError: resources.b: b cannot create',
      's ROLLBACK_IN_PROGRESS Stack ROLLBACK started',
      'b DELETE_IN_PROGRESS state changed',
      'b DELETE_COMPLETE state changed',
      'a DELETE_IN_PROGRESS state changed',
      'a DELETE_COMPLETE state changed',
      's ROLLBACK_COMPLETE Stack ROLLBACK completed successfully',
    ]);
  });
});
