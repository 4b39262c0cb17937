/** Operations that need no new definition: delete, roll back, cancel, retry, suspend, resume, check. */
import type { PoolClient } from 'pg';
import type { Action } from '@/lib/engine/states';
import { changeOptions, findStack, insertOperation, lastOperation, type NewOperation, requestCancel, revisionByNumber, setProtected, type StackHead } from '@/lib/store/stacks';
import { transaction } from '@/lib/store/transaction';
import type { ActionResult, PlanView, Problem } from '@/lib/wire/types';
import { openStack } from './find';
import { type OptionsInput, optionsInput, parseInput } from './input';
import { decisionsOf, MOVED, previewDelete, previewRetry, previewRollback } from './plan';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';
import { updateRefusal } from './update-stack';

type Accepted = ActionResult<{ stackId: string }>;
type Wanted = { ok: true; value: Pick<NewOperation, 'action' | 'targetRevisionId' | 'rollbackRevisionId'> & Partial<Pick<NewOperation, 'onFailure' | 'retain' | 'plan'>> } | { ok: false; problem: Problem };

/** Asks for one operation on a stack that stands still while it is decided which; `asked` stores what belongs to it, in the same transaction. */
export async function request(
  ports: StackPorts, caller: Caller, stackId: string, decide: (head: StackHead, client: PoolClient) => Promise<Wanted> | Wanted,
  asked: (client: PoolClient, operationId: string) => Promise<void> = () => Promise.resolve(),
): Promise<Accepted> {
  return transaction(ports.pool, async (client) => {
    const head = await findStack(client, caller.projectId, stackId, true);
    if (head === null || head.deletedAt !== null) return NO_SUCH_STACK;
    const wanted = await decide(head, client);
    if (!wanted.ok) return wanted;
    const operationId = await insertOperation(client, { stackId: head.id, onFailure: head.onFailure, timeoutMins: head.timeoutMins, actor: caller.userName, plan: null, ...wanted.value });
    await asked(client, operationId);
    await ports.queue.enqueueRun(client, head.id);
    return done({ stackId: head.id });
  });
}

/** What was shown before, when a plan id came with the request: refused when the stack has moved since, else kept to be compared with what happens. */
export async function shownBefore(planId: string | undefined, preview: () => Promise<ActionResult<PlanView>>): Promise<ActionResult<NewOperation['plan']>> {
  if (planId === undefined) return done(null);
  const planned = await preview();
  if (!planned.ok) return planned;
  return planned.value.planId === planId ? done(decisionsOf(planned.value)) : MOVED;
}

/** `retain`: the stack goes, what its resources stand for stays. */
export async function deleteStack(ports: StackPorts, caller: Caller, stackId: string, retain = false, planId?: string): Promise<Accepted> {
  const shown = await shownBefore(planId, () => previewDelete(ports, caller, stackId));
  if (!shown.ok) return shown;
  return request(ports, caller, stackId, (head) => {
    if (head.protected) return refuse('protected', `"${head.name}" is protected against deletion. Take the protection off first.`);
    return done({ action: 'DELETE' as const, targetRevisionId: null, rollbackRevisionId: null, onFailure: 'keep' as const, retain, plan: shown.value });
  });
}

/** To any earlier revision. With a plan id it is refused when the stack moved since the plan was shown. */
export async function rollbackStack(ports: StackPorts, caller: Caller, stackId: string, revision: number, planId?: string): Promise<Accepted> {
  const shown = await shownBefore(planId, () => previewRollback(ports, caller, stackId, revision));
  if (!shown.ok) return shown;
  return request(ports, caller, stackId, async (head, client) => {
    const refusal = updateRefusal(head);
    if (refusal !== null) return refusal;
    const target = await revisionByNumber(client, head.id, revision);
    if (target === null) return refuse('not_found', `The stack has no revision ${revision}. The list of revisions shows which there are.`);
    return done({ action: 'ROLLBACK' as const, targetRevisionId: target.id, rollbackRevisionId: null, onFailure: 'keep' as const, plan: shown.value });
  });
}

/**
 * `rollback`: what is in flight finishes, then the stack goes back; `stop`: it stays as it is then. `only`: of these actions, others are left alone. `operationId`: the one
 * that was looked at; the rollback that has begun after it failed is not stopped in its stead.
 */
