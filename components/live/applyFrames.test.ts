import { describe, expect, it } from 'vitest';
import type { EventView, LogChunk, ResourceView, StackFrame, StackView } from '@/lib/wire/types';
import { applyFrames, type StackState } from './applyFrames';
import { NO_EVENTS } from './eventLog';

const resource: ResourceView = {
  id: 'web-1', stackId: 's', name: 'web', type: 'T', physicalResourceId: null, action: 'INIT', status: 'COMPLETE', statusReason: '', waitingFor: null,
  requires: [], replaces: null, replacedBy: null, startedAt: null, updatedAt: '2026-01-01T00:00:00.000Z',
};
const stack: StackView = {
  id: 's', name: 'shop', action: 'CREATE', status: 'IN_PROGRESS', statusReason: '', progress: { done: 0, total: 1 }, tags: [], createdAt: '', updatedAt: null, actor: 'ann',
  projectId: 'p', onFailure: 'rollback', timeoutMins: 60, protected: false, revision: null, revisions: [], operations: [], resources: [resource], eventSeq: 0, templateText: '', layout: {}, deletedAt: null,
};
const empty: StackState = { stack, events: NO_EVENTS, deployments: [], logs: new Map() };
const event = (seq: number, over: Partial<EventView> = {}): StackFrame => ({
  kind: 'event',
  event: { seq, id: `e${seq}`, stackId: 's', operationId: 'op', resourceId: 'web-1', resourceName: 'web', resourceType: 'T', physicalResourceId: null, action: 'CREATE', status: 'IN_PROGRESS', reason: 'state changed', waitingFor: null, at: `2026-01-01T00:00:0${seq}.000Z`, ...over },
});
const chunk = (seq: number): LogChunk => ({ seq, deploymentId: 'd', configId: 'c', stream: 'stdout', text: String(seq), at: '' });

describe('frames of the stream', () => {
  it('give a resource the state of its newest event', () => {
    const { stack: after } = applyFrames(empty, [event(1), event(2, { status: 'COMPLETE', physicalResourceId: 'x' })]);
    expect(after.resources[0]).toMatchObject({ action: 'CREATE', status: 'COMPLETE', physicalResourceId: 'x', startedAt: null, updatedAt: '2026-01-01T00:00:02.000Z' });
    expect(after.eventSeq).toBe(2);
  });

  it('say since when an action runs', () => {
    expect(applyFrames(empty, [event(1)]).stack.resources[0]?.startedAt).toBe('2026-01-01T00:00:01.000Z');
  });

  it('change nothing when they are seen twice', () => {
    const once = applyFrames(empty, [event(1), event(2), { kind: 'log', chunk: chunk(1) }]);
    const twice = applyFrames(once, [event(1), event(2), { kind: 'log', chunk: chunk(1) }]);
    expect(twice).toEqual(once);
  });

  it('show what a signal was without taking it for a state', () => {
    const after = applyFrames(empty, [event(1), event(2, { action: 'SIGNAL', status: 'COMPLETE' })]);
    expect(after.stack.resources[0]).toMatchObject({ action: 'CREATE', status: 'IN_PROGRESS' });
    expect(after.events).toHaveLength(2);
  });

  it('give the stack the state of its own events', () => {
    const after = applyFrames(empty, [event(1, { resourceId: null, resourceName: 'shop', status: 'FAILED', reason: 'broken' })]);
    expect(after.stack).toMatchObject({ action: 'CREATE', status: 'FAILED', statusReason: 'broken' });
  });

  it('leave of output the newest, of the runs that were written to last', () => {
    const long = (seq: number, configId: string): StackFrame => ({ kind: 'log', chunk: { ...chunk(seq), configId, text: 'x'.repeat(90_000) } });
    const frames = [1, 2, 3, 3, 4].map((seq) => long(seq, 'c')).concat(Array.from({ length: 20 }, (_, run) => long(1, `run ${run}`)));
    expect(applyFrames(empty, frames.slice(0, 5)).logs.get('c')?.map(({ seq }) => seq)).toEqual([3, 4]);
    const { logs } = applyFrames(applyFrames(empty, frames), [long(5, 'c')]);
    expect([logs.size, [...logs.keys()].at(-1), logs.has('run 3'), logs.has('run 19')]).toEqual([16, 'c', false, true]);
  });

  it('do not put an older list of resources over newer events', () => {
    const after = applyFrames(empty, [event(3, { status: 'COMPLETE' }), { kind: 'stack', stack, operations: [], resources: [{ ...resource, status: 'IN_PROGRESS', action: 'CREATE', updatedAt: '2026-01-01T00:00:01.000Z' }] }]);
    expect(after.stack.resources[0]?.status).toBe('COMPLETE');
  });
});
