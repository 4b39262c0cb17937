/** Running a deployment once more, although nothing has changed: it is marked, and an update to what is deployed makes it anew. */
import { randomUUID } from 'node:crypto';
import { HEALTH_MARK } from '@/lib/engine/marks';
import { deploymentTarget, earlierRuns } from '@/lib/store/deployment-runs';
import { insertSignal } from '@/lib/store/signals';
import type { ActionResult, RunView } from '@/lib/wire/types';
import { busy, request } from './operations';
import { type Caller, done, refuse, type StackPorts } from './ports';
import { updateRefusal } from './update-stack';

const GONE = refuse('not_found', 'This deployment is not part of a stack any more, so that there is nothing to run it again. What it wrote stays.');

/**
 * Through the engine, as an UPDATE of its own in the stack's history, by this caller. What reads its outputs follows. A failure is kept and not
 * rolled back: nothing has changed that could be taken back. Refusals: not_found, busy, resource_busy, and those of an update.
 */
export async function rerunDeployment(ports: StackPorts, caller: Caller, deploymentId: string): Promise<ActionResult<{ stackId: string }>> {
  const target = await deploymentTarget(ports.pool, caller.projectId, deploymentId);
  if (target === null) return GONE;
  if (target.status === 'IN_PROGRESS') return refuse('resource_busy', `${target.name} runs already. Wait for its end, or cancel the operation.`);
  return request(
    ports, caller, target.rootId,
    (head) => {
      if (head.status === 'IN_PROGRESS') return busy(head);
      const refusal = updateRefusal(head);
      if (refusal !== null) return refusal;
      return done({ action: 'UPDATE' as const, targetRevisionId: head.revisionId, rollbackRevisionId: head.previousRevisionId, onFailure: 'keep' as const });
    },
    (client) => insertSignal(client, randomUUID(), target, { [HEALTH_MARK]: { unhealthy: true, reason: `${caller.userName} asked for another run` } }, (inside, rootId) => ports.queue.enqueueRun(inside, rootId)),
  );
}

/** Runs before the one that a deployment shows, the latest first. */
export async function listRuns({ pool }: StackPorts, { projectId }: Caller, deploymentId: string): Promise<ActionResult<RunView[]>> {
  return done(await earlierRuns(pool, projectId, deploymentId));
}
