/** Stacks and resources by what a client calls them. Throws HeatFault. */
import { resourceRecord, type ResourceRecord } from '@/lib/store/resource-listing';
import { stackById, stackByName, type StackRecord } from '@/lib/store/stack-listing';
import { entityNotFound, HeatFault } from './fault';
import type { Subject } from './refusal';
import type { Call } from './route';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const ARN = /^arn:openstack:heat::([^:]*):stacks\/([^/]+)\/([^/]+)$/;

/** What a client may call a stack: its name, its id, or its ARN, which is not looked up. */
export async function lookUp({ ports, caller }: Call, called: string): Promise<{ id: string; name: string }> {
  const [, project, name, id] = ARN.exec(called) ?? [];
  if (name !== undefined && id !== undefined) {
    if (project !== caller.projectId) throw entityNotFound('Stack', called);
    return { id, name };
  }
  const stack = (UUID.test(called) ? await stackById(ports.pool, caller.projectId, called) : null) ?? (await stackByName(ports.pool, caller.projectId, called));
  if (stack === null || !mayTouch(caller.stackUser, stack)) throw entityNotFound('Stack', called);
  return stack;
}

/** The stack of `/stacks/{stack_name}/{stack_id}`: both must be its own. Nested and deleted ones are found too. */
export async function stackOf({ ports, caller, params }: Call): Promise<StackRecord> {
  const name = params['stack_name'] ?? '';
  const stack = await stackById(ports.pool, caller.projectId, params['stack_id'] ?? '');
  if (stack === null || stack.name !== name || !mayTouch(caller.stackUser, stack)) throw entityNotFound('Stack', name);
  return stack;
}

/** For what changes a stack: one that is there. A nested stack is changed through its root, which makes it. */
export async function liveRootOf(call: Call): Promise<StackRecord> {
  const stack = await liveStackOf(call);
  if (stack.ownerId !== null) throw new HeatFault('NotSupported', `Changing the nested stack ${stack.name} by itself is not supported. Change the stack that contains it.`);
  return stack;
}

export async function liveStackOf(call: Call): Promise<StackRecord> {
  const stack = await stackOf(call);
  if (stack.deletedAt !== null) throw entityNotFound('Stack', stack.name);
  return stack;
}

export async function resourceOf(call: Call, stack: StackRecord): Promise<ResourceRecord> {
  const name = call.params['resource_name'] ?? '';
  const { stackUser } = call.caller;
  const resource = stack.deletedAt === null ? await resourceRecord(call.ports.pool, stack.id, name) : null;
  if (resource === null) throw new HeatFault('ResourceNotFound', `The Resource (${name}) could not be found in Stack ${stack.name}.`);
  if (stackUser !== null && stackUser.resourceNames !== null && !stackUser.resourceNames.includes(name)) throw new HeatFault('Forbidden', `You are not authorized to access resource ${name}.`);
  return resource;
}

export function subjectOf(stack: StackRecord): Subject {
  return { name: stack.name, action: stack.action, state: `${stack.action}_${stack.status}` };
}

function mayTouch(stackUser: { stackId: string } | null, stack: { id: string }): boolean {
  return stackUser === null || stackUser.stackId === stack.id;
}
