/** The plan of an operation that has not been asked for yet. */
import { createHash } from 'node:crypto';
import { familyOf, plan, planView, policiesOf, type ResourceRow, type Sources } from '@/lib/engine';
import { type BoundStack, EMPTY_ENVIRONMENT } from '@/lib/hot';
import type { JsonMap, Template } from '@/lib/hot/types';
import { loadRunState } from '@/lib/store/run-state';
import { bindRevision } from '@/lib/store/run-state-target';
import { type LastOperation, lastOperation, revisionById, revisionByNumber, type StackHead } from '@/lib/store/stacks';
import type { ActionResult, PlanDecision, PlanView, Problem } from '@/lib/wire/types';
import { checkDefinition } from './definition';
import { immutableRefusal } from './immutable';
import { type PreviewInput, parseInput, previewInput } from './input';
import { withLayers } from './layers';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';
import { keptSecrets, openStack } from './find';

export interface PlanRequest {
  /** Null: to nothing. */
  bound: BoundStack | null;
  environment: JsonMap;
  /** What nested resources are made from; absent for nothing. */
  sources?: Sources;
  revisionId: string | null;
  /** What tells this request from another: text, parameters and so on. */
  inputs: unknown;
  /** For "what if": a row as it would be. */
  supposed?: (row: ResourceRow) => ResourceRow;
}

/** The plan against the rows of a stack as they are; null for a stack that is not there yet. */
export async function planFor(ports: StackPorts, head: StackHead | null, request: PlanRequest): Promise<{ ok: true; value: PlanView } | { ok: false; problem: Problem }> {
  const stored = head === null ? [] : (await loadRunState(ports.pool, head.id, ports.vault)).rows;
  const { supposed } = request;
  const tree = supposed === undefined ? stored : stored.map((row) => supposed(row));
  const rows = tree.filter((row) => row.stackId === head?.id);
  const planned = plan(request.bound, rows, {
    registry: ports.registry, revisionId: request.revisionId, previousRevisionId: head?.revisionId ?? null, policies: policiesOf(request.environment),
    nested: { family: familyOf(tree), sources: request.sources ?? { files: {}, environment: EMPTY_ENVIRONMENT, catalogue: ports.catalogue, template: () => null } },
  });
  if (planned.cycle !== null) return refuse('validation', `These resources wait for each other: ${planned.cycle.join(', ')}. Remove one of the references between them.`);
  const secrets = [...(request.bound?.hiddenValues ?? []), ...tree.flatMap((row) => row.secrets)];
  return done(planView(planned, planIdOf(head, stored, request.inputs), secrets));
}

/** Changes with the inputs and with everything of the stack that the plan depends on, what was asked for in between and has not begun among it. */
function planIdOf(head: StackHead | null, rows: readonly ResourceRow[], inputs: unknown): string {
  const state = rows.map((row) => [row.id, row.action, row.status, row.revisionId, row.replacedBy]).sort((a, b) => String(a[0]).localeCompare(String(b[0])));
  return createHash('sha256').update(JSON.stringify([head?.id ?? null, head?.revisionId ?? null, head?.lastOperation ?? null, state, inputs])).digest('base64url').slice(0, 32);
}

/** Decisions by name, as they are kept with the operation: those of the stack itself, without what is nested in it. */
export function decisionsOf(view: PlanView): Record<string, PlanDecision> {
  return Object.fromEntries(view.entries.filter((entry) => !entry.name.includes('/')).map((entry) => [entry.name, entry.decision]));
}

export const MOVED = refuse('moved', 'The stack has changed since this plan was made. Look at the new plan, then deploy.');

/** What creating or updating would do. Nothing is stored. */
export async function previewPlan(ports: StackPorts, caller: Caller, request: PreviewInput): Promise<ActionResult<PlanView>> {
  const input = parseInput(previewInput, request);
  if (!input.ok) return input;
  const { stackId } = input.value;
  const head = stackId ? await openStack(ports, caller, stackId) : null;
  if (stackId && head === null) return NO_SUCH_STACK;
  const context = head === null ? { stackName: input.value.name, stackId: null } : { stackName: head.name, stackId: head.id, keptSecrets: await keptSecrets(ports, head, input.value.forgetHidden) };
  const layered = await withLayers(ports, caller, input.value);
  if (!layered.ok) return layered;
  const given = { ...input.value, ...layered.value };
  const checked = await checkDefinition(ports, caller, given, context);
  if (!checked.ok) return checked;
  const fixed = head === null ? null : await immutableRefusal(ports, head, checked.value.template, checked.value.bound);
  if (fixed !== null) return fixed;
  return planFor(ports, head, { bound: checked.value.bound, sources: checked.value.sources, environment: given.environment, revisionId: null, inputs: planInputs(given) });
}

