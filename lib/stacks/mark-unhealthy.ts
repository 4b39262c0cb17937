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
}

const UNTOLD = 'state changed by resource_mark_unhealthy api';

/** The worker of the stack writes it down; a resource that is being acted on is refused, and one that is deleted left alone. */
export async function markUnhealthy(ports: StackPorts, target: MarkedResource, mark: { unhealthy: boolean; reason: string | null }): Promise<ActionResult<null>> {
  if (target.status === 'IN_PROGRESS') return refuse('resource_busy', `Resource ${target.name} already has an action (${target.action}) in progress.`);
  if (target.action === 'DELETE' || target.action === 'INIT') return done(null);
  const payload = { [HEALTH_MARK]: { unhealthy: mark.unhealthy, reason: mark.reason ?? UNTOLD } };
  await transaction(ports.pool, (client) => insertSignal(client, randomUUID(), target, payload, (inside, rootId) => ports.queue.enqueueRun(inside, rootId)));
  return done(null);
}
