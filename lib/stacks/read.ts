/** Reading stacks: everything a page or client may see, for callers of their project only. */
import { familyOf, maskJson, treeResolver } from '@/lib/engine';
import { resolveOutput } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { dashboardLink } from '@/lib/providers/openstack/dashboard';
import { openStackSettings } from '@/lib/providers/openstack/settings';
import { connectionOfResource, connectionsOfResources } from '@/lib/store/connections';
import { deploymentViews, logAfter } from '@/lib/store/deployment-views';
import type { SignalTarget } from '@/lib/software/signal-address';
import { loadRunState } from '@/lib/store/run-state';
import { bindRevision } from '@/lib/store/run-state-target';
import { findStackUser } from '@/lib/store/stack-users';
import { findStack, revisionById, revisionByNumber, type RevisionSource, type StackHead } from '@/lib/store/stacks';
import { eventsAfter, eventsBefore, operationViews, resourceDetail, resourceViews, revisionViews, stackSummaries, stackSummary } from '@/lib/store/views';
import type { UsedLayer } from '@/lib/wire/environments';
import { type ActionResult, type DeploymentView, EVENTS_AT_FIRST, type EventView, type LogChunk, type OutputView, type ResourceDetail, type StackSummary, type StackView } from '@/lib/wire/types';
import { keptSecrets } from './find';
import { inTextOrder } from './text-order';
import { type Caller, done, NO_SUCH_STACK, refuse, type StackPorts } from './ports';

export async function listStacks(ports: StackPorts, caller: Caller): Promise<ActionResult<StackSummary[]>> {
  return done(await stackSummaries(ports.pool, caller.projectId));
}

/** Deleted stacks too: their history stays readable. */
async function anyStack(ports: StackPorts, caller: Caller, stackId: string): Promise<StackHead | null> {
  return findStack(ports.pool, caller.projectId, stackId);
}

