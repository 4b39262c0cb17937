import { describe, expect, it } from 'vitest';
import type { EventView, ResourceView } from '@/lib/wire/types';
import { lastLengths, tookOf } from './lastLengths';

const event = (resourceId: string | null, action: EventView['action'], status: EventView['status'], second: number): EventView => ({
  seq: second, id: String(second), stackId: 's', operationId: 'o', resourceId, resourceName: 'web', resourceType: 'T', physicalResourceId: null, action, status, reason: '', waitingFor: null, at: new Date(second * 1000).toISOString(),
});

describe('how long the last action on a resource took', () => {
  it('is from its beginning to its end, with the waits and signals between them', () => {
    expect(lastLengths([event('a', 'CREATE', 'IN_PROGRESS', 1), event('a', 'CREATE', 'IN_PROGRESS', 2), event('a', 'SIGNAL', 'COMPLETE', 3), event('a', 'CREATE', 'COMPLETE', 5)])).toEqual(new Map([['a', 4000]]));
  });
  it('is that of the last one, and none while the first one goes on', () => {
    expect(lastLengths([event('a', 'CREATE', 'IN_PROGRESS', 1), event('a', 'CREATE', 'COMPLETE', 5), event('a', 'UPDATE', 'IN_PROGRESS', 6), event('a', 'UPDATE', 'FAILED', 7), event('b', 'CREATE', 'IN_PROGRESS', 8), event(null, 'CREATE', 'COMPLETE', 9)])).toEqual(new Map([['a', 1000]]));
  });
  it('is what the row says where its events are not here', () => {
    const row = { id: 'a', action: 'CREATE', status: 'COMPLETE', startedAt: new Date(1000).toISOString(), updatedAt: new Date(4000).toISOString() } as ResourceView;
    expect([tookOf(row, new Map([['a', 5]])), tookOf(row, new Map()), tookOf({ ...row, status: 'IN_PROGRESS' }, new Map([['a', 5]]))]).toEqual([5, 3000, null]);
  });
});