export function planInputs(input: { text: string; files: Record<string, string>; environment: JsonMap; parameters: JsonMap; secretDefaults: JsonMap }): unknown {
  return [input.text, input.files, input.environment, input.parameters, input.secretDefaults];
}

export async function previewDelete(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<PlanView>> {
  const head = await openStack(ports, caller, stackId);
  return head === null ? NO_SUCH_STACK : toNothing(ports, head, 'delete');
}

function toNothing(ports: StackPorts, head: StackHead, inputs: unknown): Promise<ActionResult<PlanView>> {
  return planFor(ports, head, { bound: null, environment: {}, revisionId: null, inputs });
}

/** `instead`: with this template in place of the revision's own. */
export async function toRevision(ports: StackPorts, head: StackHead, revisionId: string, inputs: unknown, { instead, supposed }: { instead?: Template; supposed?: PlanRequest['supposed'] } = {}): Promise<ActionResult<PlanView>> {
  const [revision, bound] = await Promise.all([revisionById(ports.pool, revisionId), bindRevision(ports, revisionId, instead)]);
  if (!bound.ok) return refuse('validation', bound.reason);
  return planFor(ports, head, { bound: bound.target.bound, sources: bound.target.sources, environment: revision?.environment ?? {}, revisionId: instead === undefined ? revisionId : null, inputs, ...(supposed === undefined ? {} : { supposed }) });
}

/** What an operation that is under way has still to do; null for one that touches everything as it is. */
export async function planOfOperation(ports: StackPorts, head: StackHead, { action, targetRevisionId }: Pick<LastOperation, 'action' | 'targetRevisionId'>): Promise<ActionResult<PlanView> | null> {
  if (action !== 'CREATE' && action !== 'UPDATE' && action !== 'ROLLBACK' && action !== 'RESTORE' && action !== 'DELETE') return null;
  return targetRevisionId === null ? toNothing(ports, head, 'left') : toRevision(ports, head, targetRevisionId, 'left');
}

/** What going on from a failure would do: what worked is kept. */
export async function previewRetry(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<PlanView>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  if (head.action === 'DELETE' || (head.action === 'ROLLBACK' && head.revisionId === null)) return toNothing(ports, head, 'retry');
  if (head.revisionId === null) return refuse('nothing_deployed', `Nothing of "${head.name}" is deployed. Delete it, or update it with a template.`);
  return toRevision(ports, head, head.revisionId, 'retry');
}

/** What a retry would do, were a failed resource taken for well as it is: see `markUnhealthy`. */
export async function previewHealthy(ports: StackPorts, caller: Caller, stackId: string, resourceId: string): Promise<ActionResult<PlanView>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  if (head.revisionId === null) return refuse('nothing_deployed', `Nothing of "${head.name}" is deployed.`);
  return toRevision(ports, head, head.revisionId, ['healthy', resourceId], { supposed: (row) => (row.id === resourceId && row.status === 'FAILED' ? { ...row, action: 'CHECK', status: 'COMPLETE' } : row) });
}

/** What stopping the operation under way and going back would do, as far as it has come by now. */
export async function previewStop(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<PlanView>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const last = await lastOperation(ports.pool, head.id);
  if (last === null) return refuse('nothing_to_cancel', 'Nothing is under way.');
  return last.rollbackRevisionId === null ? toNothing(ports, head, 'stop') : toRevision(ports, head, last.rollbackRevisionId, 'stop');
}

export async function previewRollback(ports: StackPorts, caller: Caller, stackId: string, revision: number): Promise<ActionResult<PlanView>> {
  const head = await openStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const target = await revisionByNumber(ports.pool, head.id, revision);
  return target === null ? refuse('not_found', `The stack has no revision ${revision}.`) : toRevision(ports, head, target.id, ['rollback', revision]);
}