export async function readStack(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<StackView>> {
  const head = await anyStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  // The number first: what happens between the readings is then streamed, and seen at worst twice.
  const [summary, operations, resources, revisions, revision] = await Promise.all([
    stackSummary(ports.pool, head.id),
    operationViews(ports.pool, head.id),
    resourceViews(ports.pool, head.id),
    revisionViews(ports.pool, head.id),
    head.revisionId === null ? null : revisionById(ports.pool, head.revisionId),
  ]);
  if (summary === null) return NO_SUCH_STACK;
  const latest = revision ?? (revisions[0] === undefined ? null : await revisionById(ports.pool, revisions[0].id));
  return done({
    ...summary,
    projectId: head.projectId,
    onFailure: head.onFailure,
    timeoutMins: head.timeoutMins,
    protected: head.protected,
    revision: revisions.find((view) => view.id === head.revisionId) ?? null,
    revisions,
    operations,
    resources,
    eventSeq: head.eventSeq,
    templateText: latest?.templateText ?? '',
    layout: latest?.layout ?? {},
    deletedAt: head.deletedAt?.toISOString() ?? null,
  });
}

/** Most of those before them that one reading gives. */
const MOST_EARLIER = 10_000;

export async function listEvents(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<EventView[]>> {
  const head = await anyStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  return done(await eventsAfter(ports.pool, head.id, Math.max(0, head.eventSeq - EVENTS_AT_FIRST), EVENTS_AT_FIRST));
}

export async function earlierEvents(ports: StackPorts, caller: Caller, stackId: string, before: number): Promise<ActionResult<EventView[]>> {
  const head = await anyStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  return done(Number.isSafeInteger(before) ? await eventsBefore(ports.pool, head.id, before, MOST_EARLIER) : []);
}

/** What the page of a stack shows at first. The stack comes before its events: those that come between the readings are contained in the list, never lost. */
export async function readPage(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<{ stack: StackView; events: EventView[]; deployments: DeploymentView[] }>> {
  const stack = await readStack(ports, caller, stackId);
  if (!stack.ok) return stack;
  const [events, deployments] = await Promise.all([listEvents(ports, caller, stackId), listDeployments(ports, caller, stackId)]);
  if (!events.ok) return events;
  return deployments.ok ? done({ stack: stack.value, events: events.value, deployments: deployments.value }) : deployments;
}

/** `signalUrl` is given for types that take signals, when `addressOf` knows one. */
export async function readResource(
  ports: StackPorts & { addressOf(target: SignalTarget): string }, caller: Caller, stackId: string, resourceId: string,
): Promise<ActionResult<ResourceDetail>> {
  const head = await anyStack(ports, caller, stackId);
  const detail = head === null ? null : await resourceDetail(ports.pool, head.id, resourceId);
  if (detail === null) return refuse('not_found', 'There is no such resource in this stack; it may have been deleted or replaced.');
  const type = ports.registry.get(detail.type);
  const takesSignals = type?.signal !== undefined;
  return done({ ...detail, takesSignals, canBeAsked: type?.check !== undefined, signalUrl: takesSignals && caller.role !== 'reader' ? await signalUrl(ports, detail.id) : null, consoleUrl: await consoleUrl(ports, detail) });
}

async function consoleUrl({ pool }: StackPorts, { id, type, physicalResourceId }: Pick<ResourceDetail, 'id' | 'type' | 'physicalResourceId'>): Promise<string | null> {
  const settings = physicalResourceId === null ? null : await connectionOfResource(pool, id, 'openstack');
  const parsed = openStackSettings.safeParse(settings);
  return parsed.success && physicalResourceId !== null ? dashboardLink(parsed.data.dashboardUrl, type, physicalResourceId) : null;
}

/** Where dashboards of clouds show what the resources of a stack, nested ones too, stand for; by the ids of those that have such a page. */
export async function readDashboardLinks(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<Record<string, string>>> {
  const head = await anyStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const links: Record<string, string> = {};
  for (const { id, type, physicalId, settings } of await connectionsOfResources(ports.pool, head.id, 'openstack')) {
    const parsed = openStackSettings.safeParse(settings);
    const link = parsed.success ? dashboardLink(parsed.data.dashboardUrl, type, physicalId) : null;
    if (link !== null) links[id] = link;
  }
  return done(links);
}

async function signalUrl(ports: StackPorts & { addressOf(target: SignalTarget): string }, resourceId: string): Promise<string | null> {
  const found = await findStackUser(ports.pool, resourceId);
  if (found === null) return null;
  return ports.addressOf({ resource: { id: resourceId, name: found.resourceName }, stack: { id: found.stackId, name: found.stackName, projectId: found.projectId } });
}

export interface ParameterView {
  name: string;
  description: string;
  hidden: boolean;
  /** Null for a hidden parameter. */
  value: Json;
  /** Where the value comes from: it was given, an environment says it, or it is the template's default. */
  from: 'given' | 'environment' | 'environment default' | 'default' | 'nothing';
}

function originOf(name: string, revision: RevisionSource | null, hasDefault: boolean, hiddenGiven: boolean): ParameterView['from'] {
  const { parameters, parameter_defaults: defaults } = revision?.environment ?? {};
  if (hiddenGiven || revision?.parameters[name] !== undefined) return 'given';
  if (isMap(parameters) && parameters[name] !== undefined) return 'environment';
  if (isMap(defaults) && defaults[name] !== undefined) return 'environment default';
  return hasDefault ? 'default' : 'nothing';
}

/** Outputs and effective parameters of what is deployed. Values of hidden parameters are masked wherever they show up. */
export async function readValues(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<{ outputs: OutputView[]; parameters: ParameterView[]; environment: JsonMap }>> {
  const head = await anyStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  if (head.revisionId === null || head.deletedAt !== null) return done({ outputs: [], parameters: [], environment: {} });
  const [target, state, revision] = await Promise.all([bindRevision(ports, head.revisionId), loadRunState(ports.pool, head.id, ports.vault), revisionById(ports.pool, head.revisionId)]);
  if (!target.ok) return refuse('validation', target.reason);
  const { bound } = target.target;
  const rows = new Map(state.rows.filter((row) => row.stackId === head.id && row.replacedBy === null).map((row) => [row.name, row]));
  const resolver = treeResolver(familyOf(state.rows), (name) => rows.get(name), ports.registry);
  const secrets = [...bound.hiddenValues, ...state.rows.flatMap((row) => row.secrets)];
  const hiddenGiven = Object.keys(await keptSecrets(ports, head));
  const text = revision?.templateText ?? '';
  return done({
    outputs: inTextOrder(bound.outputs, text, 'outputs').map((output) => {
      const { value, error } = resolveOutput(bound, output.name, resolver);
      return { name: output.name, description: output.description ?? '', value: maskJson(value, secrets), error };
    }),
    parameters: inTextOrder(Object.values(bound.template.parameters), text, 'parameters').map(({ name, description = '', hidden, default: fallback }) => ({
      name, description, hidden, value: hidden ? null : (bound.parameters[name] ?? null), from: originOf(name, revision, fallback !== undefined, hiddenGiven.includes(name)),
    })),
    environment: maskMap(revision?.environment ?? {}, secrets),
  });
}

function maskMap(map: JsonMap, secrets: readonly string[]): JsonMap {
  const masked = maskJson(map, secrets);
  return isMap(masked) ? masked : {};
}

export async function listDeployments(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<DeploymentView[]>> {
  const head = await anyStack(ports, caller, stackId);
  return head === null ? NO_SUCH_STACK : done(await deploymentViews(ports.pool, head.id));
}

const MOST_CHUNKS = 100_000;

export async function readLog(ports: StackPorts, caller: Caller, configId: string, after = -1): Promise<ActionResult<LogChunk[]>> {
  return done(await logAfter(ports.pool, caller.projectId, configId, after, MOST_CHUNKS));
}

export async function readRevisionText(ports: StackPorts, caller: Caller, stackId: string, number: number): Promise<ActionResult<string>> {
  const head = await anyStack(ports, caller, stackId);
  if (head === null) return NO_SUCH_STACK;
  const revision = await revisionByNumber(ports.pool, head.id, number);
  return revision === null ? refuse('not_found', `The stack has no revision ${number}.`) : done(revision.templateText);
}

/** What an update starts from. */
export async function readSource(ports: StackPorts, caller: Caller, stackId: string): Promise<ActionResult<{ text: string; files: Record<string, string>; environment: JsonMap; layout: JsonMap; environments: UsedLayer[] }>> {
  const head = await anyStack(ports, caller, stackId);
  const revision = head?.revisionId ? await revisionById(ports.pool, head.revisionId) : null;
  if (revision === null) return NO_SUCH_STACK;
  return done({ text: revision.templateText, files: revision.files, environment: revision.layers.own ?? revision.environment, layout: revision.layout, environments: revision.layers.environments ?? [] });
}
