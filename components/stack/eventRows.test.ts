import { describe, expect, it } from 'vitest';
import type { EventView, OperationView } from '@/lib/wire/types';
import { eventRows, statesBefore } from './eventRows';

const event = (seq: number, name: string, operationId: string, status: EventView['status'] = 'COMPLETE'): EventView => ({
  seq, id: `e${seq}`, stackId: 's', operationId, resourceId: name, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'CREATE', status, reason: '', waitingFor: null, at: '',
});
const operation = (id: string, number: number): OperationView => ({ id, number, action: 'UPDATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, fromRevision: 1, toRevision: 2, onFailure: 'rollback', createdAt: '', startedAt: null, finishedAt: null });
const events = [event(1, 'web', 'a', 'IN_PROGRESS'), event(2, 'db', 'a'), event(3, 'web', 'b'), event(4, 'web', 'c')];
const operations = [operation('c', 3), operation('b', 2), operation('a', 1)];
const before = statesBefore(events);
const shown = (order: 'start' | 'latest' | 'name', failed: string | null = null) => eventRows(events, operations, order, failed, before).map((row) => (row.kind === 'event' ? row.event.seq : `#${row.operation?.number} ${row.count}`));

describe('the list of events', () => {
  it('is grouped by operation, and runs one way throughout', () => {
    expect(shown('start')).toEqual(['#1 2', 1, 2, '#2 1', 3, '#3 1', 4]);
    expect(shown('latest')).toEqual(['#3 1', 4, '#2 1', 3, '#1 2', 2, 1]);
    expect(shown('name')).toEqual(['#1 2', 2, 1, '#2 1', 3, '#3 1', 4]);
  });

  it('begins with what failed, when its rollback came after it', () => {
    expect(shown('start', 'b')).toEqual(['#2 1', 3, '#1 2', 1, 2, '#3 1', 4]);
  });

  it('knows the state before each event', () => {
    expect([before.get(1), before.get(3)?.seq, before.get(4)?.seq]).toEqual([undefined, 1, 3]);
  });
});
