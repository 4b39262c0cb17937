import { describe, expect, it } from 'vitest';
import type { OperationView, ResourceView } from '@/lib/wire/types';
import { stoppedOf } from './stopped';

const resource = (name: string, status: ResourceView['status']): ResourceView => ({
  id: name, stackId: 's', name, type: 'T', physicalResourceId: null, action: 'CREATE', status, statusReason: '', waitingFor: null, requires: [], replaces: null, replacedBy: null, startedAt: null, updatedAt: '',
});
const operation = (status: OperationView['status']): OperationView => ({
  id: 'o', number: 2, action: 'UPDATE', status, reason: 'Stack UPDATE cancelled', actor: 'ann', createdAt: '', startedAt: null, finishedAt: null, causeId: null, retain: false, fromRevision: 1, toRevision: 2, onFailure: 'keep',
});
const stack = (status: OperationView['status'], more: object = {}) => ({ status: 'FAILED' as const, deletedAt: null, operations: [operation(status)], resources: [resource('one', 'COMPLETE'), resource('two', 'IN_PROGRESS')], ...more });

describe('an operation that somebody stopped', () => {
  it('is told of while nothing else has begun, with what still finishes', () => {
    expect(stoppedOf(stack('CANCELLED'))).toMatchObject({ operation: { number: 2 }, finishing: [{ name: 'two' }] });
  });
  it('is none that failed, that goes on, or whose stack is gone', () => {
    expect(stoppedOf(stack('FAILED'))).toBeNull();
    expect(stoppedOf(stack('CANCELLED', { status: 'IN_PROGRESS' }))).toBeNull();
    expect(stoppedOf(stack('CANCELLED', { deletedAt: '2026-01-01' }))).toBeNull();
    expect(stoppedOf(stack('CANCELLED', { operations: [] }))).toBeNull();
  });
});
