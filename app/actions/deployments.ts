'use server';
/** Runs of deployments, as pages act on them. */
import type { Json } from '@/lib/hot/types';
import { cancelDeployment as cancel, signalDeployment as signal } from '@/lib/stacks/end-deployment';
import * as runs from '@/lib/stacks/rerun-deployment';
import { deploymentBoard } from '@/lib/store/deployment-board';
import { TRIAL_TAG } from '@/lib/wire/library';
import type { ActionResult, DeploymentList, DeploymentQuery, RunView } from '@/lib/wire/types';
import { asCaller, noted } from './result';

/** Those of a project, the latest first. */
export async function listDeployments(project: string, query: DeploymentQuery): Promise<ActionResult<DeploymentList>> {
  return asCaller(project, 'reader', async ({ pool }, { projectId }) => ({ ok: true, value: await deploymentBoard(pool, projectId, query, TRIAL_TAG) }));
}

/** Earlier runs of a deployment's resource, the latest first. */
export async function listRuns(project: string, deploymentId: string): Promise<ActionResult<RunView[]>> {
  return asCaller(project, 'reader', (parts, caller) => runs.listRuns(parts, caller, deploymentId));
}

export async function rerunDeployment(project: string, deploymentId: string): Promise<ActionResult<{ stackId: string }>> {
  return asCaller(project, 'member', (parts, caller) => runs.rerunDeployment(parts, caller, deploymentId));
}

export async function cancelDeployment(project: string, deploymentId: string): Promise<ActionResult<{ name: string }>> {
  return asCaller(project, 'member', noted((parts, caller) => cancel(parts, caller, deploymentId), ({ name }) => ({ action: 'cancelled', kind: 'deployment', name, id: deploymentId })));
}

export async function signalDeployment(project: string, deploymentId: string, payload: Json): Promise<ActionResult<{ name: string }>> {
  return asCaller(project, 'member', noted((parts, caller) => signal(parts, caller, deploymentId, payload), ({ name }) => ({ action: 'signalled', kind: 'deployment', name, id: deploymentId })));
}
