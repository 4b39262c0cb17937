/** Operations on a stack that need no new definition. */
import { z } from 'zod';
import type { Json } from '@/lib/hot/types';
import { cancelOperation, checkStack, resumeStack, suspendStack } from '@/lib/stacks/operations';
import type { StackRecord } from '@/lib/store/stack-listing';
import type { ActionResult } from '@/lib/wire/types';
import { badRequest } from '../fault';
import { liveRootOf, subjectOf } from '../find';
import { granted } from '../refusal';
import { type Call, NO_QUERY, route } from '../route';

type Operation = (call: Call, stack: StackRecord) => Promise<ActionResult<unknown>>;

const ACTIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['suspend', ({ ports, caller }, { id }) => suspendStack(ports, caller, id)],
  ['resume', ({ ports, caller }, { id }) => resumeStack(ports, caller, id)],
  ['check', ({ ports, caller }, { id }) => checkStack(ports, caller, id)],
  ['cancel_update', ({ ports, caller }, { id }) => cancelOperation(ports, caller, id, 'rollback', { only: ['UPDATE'] })],
  ['cancel_without_rollback', ({ ports, caller }, { id }) => cancelOperation(ports, caller, id, 'stop', { only: ['CREATE', 'UPDATE'] })],
]);

const act = route({
  method: 'POST', path: '/stacks/{stack_name}/{stack_id}/actions', tag: 'Stacks', summary: 'Suspend, resume or check a stack, or cancel what it does', policy: 'actions:action', role: 'member', status: 200,
  answer: 'null', returns: z.null(), query: NO_QUERY,
  body: z.custom<Json | undefined>().meta({ type: 'object', description: `Exactly one of ${[...ACTIONS.keys()].join(', ')}, with null as its value.` }),
  async handler(call) {
    const wanted = Object.keys(typeof call.body === 'object' && call.body !== null ? call.body : {});
    const [name] = wanted;
    if (name === undefined) throw badRequest('No action specified');
    if (wanted.length > 1) throw badRequest('Multiple actions specified');
    const operation = ACTIONS.get(name);
    if (operation === undefined) throw badRequest(`Invalid action ${name} specified`);
    const stack = await liveRootOf(call);
    granted(await operation(call, stack), subjectOf(stack));
    return null;
  },
});

export const actionRoutes = [act];
