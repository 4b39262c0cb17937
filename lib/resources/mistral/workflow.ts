/**
 * OS::Mistral::Workflow: a workflow at Mistral, defined by the tasks of the template. A signal starts an execution of it, with `{input, params}` over those
 * of the template; the resource does not wait for its end, but tells of it.
 */
import type { ActionContext, Outcome, ResourceType, SignalOutcome } from '@/lib/engine/resource-type';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { NamedCloud } from '@/lib/providers/openstack/clouds';
import { CloudFault } from '@/lib/providers/openstack/faults';
import { type Execution, failureOf, hasEnded, mistral, type Workflow } from '@/lib/providers/openstack/mistral';
import { uuidFrom } from '@/lib/providers/uuid';
import { openSignal } from '@/lib/software/signal-address';
import { atCloud, type CloudPorts, failed, onCloud } from '../cloud-call';
import type { ResourcePorts } from '../ports';
import { asList, asMap, asText, isMap, nameOf, textOf } from '../values';
import { definitionOf, definitionProblems, tagsOf } from './definition';
import { shown } from './executions';

export type WorkflowPorts = CloudPorts & Pick<ResourcePorts, 'addresses'>;

/** A signal of the worker itself: look how executions are doing. Whoever else sends it gets the same. */
export const LOOK = 'hearth:look';

/** As many executions are remembered; older ones stay at Mistral, until the resource is deleted with those it remembers. */
const REMEMBERED = 50;

const schema = onCloud('OS::Mistral::Workflow');

export function workflow(ports: WorkflowPorts): ResourceType {
  const save = (ctx: ActionContext, properties: JsonMap): Promise<Outcome> => atCloud(ctx, properties, ports, async ({ cloud }) => {
    const api = mistral(cloud, ctx.signal);
    const name = ctx.resource.physicalResourceId ?? nameOf(properties, ctx.physicalName);
    const marks = tagsOf(ctx.stack.id, ctx.resource);
    const definition = definitionOf(name, properties, [marks.resource, marks.place]);
    const there = await api.findWorkflow(name);
    if (there !== null && !isOurs(ctx, there)) return failed('Conflict', `A workflow called ${name} is at Mistral already, and this stack has not made it. Give another name, or none.`);
    const saved = there === null ? await createOnce(() => api.createWorkflow(definition), () => api.updateWorkflow(definition)) : await api.updateWorkflow(definition);
    return { kind: 'complete', physicalResourceId: saved.name, attributes: attributesOf(ctx, saved.name, properties, ports) };
  });
  return {
    schema,
    effects: 'external',
    validate: definitionProblems,
    create: save,
    update: (ctx, { after }) => save(ctx, after),
    delete: (ctx) => atCloud(ctx, ctx.resource.properties, ports, async ({ cloud }) => {
      const api = mistral(cloud, ctx.signal);
      for (const { id } of executionsOf(ctx.resource.data)) await api.deleteExecution(id);
      const name = ctx.resource.physicalResourceId ?? nameOf(ctx.resource.properties, ctx.physicalName);
      const there = await api.findWorkflow(name);
      // Another resource may have taken its name over.
      if (there !== null && isOwn(ctx, there)) await api.deleteWorkflow(name);
      return { kind: 'complete' };
    }),
    check: (ctx) => atCloud(ctx, ctx.resource.properties, ports, async ({ cloud }) => {
      const name = ctx.resource.physicalResourceId ?? '';
      const there = await mistral(cloud, ctx.signal).findWorkflow(name);
      if (there === null) return failed('NotFound', `The workflow ${name} is not at Mistral any more.`);
      return { kind: 'complete', attributes: { ...ctx.resource.attributes, ...attributesOf(ctx, name, ctx.resource.properties, ports) } };
    }),
    signal: (ctx, payload, key) => (isMap(payload) && payload[LOOK] === true ? look(ctx, ports) : start(ctx, openSignal(payload).body, key, ports)),
    referenceId: ({ physicalResourceId, name }) => physicalResourceId ?? name,
  };
}

/** Between looking and making, an earlier call of this very handler may have made it. */
async function createOnce(create: () => Promise<Workflow>, update: () => Promise<Workflow>): Promise<Workflow> {
  try {
    return await create();
  } catch (error) {
    if (error instanceof CloudFault && error.kind === 'conflict') return update();
    throw error;
  }
}

function attributesOf(ctx: ActionContext, name: string, properties: JsonMap, { addresses }: WorkflowPorts): JsonMap {
  return { data: { name, input: properties['input'] ?? null }, alarm_url: addresses.url(ctx), executions: asList(ctx.resource.attributes['executions']) };
}

function isOwn(ctx: ActionContext, { tags }: Workflow): boolean {
  return tags.includes(tagsOf(ctx.stack.id, ctx.resource).resource);
}

/** Its own, or of a resource whose place it takes. */
function isOurs(ctx: ActionContext, there: Workflow): boolean {
  return isOwn(ctx, there) || there.tags.includes(tagsOf(ctx.stack.id, ctx.resource).place);
}

