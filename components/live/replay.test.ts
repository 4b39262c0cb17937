import { describe, expect, it } from 'vitest';
import type { EventView, OperationView, ResourceView } from '@/lib/wire/types';
import { operationAt, resourcesAt } from './replay';

const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const moment = (second: number) => Date.parse(at(second));

function operation(number: number, action: OperationView['action'], from: number, to: number): OperationView {
  return { id: `op${number}`, number, action, status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: null, toRevision: 1, onFailure: 'rollback', createdAt: at(from), startedAt: at(from), finishedAt: at(to) };
}
const operations = [operation(2, 'UPDATE', 10, 19), operation(1, 'CREATE', 0, 9)];

function event(seq: number, number: number, name: string, second: number, action: 'CREATE' | 'DELETE' | 'UPDATE', status: EventView['status']): EventView {
  return { seq, id: `e${seq}`, stackId: 's', operationId: `op${number}`, resourceId: `id-${name}`, resourceName: name, resourceType: 'T', physicalResourceId: null, action, status, reason: '', waitingFor: null, at: at(second) };
}
// The first operation makes net and web; the second deletes web.
const events = [
  event(1, 1, 'net', 1, 'CREATE', 'IN_PROGRESS'),
  event(2, 1, 'net', 3, 'CREATE', 'COMPLETE'),
  event(3, 1, 'web', 3, 'CREATE', 'IN_PROGRESS'),
  event(4, 1, 'web', 8, 'CREATE', 'COMPLETE'),
  event(5, 2, 'web', 12, 'DELETE', 'IN_PROGRESS'),
  event(6, 2, 'web', 15, 'DELETE', 'COMPLETE'),
];
const now: ResourceView[] = [{ id: 'id-net', stackId: 's', name: 'net', type: 'T', physicalResourceId: null, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires: [], replaces: null, replacedBy: null, startedAt: at(1), updatedAt: at(3) }];

const states = (second: number) => Object.fromEntries(resourcesAt('s', events, operations, now, moment(second)).map((view) => [view.name, `${view.action}_${view.status}`]));

describe('a stack at a moment', () => {
  it('shows what the operation was still to begin', () => {
    expect(states(2)).toEqual({ net: 'CREATE_IN_PROGRESS', web: 'INIT_COMPLETE' });
  });

  it('shows each resource in the state its last event gave it', () => {
    expect(states(5)).toEqual({ net: 'CREATE_COMPLETE', web: 'CREATE_IN_PROGRESS' });
    expect(states(13)).toEqual({ net: 'CREATE_COMPLETE', web: 'DELETE_IN_PROGRESS' });
  });

  it('keeps what the operation of that moment has deleted in view', () => {
    expect(states(16)).toEqual({ net: 'CREATE_COMPLETE', web: 'DELETE_COMPLETE' });
  });

  it('leaves out what an earlier operation has deleted', () => {
    const later = resourcesAt('s', events, [operation(3, 'CHECK', 30, 31), ...operations], now, moment(30));
    expect(later.map((view) => view.name)).toEqual(['net']);
  });

  it('knows since when an action has been going on', () => {
    expect(resourcesAt('s', events, operations, now, moment(5)).find((view) => view.name === 'web')?.startedAt).toBe(at(3));
  });

  it('belongs to the operation that had begun last', () => {
    expect(operationAt(operations, moment(5))?.number).toBe(1);
    expect(operationAt(operations, moment(10))?.number).toBe(2);
    expect(operationAt(operations, moment(-1))).toBeUndefined();
  });
});
