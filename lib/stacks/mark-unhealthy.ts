/** Somebody has seen that a resource is ill, which its cloud does not tell: the next update makes it anew. */
import { randomUUID } from 'node:crypto';
import { HEALTH_MARK } from '@/lib/engine/marks';
import { insertSignal } from '@/lib/store/signals';
import { transaction } from '@/lib/store/transaction';
import type { ActionResult } from '@/lib/wire/types';
import { done, refuse, type StackPorts } from './ports';

export interface MarkedResource {
  id: string;
  stackId: string;
  rootId: string;
  name: string;
  action: string;
  status: string;
  physicalResourceId: string | null;
}

const UNTOLD = 'state changed by resource_mark_unhealthy api';

/**
 * `asItIs`: what failed is taken for well as it is, whatever failed, so that a retry goes on behind it. Heat gets there in two steps, ill and then well again.
 * What was never made stays so: there is nothing that others could refer to.
 *
 * The worker of the stack writes it down; a resource that is being acted on is refused, and one that is deleted left alone.
 */
export async function markUnhealthy(ports: StackPorts, target: MarkedResource, mark: { unhealthy: boolean; asItIs?: boolean; reason: string | null }): Promise<ActionResult<null>> {
  if (target.status === 'IN_PROGRESS') return refuse('resource_busy', `Resource ${target.name} already has an action (${target.action}) in progress.`);
  if (mark.asItIs === true && (target.action === 'INIT' || target.action === 'DELETE' || target.physicalResourceId === null)) return refuse('not_made', `${target.name} does not exist, so that it cannot be taken for well: what needs it would have nothing to refer to.`);
  if (target.action === 'DELETE' || target.action === 'INIT') return done(null);
  const payload = { [HEALTH_MARK]: { unhealthy: mark.unhealthy, ...(mark.asItIs === true ? { asItIs: true } : {}), reason: mark.reason ?? UNTOLD } };
  await transaction(ports.pool, (client) => insertSignal(client, randomUUID(), target, payload, (inside, rootId) => ports.queue.enqueueRun(inside, rootId)));
  return done(null);
}
