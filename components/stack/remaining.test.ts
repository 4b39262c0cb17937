import { describe, expect, it } from 'vitest';
import type { WorkLeft } from '@/lib/wire/outlook';
import type { EventView, Expectation, OperationView, ResourceView } from '@/lib/wire/types';
import { finishedIn, lengthsIn, remaining, usualLengths } from './remaining';

const operation: OperationView = {
  id: 'op', number: 2, action: 'UPDATE', status: 'IN_PROGRESS', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: 1, toRevision: 2, onFailure: 'rollback',
  createdAt: new Date(0).toISOString(), startedAt: new Date(0).toISOString(), finishedAt: null,
};
const row = (name: string, over: Partial<ResourceView> = {}): ResourceView => ({
  id: name, stackId: 's', name, type: 'T', physicalResourceId: null, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires: [], replaces: null, replacedBy: null, startedAt: null, updatedAt: '', ...over,
});
const work = (name: string, decision: WorkLeft['decision'], requires: string[] = []): WorkLeft => ({ name, type: 'T', decision, requires });
let seq = 0;
const event = (name: string, second: number, status: EventView['status'], over: Partial<EventView> = {}): EventView => ({
  seq: (seq += 1), id: String(seq), stackId: 's', operationId: 'before', resourceId: name, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'CREATE', status, reason: '', waitingFor: null, at: new Date(second * 1000).toISOString(), ...over,
});
const length = (action: Expectation['action'], median: number, name: string | null = null): Expectation => ({ type: 'T', name, action, runs: 9, median, p90: 2 * median });
const lengths = [length('CREATE', 10_000), length('DELETE', 3000)];
const leftOf = (list: WorkLeft[], resources: ResourceView[] = [], now = 0, finished: readonly string[] = []) => remaining({ work: list, lengths }, usualLengths(lengths), operation, resources, new Set(finished), now);

describe('how long something usually takes', () => {
  it('is what the resource itself took before, else what its type takes in the project', () => {
    const usual = usualLengths([...lengths, length('CREATE', 40_000, 'db')]);
    expect([usual('db', 'T', 'CREATE')?.usual, usual('web', 'T', 'CREATE')?.usual, usual('web', 'U', 'CREATE')]).toEqual([40_000, 10_000, null]);
  });
});

describe('an operation that is under way', () => {
  it('says itself how long its types take, before the project does', () => {
    const op = { operationId: 'op' };
    const running = lengthsIn('op', [event('a', 0, 'IN_PROGRESS', op), event('b', 1, 'IN_PROGRESS', op), event('a', 8, 'COMPLETE', op), event('c', 0, 'IN_PROGRESS'), event('c', 1, 'COMPLETE')]);
    expect([...running]).toEqual([['T CREATE', 8000]]);
    const usual = usualLengths([...lengths, length('CREATE', 40_000, 'db')], running);
    expect([usual('web', 'T', 'CREATE')?.usual, usual('db', 'T', 'CREATE')?.usual, usual('web', 'T', 'DELETE')?.usual]).toEqual([8000, 40_000, 3000]);
  });
});

describe('what is left of an operation', () => {
  it('is the longest chain of what is not done', () => {
    expect(leftOf([work('a', 'create'), work('b', 'create', ['a']), work('c', 'create')])).toEqual({ left: 20_000, long: false });
  });

  it('is less by what was done, and by the time that what is under way has had', () => {
    const flying = row('b', { status: 'IN_PROGRESS', startedAt: new Date(1000).toISOString() });
    expect(leftOf([work('a', 'create'), work('b', 'create', ['a'])], [flying], 5000, ['a CREATE'])).toEqual({ left: 6000, long: false });
  });

  it('is never less than nothing, and what takes far longer than usual is told', () => {
    expect(leftOf([work('b', 'create')], [row('b', { status: 'IN_PROGRESS', startedAt: new Date(0).toISOString() })], 60_000)).toEqual({ left: 0, long: true });
  });

  it('deletes when all else is done, what is needed after those that need it', () => {
    expect(leftOf([work('new', 'create'), work('net', 'delete'), work('web', 'delete', ['net'])])).toEqual({ left: 16_000, long: false });
  });

  it('is not told where most of it was never seen before', () => {
    expect(leftOf([{ ...work('a', 'create'), type: 'New' }])).toBeNull();
  });
});

describe('what an operation is through with', () => {
  it('is what completed in it, in the stack itself', () => {
    expect([...finishedIn('op', 's', [event('a', 1, 'COMPLETE', { operationId: 'op' }), event('b', 1, 'COMPLETE'), event('c', 1, 'IN_PROGRESS', { operationId: 'op' }), event('d', 1, 'COMPLETE', { operationId: 'op', stackId: 'child' })])]).toEqual(['a CREATE']);
  });
});