interface Remembered {
  id: string;
  ended: boolean;
}

function executionsOf(data: JsonMap): Remembered[] {
  return asList(data['executions']).map(asMap).map(({ id, ended }) => ({ id: asText(id), ended: ended === true }));
}

async function start(ctx: ActionContext, body: Json, key: string, ports: WorkflowPorts): Promise<SignalOutcome> {
  const { properties, data, attributes } = ctx.resource;
  const wanted = readSignal(properties, body);
  if (!wanted.ok) return { reason: `no execution was started: ${wanted.problem}` };
  return atMistral(ctx, ports, 'no execution was started', async ({ cloud, connectionId }) => {
    const id = uuidFrom('execution', ctx.resource.id, key);
    const name = ctx.resource.physicalResourceId ?? '';
    const started = await mistral(cloud, ctx.signal).startExecution({ id, workflow: name, input: wanted.input, params: wanted.params, description: `Started by a signal to ${ctx.resource.name} of the stack ${ctx.stack.name}` });
    const remembered = [{ id, ended: hasEnded(started) }, ...executionsOf(data).filter((one) => one.id !== id)].slice(0, REMEMBERED);
    const others = asList(attributes['executions']).filter((one) => asMap(one)['id'] !== id);
    return {
      data: { ...data, connection: connectionId, executions: remembered.map((one) => ({ ...one })) },
      attributes: { ...attributes, executions: [shown(started), ...others].slice(0, REMEMBERED) },
      reason: `execution ${id} of workflow ${name} was started`,
    };
  });
}

/** How those executions are doing whose end is not known yet. */
async function look(ctx: ActionContext, ports: WorkflowPorts): Promise<SignalOutcome> {
  const { data, attributes } = ctx.resource;
  const remembered = executionsOf(data);
  const open = remembered.filter(({ ended }) => !ended);
  if (open.length === 0) return { reason: null };
  return atMistral(ctx, ports, null, async ({ cloud }) => {
    const api = mistral(cloud, ctx.signal);
    const found = new Map<string, Execution | null>();
    for (const { id } of open) found.set(id, await api.findExecution(id));
    const words = [...found].flatMap(([id, execution]) => (execution === null ? [`execution ${id} was removed`] : hasEnded(execution) ? [endOf(execution)] : []));
    return {
      data: { ...data, executions: remembered.map(({ id, ended }) => ({ id, ended: ended || (found.has(id) && isOver(found.get(id))) })) },
      attributes: { ...attributes, executions: asList(attributes['executions']).map((one) => replaced(one, found)) },
      reason: words.length === 0 ? null : words.join('; '),
    };
  });
}

function isOver(execution: Execution | null | undefined): boolean {
  return execution === null || execution === undefined || hasEnded(execution);
}

function replaced(one: Json, found: ReadonlyMap<string, Execution | null>): Json {
  const now = found.get(asText(asMap(one)['id']));
  return now === undefined || now === null ? one : shown(now);
}

function endOf(execution: Execution): string {
  return execution.state === 'SUCCESS' ? `execution ${execution.id} succeeded` : `execution ${execution.id} failed: ${failureOf(execution)}`;
}

/** `otherwise` begins the sentence about a fault; null: a fault is no news. */
async function atMistral(ctx: ActionContext, { clouds }: CloudPorts, otherwise: string | null, work: (cloud: NamedCloud) => Promise<SignalOutcome>): Promise<SignalOutcome> {
  const opened = await clouds.open(ctx.stack.projectId, textOf(ctx.resource.data['connection']));
  if (!opened.ok) return { reason: otherwise === null ? null : `${otherwise}: ${opened.reason}` };
  try {
    return await work(opened.cloud);
  } catch (error) {
    if (!(error instanceof CloudFault)) throw error;
    return { reason: otherwise === null ? null : `${otherwise}: ${error.message}` };
  }
}

type Wanted = { ok: true; input: JsonMap; params: JsonMap } | { ok: false; problem: string };

/** What a signal brings goes over what the template says. As in Heat, it may only bring inputs that the template has. */
function readSignal(properties: JsonMap, body: Json): Wanted {
  const details = typeof body === 'string' ? parsed(body) : body;
  const whole = properties['use_request_body_as_input'] === true;
  const input = whole ? details : (asMap(details)['input'] ?? null);
  const params = whole ? null : (asMap(details)['params'] ?? null);
  if (input !== null && !isMap(input)) return { ok: false, problem: `Input in signal data must be a map, found ${JSON.stringify(input).slice(0, 100)}` };
  if (params !== null && !isMap(params)) return { ok: false, problem: `Params must be a map, found ${JSON.stringify(params).slice(0, 100)}` };
  const known = asMap(properties['input']);
  const unknown = Object.keys(input ?? {}).filter((name) => !(name in known));
  if (unknown.length > 0) return { ok: false, problem: `Unknown input ${unknown.join(', ')}` };
  return { ok: true, input: { ...known, ...input }, params: { ...asMap(properties['params']), ...params } };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? null : text;
  }
}
