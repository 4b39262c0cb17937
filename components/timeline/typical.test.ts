import { describe, expect, it } from 'vitest';
import type { EventView } from '@/lib/wire/types';
import { typicalLengths } from './typical';

let seq = 0;
const event = (id: string, second: number, status: EventView['status'], action: EventView['action'] = 'CREATE'): EventView => ({
  seq: (seq += 1), id: String(seq), stackId: 's', operationId: 'op', resourceId: id, resourceName: id, resourceType: 'T', physicalResourceId: null, action, status, reason: '', waitingFor: null, at: new Date(second * 1000).toISOString(),
});

describe('how long an action usually takes', () => {
  it('is told for each type and action, from those that succeeded', () => {
    const took = (id: string, seconds: number, status: EventView['status'] = 'COMPLETE') => [event(id, 0, 'IN_PROGRESS'), event(id, 0.5, 'IN_PROGRESS'), event(id, seconds, status)];
    const typical = typicalLengths([...took('a', 1), ...took('b', 3), ...took('c', 2), ...took('d', 99, 'FAILED'), event('a', 10, 'IN_PROGRESS', 'DELETE'), event('a', 14, 'COMPLETE', 'DELETE')]);
    expect([...typical]).toEqual([['T CREATE', { median: 2000, p90: 3000, count: 3 }], ['T DELETE', { median: 4000, p90: 4000, count: 1 }]]);
  });
});
