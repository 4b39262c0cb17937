import { describe, expect, it } from 'vitest';
import { EventLog } from '@/components/live/eventLog';
import type { EventView, OperationView } from '@/lib/wire/types';
import { eventRows } from './eventRows';

const event = (seq: number, name: string, operationId: string, status: EventView['status'] = 'COMPLETE'): EventView => ({
  seq, id: `e${seq}`, stackId: 's', operationId, resourceId: name, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'CREATE', status, reason: '', waitingFor: null, at: '',
});
const operation = (id: string, number: number): OperationView => ({ id, number, action: 'UPDATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: 1, toRevision: 2, onFailure: 'rollback', createdAt: '', startedAt: null, finishedAt: null });
const log = EventLog.of([event(1, 'web', 'a', 'IN_PROGRESS'), event(2, 'db', 'a'), event(3, 'web', 'b'), event(4, 'web', 'c')]);
const operations = [operation('c', 3), operation('b', 2), operation('a', 1)];
const rowsOf = (order: 'start' | 'latest' | 'name', failed: string | null = null) => eventRows(log, log.matching(() => true), operations, order, failed);
const shown = (order: 'start' | 'latest' | 'name', failed: string | null = null) => {
  const rows = rowsOf(order, failed);
  return Array.from({ length: rows.count }, (_, at) => rows.at(at)).map((row) => (row?.kind === 'event' ? log.seqAt(row.index) : `${typeof row?.heading === 'object' ? `#${row.heading.number}` : row?.heading} ${row?.count}`));
};

describe('the list of events', () => {
  it('is grouped by operation, and runs one way throughout', () => {
    expect(shown('start')).toEqual(['#1 2', 1, 2, '#2 1', 3, '#3 1', 4]);
    expect(shown('latest')).toEqual(['#3 1', 4, '#2 1', 3, '#1 2', 2, 1]);
    expect(shown('name')).toEqual(['#1 2', 2, 1, '#2 1', 3, '#3 1', 4]);
  });

  it('begins with what failed, when its rollback came after it', () => {
    expect(shown('start', 'b')).toEqual(['#2 1', 3, '#1 2', 1, 2, '#3 1', 4]);
  });

  it('tells operations apart that the page knows nothing of but their events', () => {
    const old = EventLog.of([event(1, 'web', 'x'), event(2, 'web', 'y'), event(3, 'web', 'a')]);
    const rows = eventRows(old, old.matching(() => true), operations, 'latest', null);
    const all = Array.from({ length: rows.count }, (_, at) => [rows.keyAt(at), rows.at(at)] as const);
    expect(all.map(([key]) => key)).toEqual([-3, 3, -2, 2, -1, 1]);
    expect(all[2]?.[1]).toEqual({ kind: 'operation', heading: 'earlier', count: 1 });
  });

  it('knows each row by the same key in every order, and where an event is', () => {
    const [start, latest] = [rowsOf('start'), rowsOf('latest')];
    const keys = (rows: typeof start) => Array.from({ length: rows.count }, (_, at) => rows.keyAt(at));
    expect(keys(start).toSorted()).toEqual(keys(latest).toSorted());
    expect(new Set(keys(start)).size).toBe(7);
    expect([start.rowOf(3), latest.rowOf(3), latest.rowOf(9)]).toEqual([4, 3, -1]);
  });
});
