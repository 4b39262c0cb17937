import { describe, expect, it } from 'vitest';
import { EventLog, NO_EVENTS } from '@/components/live/eventLog';
import type { DeploymentView, EventView, OperationView, ResourceView } from '@/lib/wire/types';
import { nestedPaths } from './nesting';
import { aftermathOf, failedDeployment, rootCauseOf } from './rootCause';

const operation = (number: number, over: Partial<OperationView> = {}): OperationView => ({
  id: `op${number}`, number, action: 'UPDATE', status: 'COMPLETE', reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: 1, toRevision: 2, onFailure: 'rollback', createdAt: at(0), startedAt: at(0), finishedAt: at(9), ...over,
});
const at = (second: number) => new Date(Date.UTC(2026, 0, 1, 0, 0, second)).toISOString();
const event = (seq: number, name: string, status: EventView['status'], over: Partial<EventView> = {}): EventView => ({
  seq, id: `e${seq}`, stackId: 's', operationId: 'op2', resourceId: name, resourceName: name, resourceType: 'T', physicalResourceId: null, action: 'UPDATE', status, reason: `${name} ${status}`, waitingFor: null, at: at(seq), ...over,
});

describe('the cause of a failure', () => {
  const failed = operation(2, { status: 'FAILED' });
  const events = [event(1, 'web', 'IN_PROGRESS'), event(2, 'db', 'IN_PROGRESS'), event(5, 'web', 'FAILED'), event(6, 'db', 'FAILED')];

  it('is the first resource that failed; the others failed with it', () => {
    expect(rootCauseOf({ operations: [failed], resources: [] }, EventLog.of(events))).toMatchObject({ resourceName: 'web', message: 'web FAILED', took: 4000, alsoFailed: ['db'], rollback: null });
  });

  it('stays in view after the rollback', () => {
    const rollback = operation(3, { action: 'ROLLBACK', causeId: 'op2' });
    expect(rootCauseOf({ operations: [rollback, failed], resources: [] }, EventLog.of(events))).toMatchObject({ operation: { id: 'op2' }, resourceName: 'web', rollback: { id: 'op3' } });
  });

  it('is told with what the rollback broke off at, if that failed as well', () => {
    const rollback = operation(3, { action: 'ROLLBACK', status: 'FAILED', causeId: 'op2' });
    const later = [...events, event(7, 'cache', 'FAILED', { operationId: 'op3' })];
    expect(rootCauseOf({ operations: [rollback, failed], resources: [] }, EventLog.of(later))).toMatchObject({ resourceName: 'web', brokeOff: { resourceName: 'cache', message: 'cache FAILED' } });
  });

  it('was said by the run of its script that was asked for by then, not by what the rollback ran', () => {
    const cause = rootCauseOf({ operations: [failed], resources: [] }, EventLog.of(events));
    const run = (id: string, queued: number, status: DeploymentView['status']) => ({ id, resourceName: 'web', status, queuedAt: at(queued) }) as DeploymentView;
    expect(cause && failedDeployment(cause, [run('rollback', 7, 'FAILED'), run('update', 3, 'FAILED'), run('create', 0, 'COMPLETE')])?.id).toBe('update');
  });

  it('is forgotten once a later operation has succeeded', () => {
    expect(rootCauseOf({ operations: [operation(3), failed], resources: [] }, EventLog.of(events))).toBeNull();
  });

  it('is shown while its operation still runs', () => {
    expect(rootCauseOf({ operations: [operation(2, { status: 'IN_PROGRESS', finishedAt: null })], resources: [] }, EventLog.of(events))?.resourceName).toBe('web');
  });

  it('is the stack itself when no resource failed', () => {
    expect(rootCauseOf({ operations: [operation(2, { status: 'FAILED', reason: 'Timed out' })], resources: [] }, NO_EVENTS)).toMatchObject({ resourceName: null, message: 'Timed out' });
  });
});

describe('what a failure meant besides', () => {
  const row = (name: string, requires: string[], stackId = 's', physicalResourceId: string | null = null): ResourceView => ({
    id: `${stackId}-${name}`, stackId, name, type: 'T', physicalResourceId, action: 'CREATE', status: 'COMPLETE', statusReason: '', waitingFor: null, requires, replaces: null, replacedBy: null, startedAt: null, updatedAt: at(0),
  });
  const resources = [row('group', [], 's', 'child'), row('server', [], 'child'), row('after', ['server'], 'child'), row('last', ['group']), row('mail', ['last']), row('lone', [])];
  const events = [
    event(1, 'server', 'FAILED', { stackId: 'child' }), event(2, 'group', 'FAILED', { physicalResourceId: 'child' }), event(3, 'lone', 'COMPLETE'), event(4, 'other', 'FAILED'),
  ];
  const paths = nestedPaths('s', resources, events);
  const cause = rootCauseOf({ operations: [operation(2, { status: 'FAILED' })], resources }, EventLog.of(events));
  const aftermath = cause && aftermathOf(cause, events, resources, paths);

  it('reaches out of the nested stack: what needs the stack around it is affected, too', () => {
    expect(aftermath?.dependents.toSorted()).toEqual(['group / after', 'last', 'mail']);
  });

  it('is what finished in spite of it, and what failed besides; the stacks around it are not counted', () => {
    expect(aftermath).toMatchObject({ finishedAfter: ['lone'], alsoFailed: ['other'] });
  });
});
