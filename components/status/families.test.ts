import { describe, expect, it } from 'vitest';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import { familyOf, statusLabel } from './families';

describe('the family of a state', () => {
  it.each([
    ['INIT', 'COMPLETE', null, 'waiting'],
    ['CREATE', 'IN_PROGRESS', null, 'progress'],
    ['CREATE', 'IN_PROGRESS', 'a signal', 'held'],
    ['INIT', 'COMPLETE', 'hook pre-create to be cleared', 'held'],
    ['CREATE', 'COMPLETE', 'hook post-create to be cleared', 'held'],
    ['UPDATE', 'COMPLETE', null, 'done'],
    ['CHECK', 'FAILED', null, 'failed'],
    ['ROLLBACK', 'IN_PROGRESS', null, 'rollback'],
    ['ROLLBACK', 'COMPLETE', null, 'rollback'],
    ['ROLLBACK', 'FAILED', null, 'failed'],
    ['SUSPEND', 'COMPLETE', null, 'waiting'],
    ['SIGNAL', 'IN_PROGRESS', null, 'waiting'],
  ] as const)('%s_%s waiting for %s is %s', (action, status, waitingFor, family) => {
    expect(familyOf({ action, status, waitingFor })).toBe(family);
  });

  it('is said in words of its own for every state', () => {
    const words = ACTIONS.flatMap((action) => STATUSES.map((status) => statusLabel({ action, status })));
    expect(new Set(words).size).toBe(words.length);
  });
});
