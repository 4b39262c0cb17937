'use server';
/** Stacks, as pages act on them: each action authorises, calls one use case, and answers with an ActionResult. */
import type { JsonMap } from '@/lib/hot/types';
import * as before from '@/lib/stacks/before-deploying';
import { createStack as create } from '@/lib/stacks/create-stack';
import type { CreateInput, FormInput, OptionsInput, PreviewInput, UpdateInput } from '@/lib/stacks/input';
import * as operations from '@/lib/stacks/operations';
import { outlookOf } from '@/lib/stacks/outlook';
import { type ParameterForm, parameterForm } from '@/lib/stacks/parameter-form';
import * as plans from '@/lib/stacks/plan';
import { planOutcome } from '@/lib/stacks/plan-outcome';
import * as reading from '@/lib/stacks/read';
import { similarFailures } from '@/lib/stacks/similar-failures';
import { updateStack as update } from '@/lib/stacks/update-stack';
import type { ActionResult, DeploymentView, EventView, Expectation, LogChunk, NameAnswer, OutputView, PlanOutcome, PlanView, ResourceDetail, SimilarFailure, StackSummary, StackView } from '@/lib/wire/types';
import type { Outlook } from '@/lib/wire/outlook';
import type { UsedLayer } from '@/lib/wire/environments';
import { asCaller } from './result';

type Accepted = Promise<ActionResult<{ stackId: string }>>;

export async function listStacks(project: string): Promise<ActionResult<StackSummary[]>> {
  return asCaller(project, 'reader', (parts, caller) => reading.listStacks(parts, caller));
}

export async function getStack(project: string, stackId: string): Promise<ActionResult<StackView>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readStack(parts, caller, stackId));
}

/** What happened before the event of a number, the newest of it that one answer holds; none: there is nothing before it. */
export async function listEarlierEvents(project: string, stackId: string, before: number): Promise<ActionResult<EventView[]>> {
  return asCaller(project, 'reader', (parts, caller) => reading.earlierEvents(parts, caller, stackId, before));
}

export async function comparePlan(project: string, stackId: string, operationId: string): Promise<ActionResult<PlanOutcome | null>> {
  return asCaller(project, 'reader', (parts, caller) => planOutcome(parts, caller, stackId, operationId));
}

/** Failures of the project that were like this one. */
export async function listSimilarFailures(project: string, stackId: string, operationId: string): Promise<ActionResult<SimilarFailure[]>> {
  return asCaller(project, 'reader', (parts, caller) => similarFailures(parts, caller, stackId, operationId));
}

export async function getResource(project: string, stackId: string, resourceId: string): Promise<ActionResult<ResourceDetail>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readResource({ ...parts, addressOf: (target) => parts.resources.addresses.url(target) }, caller, stackId, resourceId));
}

/** Pages of clouds' dashboards, by the ids of resources. */
export async function getDashboardLinks(project: string, stackId: string): Promise<ActionResult<Record<string, string>>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readDashboardLinks(parts, caller, stackId));
}

/** Outputs and effective parameters. */
export async function getStackValues(project: string, stackId: string): Promise<ActionResult<{ outputs: OutputView[]; parameters: reading.ParameterView[]; environment: JsonMap }>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readValues(parts, caller, stackId));
}

export async function listDeployments(project: string, stackId: string): Promise<ActionResult<DeploymentView[]>> {
  return asCaller(project, 'reader', (parts, caller) => reading.listDeployments(parts, caller, stackId));
}

/** The output of one run of a deployment, from number `after` + 1. */
export async function readDeploymentLog(project: string, configId: string, after = -1): Promise<ActionResult<LogChunk[]>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readLog(parts, caller, configId, after));
}

export async function getRevisionText(project: string, stackId: string, number: number): Promise<ActionResult<string>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readRevisionText(parts, caller, stackId, number));
}