export async function cancelOperation(ports: StackPorts, caller: Caller, stackId: string, mode: 'rollback' | 'stop', which: { only?: readonly Action[]; operationId?: string } = {}): Promise<Accepted> {
  return transaction(ports.pool, async (client) => {
    const head = await findStack(client, caller.projectId, stackId, true);
    if (head === null || head.deletedAt !== null) return NO_SUCH_STACK;
    const action = await requestCancel(client, head.id, mode, which);
    if (action === null && which.operationId !== undefined) return refuse('moved', 'What you wanted to stop has ended meanwhile. Nothing was stopped.');
    if (action === null) return refuse('nothing_to_cancel', `Cancelling update when stack is ${head.action}_${head.status} is not supported: nothing is under way.`);
    await ports.queue.enqueueRun(client, head.id);
    return done({ stackId: head.id });
  });
}

/** Goes on from a failure: what succeeded is kept, what failed is made anew. */
export async function retryStack(ports: StackPorts, caller: Caller, stackId: string, planId?: string): Promise<Accepted> {
  const shown = await shownBefore(planId, () => previewRetry(ports, caller, stackId));
  if (!shown.ok) return shown;
  const plan = shown.value;
  return request(ports, caller, stackId, async (head, client) => {
    const last = await lastOperation(client, head.id);
    if (head.status !== 'FAILED' && last?.status !== 'PAUSED') return refuse('not_failed', `"${head.name}" has not failed: it is ${head.action}_${head.status}.`);
    if (head.action === 'DELETE') return done({ action: 'DELETE' as const, targetRevisionId: null, rollbackRevisionId: null, onFailure: 'keep' as const, plan });
    // A way back that broke off is gone on with as what it is: from there no other leads back.
    if (head.action === 'ROLLBACK') return done({ action: 'ROLLBACK' as const, targetRevisionId: head.revisionId, rollbackRevisionId: null, onFailure: 'keep' as const, plan });
    if (head.revisionId === null) return refuse('nothing_deployed', `Nothing of "${head.name}" is deployed. Delete it, or update it with a template.`);
    if (head.action === 'SUSPEND' || head.action === 'RESUME' || head.action === 'CHECK') return done({ action: head.action, targetRevisionId: head.revisionId, rollbackRevisionId: head.revisionId });
    return done({ action: 'UPDATE' as const, targetRevisionId: head.revisionId, rollbackRevisionId: head.previousRevisionId, plan });
  });
}

export const suspendStack = onEverything('SUSPEND', (head) => (head.status === 'IN_PROGRESS' ? busy(head) : null));
export const resumeStack = onEverything('RESUME', (head) => (head.suspended || head.action === 'RESUME' ? (head.status === 'IN_PROGRESS' ? busy(head) : null) : refuse('not_suspended', `"${head.name}" is not suspended: it is ${head.action}_${head.status}.`)));
export const checkStack = onEverything('CHECK', (head) => (head.status === 'IN_PROGRESS' ? busy(head) : null));

export function busy(head: StackHead): ReturnType<typeof refuse> {
  return refuse('busy', `Stack ${head.name} already has an action (${head.action}) in progress. Wait for it, or cancel it.`);
}

function onEverything(action: Extract<Action, 'SUSPEND' | 'RESUME' | 'CHECK'>, refusal: (head: StackHead) => ReturnType<typeof refuse> | null) {
  return (ports: StackPorts, caller: Caller, stackId: string): Promise<Accepted> =>
    request(ports, caller, stackId, (head) => refusal(head) ?? done({ action, targetRevisionId: head.revisionId, rollbackRevisionId: head.revisionId, onFailure: 'keep' as const }));
}

export async function protectStack(ports: StackPorts, caller: Caller, stackId: string, on: boolean): Promise<Accepted> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  await setProtected(ports.pool, head.id, on);
  return done({ stackId: head.id });
}

/** What the next operations go by. Nothing is done to any resource. */
export async function changeStackOptions(ports: StackPorts, caller: Caller, stackId: string, request: OptionsInput): Promise<Accepted> {
  const input = parseInput(optionsInput, request);
  if (!input.ok) return input;
  return transaction(ports.pool, async (client) => {
    const head = await findStack(client, caller.projectId, stackId, true);
    if (head === null || head.deletedAt !== null) return NO_SUCH_STACK;
    await changeOptions(client, head.id, input.value);
    return done({ stackId: head.id });
  });
}
