/** A stack as a document, for pages as for clients of the API: written from one that is there, and read to take over what it names. */
import { DEEPEST } from '@/lib/engine/children';
import type { JsonMap } from '@/lib/hot/types';
import { createStack } from '@/lib/stacks/create-stack';
import { deployedStack } from '@/lib/stacks/deployed';
import { jsonMap } from '@/lib/stacks/input';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from '@/lib/stacks/ports';
import { listResourceRecords } from '@/lib/store/resource-listing';
import { stackById } from '@/lib/store/stack-listing';
import type { ActionResult } from '@/lib/wire/types';
import { adoptionOf } from './adoption';
import { createBody } from './definition-body';
import { HeatFault } from './fault';
import { exported, exportedResources } from './render/export';
import { templateText } from './template-text';

/** Heat's export document. Refusals: not_found, nothing_deployed. */
export async function exportStack(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<JsonMap>> {
  const stack = await stackById(ports.pool, caller.projectId, stackId);
  if (stack === null || stack.deletedAt !== null) return NO_SUCH_STACK;
  const deployed = await deployedStack(ports, stack);
  if (deployed === null) return refuse('nothing_deployed', `Nothing of "${stack.name}" is deployed.`);
  return done(exported(stack, deployed, exportedResources(await listResourceRecords(ports.pool, stack, DEEPEST, true), stack.id)));
}

/** A new stack whose resources take over what `document`, the text of an export, names. Refusals: those of `createStack`. */
export async function adoptStack(ports: StackPorts, caller: Caller, name: string, document: string): Promise<ActionResult<{ stackId: string }>> {
  try {
    const adoption = adoptionOf(createBody.parse({ stack_name: name, adopt_stack_data: document }));
    if (adoption === null) return refuse('validation', 'There is no document of a stack to adopt.');
    const { template, files, environment, parameters } = adoption.body;
    return await createStack(ports, caller, {
      name, text: templateText(template ?? null), onFailure: 'keep',
      files: textsOf(files), environment: mapOf(environment), parameters: mapOf(parameters),
    }, adoption.resources);
  } catch (fault) {
    if (fault instanceof HeatFault) return refuse('validation', fault.message);
    throw fault;
  }
}

function mapOf(value: unknown): JsonMap {
  return jsonMap.parse(value ?? {});
}

function textsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(Object.entries(jsonMap.parse(value ?? {})).map(([name, text]) => [name, String(text)]));
}
