import { isMap } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import { findStack, revisionById, type StackHead } from '@/lib/store/stacks';
import type { Caller, StackPorts } from './ports';

/** A root stack of the caller's project that has not been deleted. */
export async function openStack(ports: StackPorts, caller: Caller, stackId: string): Promise<StackHead | null> {
  const head = await findStack(ports.pool, caller.projectId, stackId);
  return head === null || head.deletedAt !== null ? null : head;
}

/** Values of hidden parameters that the stack has now, without those to be forgotten. */
export async function keptSecrets(ports: StackPorts, head: StackHead, forget: 'all' | readonly string[] = []): Promise<JsonMap> {
  if (forget === 'all') return {};
  const revision = head.revisionId === null ? null : await revisionById(ports.pool, head.revisionId);
  const opened = revision === null || revision.secrets === null ? null : ports.vault.open(revision.secrets);
  return isMap(opened ?? undefined) && opened !== null && typeof opened === 'object' && !Array.isArray(opened) ? Object.fromEntries(Object.entries(opened).filter(([name]) => !forget.includes(name))) : {};
}
