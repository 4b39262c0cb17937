import { changeOptions, findStack, insertOperation, insertRevision, lastOperation, type StackHead } from '@/lib/store/stacks';
import { transaction } from '@/lib/store/transaction';
import type { ActionResult } from '@/lib/wire/types';
import { checkDefinition } from './definition';
import { keptSecrets, openStack } from './find';
import { immutableRefusal } from './immutable';
import { parseInput, type UpdateInput, updateInput } from './input';
import { noteSecretReads, withLayers } from './layers';
import { decisionsOf, MOVED, planFor, planInputs } from './plan';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';

/**
 * Replaces template, environment and parameters; hidden parameters that are not given keep their values. An operation under way is pre-empted.
 * Refusals: not_found, validation, too_large, suspended, deleting, moved.
 */
export async function updateStack(ports: StackPorts, caller: Caller, stackId: string, request: UpdateInput): Promise<ActionResult<{ stackId: string }>> {
  const input = parseInput(updateInput, request);
  if (!input.ok) return input;
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const refusal = updateRefusal(head);
  if (refusal !== null) return refusal;
  const layered = await withLayers(ports, caller, input.value);
  if (!layered.ok) return layered;
  const given = { ...input.value, ...layered.value };
  const checked = await checkDefinition(ports, caller, given, { stackName: head.name, stackId: head.id, keptSecrets: await keptSecrets(ports, head, input.value.forgetHidden) });
  if (!checked.ok) return checked;
  const { template, bound, parameters, secrets } = checked.value;
  const fixed = await immutableRefusal(ports, head, template, bound);
  if (fixed !== null) return fixed;
  const { text, files, environment, layout, message, onFailure, timeoutMins, tags, planId, converge, layers } = given;
  const planned = await planFor(ports, head, { bound, sources: checked.value.sources, environment, revisionId: null, inputs: planInputs(given) });
  if (!planned.ok) return planned;
  if (planId !== undefined && planId !== planned.value.planId) return MOVED;
  const accepted = await transaction(ports.pool, async (client): Promise<ActionResult<{ stackId: string }>> => {
    const now = await findStack(client, caller.projectId, head.id, true);
    if (now === null || now.deletedAt !== null) return NO_SUCH_STACK;
    // Somebody else's request may have come in between, and not have begun yet.
    if (planId !== undefined && (now.eventSeq !== head.eventSeq || ((await lastOperation(client, head.id))?.number ?? 0) !== head.lastOperation)) return MOVED;
    const revisionId = await insertRevision(client, {
      stackId: head.id, templateText: text, template, files, environment, parameters, message, layout, layers, createdBy: caller.userName,
      secrets: Object.keys(secrets).length === 0 ? null : ports.vault.seal(secrets),
    });
    await changeOptions(client, head.id, { onFailure, timeoutMins, tags });
    await insertOperation(client, {
      stackId: head.id, action: 'UPDATE', targetRevisionId: revisionId, rollbackRevisionId: now.revisionId, onFailure, timeoutMins, actor: caller.userName, plan: decisionsOf(planned.value), converge,
    });
    await ports.queue.enqueueRun(client, head.id);
    return done({ stackId: head.id });
  });
  if (accepted.ok) await noteSecretReads(ports, caller, layers, head.name);
  return accepted;
}

/** Why a stack cannot be changed as it is; texts are Heat's where it has one. */
export function updateRefusal(head: StackHead): ReturnType<typeof refuse> | null {
  if (head.suspended) return refuse('suspended', 'Updating a stack when it is suspended is not supported. Resume it first.');
  if (head.action === 'DELETE') return refuse('deleting', 'Updating a stack when it is deleting is not supported.');
  return null;
}