/** Template, files, environment and layout of what is deployed: what an update starts from. */
export async function getStackSource(project: string, stackId: string): Promise<ActionResult<{ text: string; files: Record<string, string>; environment: JsonMap; layout: JsonMap; environments: UsedLayer[] }>> {
  return asCaller(project, 'reader', (parts, caller) => reading.readSource(parts, caller, stackId));
}

/** The fields of the deploy form, and the values a stack has for them. */
export async function getParameterForm(project: string, input: FormInput): Promise<ActionResult<ParameterForm>> {
  return asCaller(project, 'reader', (parts, caller) => parameterForm(parts, caller, input));
}

/** Whether a new stack can have this name. */
export async function checkStackName(project: string, name: string): Promise<ActionResult<NameAnswer>> {
  return asCaller(project, 'reader', (parts, caller) => before.checkName(parts, caller, name));
}

/** How long what a plan does usually takes here. */
export async function expectDurations(project: string, input: before.ExpectationInput): Promise<ActionResult<Expectation[]>> {
  return asCaller(project, 'reader', (parts, caller) => before.expectedDurations(parts, caller, input));
}

/** What creating (or, with `stackId`, updating) would do. */
export async function previewPlan(project: string, input: PreviewInput): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => plans.previewPlan(parts, caller, input));
}

export async function previewDelete(project: string, stackId: string): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => plans.previewDelete(parts, caller, stackId));
}

export async function previewRollback(project: string, stackId: string, revision: number): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => plans.previewRollback(parts, caller, stackId, revision));
}

export async function previewRetry(project: string, stackId: string): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => plans.previewRetry(parts, caller, stackId));
}

/** What a retry would do, were this failed resource taken for well. */
export async function previewHealthy(project: string, stackId: string, resourceId: string): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => plans.previewHealthy(parts, caller, stackId, resourceId));
}

/** What is left of the operation under way, and how long the like of it took before. */
export async function getOutlook(project: string, stackId: string): Promise<ActionResult<Outlook>> {
  return asCaller(project, 'reader', (parts, caller) => outlookOf(parts, caller, stackId));
}

/** What stopping the operation under way and going back would do now. */
export async function previewStop(project: string, stackId: string): Promise<ActionResult<PlanView>> {
  return asCaller(project, 'reader', (parts, caller) => plans.previewStop(parts, caller, stackId));
}

export async function createStack(project: string, input: CreateInput): Accepted {
  return asCaller(project, 'member', (parts, caller) => create(parts, caller, input));
}

export async function updateStack(project: string, stackId: string, input: UpdateInput): Accepted {
  return asCaller(project, 'member', (parts, caller) => update(parts, caller, stackId, input));
}

export async function deleteStack(project: string, stackId: string, planId?: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.deleteStack(parts, caller, stackId, false, planId));
}

/** Back to an earlier revision. */
export async function rollbackStack(project: string, stackId: string, revision: number, planId?: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.rollbackStack(parts, caller, stackId, revision, planId));
}

/** `rollback`: stop and go back; `stop`: stop and stay. */
export async function cancelOperation(project: string, stackId: string, mode: 'rollback' | 'stop', operationId?: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.cancelOperation(parts, caller, stackId, mode, { operationId }));
}

export async function retryStack(project: string, stackId: string, planId?: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.retryStack(parts, caller, stackId, planId));
}

export async function suspendStack(project: string, stackId: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.suspendStack(parts, caller, stackId));
}

export async function resumeStack(project: string, stackId: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.resumeStack(parts, caller, stackId));
}

export async function checkStack(project: string, stackId: string): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.checkStack(parts, caller, stackId));
}

export async function protectStack(project: string, stackId: string, on: boolean): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.protectStack(parts, caller, stackId, on));
}

/** Tags, timeout and failure policy, which the next operations go by. */
export async function changeStackOptions(project: string, stackId: string, options: OptionsInput): Accepted {
  return asCaller(project, 'member', (parts, caller) => operations.changeStackOptions(parts, caller, stackId, options));
}
