import { describe, expect, it } from 'vitest';
import type { OperationView, StackView } from '@/lib/wire/types';
import { availableActions } from './availableActions';

const operation = (action: OperationView['action'], status: OperationView['status'] = 'IN_PROGRESS'): OperationView => ({
  id: 'o', number: 1, action, status, reason: '', actor: 'ann', causeId: null, retain: false, fromRevision: null, toRevision: 1, onFailure: 'keep', createdAt: '', startedAt: '', finishedAt: null,
});
const stack = (latest: OperationView): StackView => ({
  id: 's', name: 'shop', action: latest.action, status: latest.status === 'IN_PROGRESS' ? 'IN_PROGRESS' : 'COMPLETE', statusReason: '', progress: { done: 0, total: 1 }, tags: [], createdAt: '', updatedAt: null, actor: 'ann',
  operations: [latest], revisions: [], resources: [], revision: null, deletedAt: null, protected: false, templateText: '', layout: {}, eventSeq: 1,
} as unknown as StackView);

describe('what can be done with a stack', () => {
  it('is stopping and going back while there is a way back, and stopping where it is else', () => {
    for (const action of ['CREATE', 'UPDATE'] as const) expect(availableActions(stack(operation(action)), 'member')['stop-rollback'].refusal).toBeNull();
    for (const action of ['DELETE', 'ROLLBACK', 'SUSPEND', 'CHECK'] as const) {
      const actions = availableActions(stack(operation(action)), 'member');
      expect([actions['stop-rollback'].refusal, actions['stop-here'].refusal]).toEqual([expect.stringContaining('no way back'), null]);
    }
  });
  it('is not stopping when nothing runs, nor anything for who may only read', () => {
    expect(availableActions(stack(operation('UPDATE', 'COMPLETE')), 'member')['stop-here'].refusal).toBe('Nothing is running.');
    expect(Object.values(availableActions(stack(operation('UPDATE')), 'reader')).every(({ refusal }) => refusal !== null)).toBe(true);
  });
});
