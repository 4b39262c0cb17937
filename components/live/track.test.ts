import { describe, expect, it } from 'vitest';
import type { OperationView } from '@/lib/wire/types';
import { trackOf } from './track';

function operation(number: number, from: number, to: number | null): OperationView {
  const at = (moment: number) => new Date(moment).toISOString();
  return { id: `op${number}`, number, action: 'UPDATE', status: to === null ? 'IN_PROGRESS' : 'COMPLETE', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: null, toRevision: 1, onFailure: 'rollback', createdAt: at(from), startedAt: at(from), finishedAt: to === null ? null : at(to) };
}

describe('the track of a replay', () => {
  const track = trackOf([operation(3, 5100, null), operation(2, 5000, 5100), operation(1, 1000, 1400)], 5300);

  it('is as long as all that happened', () => {
    expect(track.length).toBe(400 + 300);
  });

  it('skips the time between operations', () => {
    expect([0, 399, 401, 700].map(track.momentAt)).toEqual([1000, 1399, 5001, 5300]);
  });

  it('finds the place of a moment, between operations the end of the one before', () => {
    expect([1000, 1400, 3000, 5050].map(track.positionOf)).toEqual([0, 400, 400, 450]);
  });

  it('of a stack to which nothing happened has no length', () => {
    expect(trackOf([], 7)).toMatchObject({ length: 0 });
  });
});
