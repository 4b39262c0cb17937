import { randomUUID } from 'node:crypto';
import type { Adopted } from '@/lib/engine/types';
import { insertOperation, insertRevision, insertStack, placeFor } from '@/lib/store/stacks';
import { transaction } from '@/lib/store/transaction';
import type { ActionResult } from '@/lib/wire/types';
import { checkDefinition } from './definition';
import { type CreateInput, createInput, parseInput } from './input';
import { MOST_STACKS, stacksRefusal } from './limits';
import { noteSecretReads, withLayers } from './layers';
import { decisionsOf, MOVED, planFor, planInputs } from './plan';
import { type Caller, done, refuse, type StackPorts } from './ports';

/**
 * Stores a stack and asks for its creation, all or nothing. Refusals: validation, too_large, conflict (the name), moved (the plan). With `adopt` its
 * resources take over what exists already, by their names, instead of making it.
 */
export async function createStack(ports: StackPorts, caller: Caller, request: CreateInput, adopt?: Readonly<Record<string, Adopted>>): Promise<ActionResult<{ stackId: string }>> {
  const input = parseInput(createInput, request);
  if (!input.ok) return input;
  const layered = await withLayers(ports, caller, input.value);
  if (!layered.ok) return layered;
  const given = { ...input.value, ...layered.value };
  const { name, text, files, environment, layout, message, onFailure, timeoutMins, tags, planId, layers } = given;
  const id = randomUUID();
  const action = adopt === undefined ? 'CREATE' : 'ADOPT';
  const checked = await checkDefinition(ports, caller, given, { stackName: name, stackId: id });
  if (!checked.ok) return checked;
  const { template, bound, parameters, secrets } = checked.value;
  const planned = await planFor(ports, null, { bound, sources: checked.value.sources, environment, revisionId: null, inputs: planInputs(given) });
  if (!planned.ok) return planned;
  if (planId !== undefined && planId !== planned.value.planId) return MOVED;
  const created = await transaction(ports.pool, async (client): Promise<ActionResult<{ stackId: string }>> => {
    const { isTaken, present } = await placeFor(client, caller.projectId, name, MOST_STACKS);
    if (isTaken) {
      return refuse('conflict', `The project has a stack "${name}" already. Choose another name, or update that stack.`, [
        { code: 'stack-exists', severity: 'error', message: `The Stack (${name}) already exists.`, path: ['name'], heat: { type: 'StackExists', message: `The Stack (${name}) already exists.` } },
      ]);
    }
    const full = stacksRefusal(caller, present);
    if (full !== null) return full;
    await insertStack(client, { id, action, projectId: caller.projectId, name, onFailure, timeoutMins, tags, createdBy: caller.userName });
    const revisionId = await insertRevision(client, {
      stackId: id, templateText: text, template, files, environment, parameters, message, layout, layers, createdBy: caller.userName,
      secrets: Object.keys(secrets).length === 0 ? null : ports.vault.seal(secrets),
    });
    await insertOperation(client, {
      stackId: id, action, ...(adopt === undefined ? {} : { adopt }), targetRevisionId: revisionId, rollbackRevisionId: null, onFailure, timeoutMins, actor: caller.userName, plan: decisionsOf(planned.value),
    });
    await ports.queue.enqueueRun(client, id, true);
    return done({ stackId: id });
  });
  if (created.ok) await noteSecretReads(ports, caller, layers, name);
  return created;
}
