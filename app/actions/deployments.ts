'use server';
/** Runs of deployments, as pages act on them. */
import * as runs from '@/lib/stacks/rerun-deployment';
import type { ActionResult, RunView } from '@/lib/wire/types';
import { asCaller } from './result';

/** Earlier runs of a deployment's resource, the latest first. */
export async function listRuns(project: string, deploymentId: string): Promise<ActionResult<RunView[]>> {
  return asCaller(project, 'reader', (parts, caller) => runs.listRuns(parts, caller, deploymentId));
}

export async function rerunDeployment(project: string, deploymentId: string): Promise<ActionResult<{ stackId: string }>> {
  return asCaller(project, 'member', (parts, caller) => runs.rerunDeployment(parts, caller, deploymentId));
}
