import { describe, expect, it } from 'vitest';
import type { EventView, OperationView, ResourceView } from '@/lib/wire/types';
import { criticalPath, timelineRows } from './bars';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const second = (ms: number | null) => (ms === null ? null : (ms - Date.parse(at(0))) / 1000);

let seq = 0;
function event(name: string, when: number, status: EventView['status'], waitingFor: string | null = null): EventView {
  seq += 1;
  return { seq, id: `e${seq}`, stackId: 's', operationId: 'op', resourceId: `id-${name}`, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'CREATE', status, reason: '', waitingFor, at: at(when) };
}
const operation = { id: 'op', startedAt: at(0), createdAt: at(0) } as const satisfies Partial<OperationView>;
const resource = (name: string, requires: string[]): ResourceView => ({
  id: `id-${name}`, stackId: 's', name, type: 'T', physicalResourceId: null, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires, replaces: null, replacedBy: null, startedAt: null, updatedAt: at(0),
});
const operations: OperationView[] = [{ ...operation, number: 1, action: 'CREATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, fromRevision: null, toRevision: 1, onFailure: 'rollback', finishedAt: at(9) }];

describe('bars', () => {
  it('tell queueing, running and waiting apart', () => {
    const [row] = timelineRows([event('web', 2, 'IN_PROGRESS'), event('web', 3, 'IN_PROGRESS', 'signal'), event('web', 7, 'COMPLETE')], operations, new Set(['op']));
    expect(row?.bars[0]?.segments.map(({ kind, from, to }) => [kind, second(from), second(to)])).toEqual([
      ['queued', 0, 2],
      ['running', 2, 3],
      ['held', 3, 7],
    ]);
  });

  it('stay open while the action goes on', () => {
    const [row] = timelineRows([event('web', 1, 'IN_PROGRESS')], operations, new Set(['op']));
    expect(row?.bars[0]).toMatchObject({ end: null, status: 'IN_PROGRESS' });
  });

  it('of other operations are left out', () => {
    expect(timelineRows([event('web', 1, 'IN_PROGRESS')], operations, new Set(['other']))).toEqual([]);
  });
});

describe('the critical path', () => {
  it('goes from what ended last back through what it waited for longest', () => {
    const rows = timelineRows(
      [event('net', 0, 'IN_PROGRESS'), event('disk', 0, 'IN_PROGRESS'), event('net', 1, 'COMPLETE'), event('disk', 4, 'COMPLETE'), event('web', 4, 'IN_PROGRESS'), event('log', 1, 'IN_PROGRESS'), event('log', 5, 'COMPLETE'), event('web', 9, 'COMPLETE')],
      operations,
      new Set(['op']),
    );
    const path = criticalPath(rows, [resource('net', []), resource('disk', []), resource('web', ['net', 'disk']), resource('log', ['net'])], 'op');
    expect(rows.filter((row) => row.bars.some((bar) => path.has(bar.id))).map((row) => row.name)).toEqual(['disk', 'web']);
  });
});
