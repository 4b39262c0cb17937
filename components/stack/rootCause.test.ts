import { describe, expect, it } from 'vitest';
import type { EventView, OperationView } from '@/lib/wire/types';
import { rootCauseOf } from './rootCause';

const operation = (number: number, over: Partial<OperationView> = {}): OperationView => ({
  id: `op${number}`, number, action: 'UPDATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, fromRevision: 1, toRevision: 2, onFailure: 'rollback', createdAt: at(0), startedAt: at(0), finishedAt: at(9), ...over,
});
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const event = (seq: number, name: string, status: EventView['status'], over: Partial<EventView> = {}): EventView => ({
  seq, id: `e${seq}`, stackId: 's', operationId: 'op2', resourceId: name, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'UPDATE', status, reason: `${name} ${status}`, waitingFor: null, at: at(seq), ...over,
});

describe('the cause of a failure', () => {
  const failed = operation(2, { status: 'FAILED' });
  const events = [event(1, 'web', 'IN_PROGRESS'), event(2, 'db', 'IN_PROGRESS'), event(5, 'web', 'FAILED'), event(6, 'db', 'FAILED')];

  it('is the first resource that failed; the others failed with it', () => {
    expect(rootCauseOf({ operations: [failed], resources: [] }, events)).toMatchObject({ resourceName: 'web', message: 'web FAILED', took: 4000, alsoFailed: ['db'], rollback: null });
  });

  it('stays in view after the rollback', () => {
    const rollback = operation(3, { action: 'ROLLBACK', causeId: 'op2' });
    expect(rootCauseOf({ operations: [rollback, failed], resources: [] }, events)).toMatchObject({ operation: { id: 'op2' }, resourceName: 'web', rollback: { id: 'op3' } });
  });

  it('is forgotten once a later operation has succeeded', () => {
    expect(rootCauseOf({ operations: [operation(3), failed], resources: [] }, events)).toBeNull();
  });

  it('is shown while its operation still runs', () => {
    expect(rootCauseOf({ operations: [operation(2, { status: 'IN_PROGRESS', finishedAt: null })], resources: [] }, events)?.resourceName).toBe('web');
  });

  it('is the stack itself when no resource failed', () => {
    expect(rootCauseOf({ operations: [operation(2, { status: 'FAILED', reason: 'Timed out' })], resources: [] }, [])).toMatchObject({ resourceName: null, message: 'Timed out' });
  });
});
