'use server';
/** Single resources of a stack, or nested in it, as people act on them. */
import type { Json } from '@/lib/hot/types';
import { lookAtResource } from '@/lib/stacks/look';
import { markUnhealthy } from '@/lib/stacks/mark-unhealthy';
import { type Caller, NO_SUCH_STACK, refuse } from '@/lib/stacks/ports';
import { signalResource as deliver } from '@/lib/stacks/signal-resource';
import type { Services } from '@/lib/runtime/services';
import { findStack } from '@/lib/store/stacks';
import { resourceViews } from '@/lib/store/views';
import type { ActionResult, LookView, ResourceView } from '@/lib/wire/types';
import { asCaller } from './result';

type Found = ActionResult<ResourceView & { rootId: string }>;

async function resourceOf(parts: Services, caller: Caller, stackId: string, resourceId: string): Promise<Found> {
  const head = await findStack(parts.pool, caller.projectId, stackId);
  if (head === null || head.deletedAt !== null) return NO_SUCH_STACK;
  const resource = (await resourceViews(parts.pool, head.id)).find(({ id }) => id === resourceId);
  return resource === undefined ? refuse('not_found', 'The stack has no such resource any more.') : { ok: true, value: { ...resource, rootId: head.id } };
}

/** Somebody says that it is ill or well again; `asItIs`: well although its last action failed. */
export async function markResource(project: string, stackId: string, resourceId: string, unhealthy: boolean, reason: string, asItIs = false): Promise<ActionResult<null>> {
  return asCaller(project, 'member', async (parts, caller) => {
    const found = await resourceOf(parts, caller, stackId, resourceId);
    return found.ok ? markUnhealthy(parts, found.value, { unhealthy, asItIs, reason: reason.trim() === '' ? null : reason.trim() }) : found;
  });
}

/** Asks whatever runs it what it is now. */
export async function askResource(project: string, stackId: string, resourceId: string): Promise<ActionResult<LookView>> {
  return asCaller(project, 'reader', (parts, caller) => lookAtResource(parts, caller, stackId, resourceId));
}

/** Sends it a signal, as its script or service would; `{"unset_hook": "pre-create"}` lets it go on from that breakpoint. */
export async function signalResource(project: string, stackId: string, resourceId: string, payload: Json): Promise<ActionResult<null>> {
  return asCaller(project, 'member', async (parts, caller) => {
    const found = await resourceOf(parts, caller, stackId, resourceId);
    return found.ok ? deliver(parts, { ...found.value, pausedFor: found.value.waitingFor }, payload, found.value.name) : found;
  });
}
