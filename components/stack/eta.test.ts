import { describe, expect, it } from 'vitest';
import type { OperationView } from '@/lib/wire/types';
import { expectedLength } from './eta';

const operation = (number: number, seconds: number | null, over: Partial<OperationView> = {}): OperationView => ({
  id: `op${number}`, number, action: 'UPDATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: 1, toRevision: 2, onFailure: 'rollback',
  createdAt: new Date(0).toISOString(), startedAt: new Date(0).toISOString(), finishedAt: seconds === null ? null : new Date(seconds * 1000).toISOString(), ...over,
});
const running = operation(9, null, { status: 'IN_PROGRESS' });

describe('how long an operation is expected to take', () => {
  it('is the median of the last ones of its kind that succeeded', () => {
    expect(expectedLength(running, [running, operation(8, 10), operation(7, 90), operation(6, 20)])).toBe(20_000);
  });

  it('does not count failures, other kinds, and what came later', () => {
    expect(expectedLength(operation(5, null), [operation(6, 10), operation(4, 50, { status: 'FAILED' }), operation(3, 40, { action: 'CREATE' }), operation(2, 30)])).toBe(30_000);
  });

  it('is not known the first time', () => {
    expect(expectedLength(running, [running])).toBeNull();
  });
});
