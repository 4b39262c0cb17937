/** A run of a deployment that is under way, ended by a person: given up, or signalled in the place of its script. */
import { randomUUID } from 'node:crypto';
import { cancelMark, withoutMarks } from '@/lib/engine/marks';
import type { Json } from '@/lib/hot/types';
import { signalOfRun } from '@/lib/software/signal-address';
import { endRun, type OpenRun, openRun } from '@/lib/store/open-runs';
import { insertSignal } from '@/lib/store/signals';
import { transaction } from '@/lib/store/transaction';
import type { ActionResult } from '@/lib/wire/types';
import { type Caller, done, refuse, type StackPorts } from './ports';

const OVER = refuse('not_found', 'This run is over, or its deployment is gone. The page shows how it ended.');

/** The deployment fails, and its stack does what it does on a failure. A script that runs is ended by its agent. Refusals: not_found. */
export async function cancelDeployment(ports: StackPorts, caller: Caller, deploymentId: string): Promise<ActionResult<{ name: string }>> {
  const run = await openRun(ports.pool, caller.projectId, deploymentId);
  if (run === null) return OVER;
  if (run.waiting !== null) await send(ports, run, run.waiting, cancelMark(caller.userName));
  else if (!(await endRun(ports.pool, deploymentId, run.configId, `Cancelled by ${caller.userName}`))) return OVER;
  return done({ name: run.name });
}

/** As if the script had sent `payload` at its end. Refusals: not_found, signal (nothing waits for it). */
export async function signalDeployment(ports: StackPorts, caller: Caller, deploymentId: string, payload: Json): Promise<ActionResult<{ name: string }>> {
  const run = await openRun(ports.pool, caller.projectId, deploymentId);
  if (run === null) return OVER;
  if (run.waiting === null) return refuse('signal', `No resource waits for a signal of ${run.name}: it ends with its script, or is cancelled.`);
  await send(ports, run, run.waiting, withoutMarks(payload));
  return done({ name: run.name });
}

/** For this run alone: one that begins meanwhile is left as it is. */
function send({ pool, queue }: StackPorts, { configId }: OpenRun, target: NonNullable<OpenRun['waiting']>, payload: Json): Promise<void> {
  return transaction(pool, (client) => insertSignal(client, randomUUID(), target, signalOfRun(configId, payload), (inside, rootId) => queue.enqueueRun(inside, rootId)));
}
