'use client';
import type { PlanView } from '@/lib/wire/types';
import { cancelOperation, checkStack, deleteStack, previewDelete, previewHealthy, previewRetry, previewRollback, previewStop, resumeStack, retryStack, rollbackStack, suspendStack } from '@/app/actions/stacks';
import { abandonStack, previewRestore, restoreSnapshot, takeSnapshot } from '@/app/actions/keeping';
import { markResource } from '@/app/actions/resources';
import { download } from '@/components/ui/download';
import { unwrap } from './unwrap';

/** A command on a stack that needs no more than a yes. */
export interface CommandRequest {
  command: 'rollback' | 'delete' | 'stop-rollback' | 'stop-here' | 'retry' | 'suspend' | 'resume' | 'check' | 'snapshot' | 'restore' | 'abandon' | 'healthy';
  /** Where a rollback goes. */
  revision?: number;
  /** Which one is restored. */
  snapshot?: { id: string; name: string };
  /** Which operation is stopped: no other one in its stead. */
  operation?: string;
  /** Which failed resource is taken for well. */
  resource?: { id: string; name: string };
  /** Of a snapshot that is taken; may be empty. */
  name?: string;
}

/** What a command that has a plan will do. */
export async function planOf(project: string, stackId: string, request: CommandRequest): Promise<PlanView> {
  switch (request.command) {
    case 'delete':
      return unwrap(await previewDelete(project, stackId));
    case 'retry':
      return unwrap(await previewRetry(project, stackId));
    case 'stop-rollback':
      return unwrap(await previewStop(project, stackId));
    case 'restore':
      return unwrap(await previewRestore(project, stackId, request.snapshot?.id ?? ''));
    case 'healthy':
      return unwrap(await previewHealthy(project, stackId, request.resource?.id ?? ''));
    default:
      return unwrap(await previewRollback(project, stackId, request.revision ?? 0));
  }
}

export async function runCommand(project: string, stackId: string, request: CommandRequest, planId: string | undefined): Promise<void> {
  switch (request.command) {
    case 'rollback':
      unwrap(await rollbackStack(project, stackId, request.revision ?? 0, planId));
      return;
    case 'delete':
      unwrap(await deleteStack(project, stackId, planId));
      return;
    case 'stop-rollback':
      unwrap(await cancelOperation(project, stackId, 'rollback', request.operation));
      return;
    case 'stop-here':
      unwrap(await cancelOperation(project, stackId, 'stop', request.operation));
      return;
    case 'retry':
      unwrap(await retryStack(project, stackId, planId));
      return;
    case 'suspend':
      unwrap(await suspendStack(project, stackId));
      return;
    case 'resume':
      unwrap(await resumeStack(project, stackId));
      return;
    case 'check':
      unwrap(await checkStack(project, stackId));
      return;
    case 'snapshot':
      unwrap(await takeSnapshot(project, stackId, request.name ?? ''));
      return;
    case 'restore':
      unwrap(await restoreSnapshot(project, stackId, request.snapshot?.id ?? '', planId));
      return;
    case 'healthy':
      unwrap(await markResource(project, stackId, request.resource?.id ?? '', false, '', true));
      return;
    case 'abandon':
      download(`${stackId}.json`, unwrap(await abandonStack(project, stackId)));
      return;
  }
}
