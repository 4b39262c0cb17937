/**
 * Hearth::Workflow::Http: starts a workflow at an external HTTP service and waits for its signal.
 *
 * The service gets a POST with `{inputs, action, stack, resource, signal_url, idempotency_key}`, answers 2xx, and later posts
 * `{status: SUCCESS | FAILURE, outputs: {...}, reason}` to `signal_url`. The key is in the header `Idempotency-Key`, too: after a crash or a lost
 * connection the same request comes again with the same key, and must not start a second workflow.
 */
import type { ActionContext, Outcome, ResourceType, SignalOutcome } from '@/lib/engine/resource-type';
import type { Json, JsonMap, PropertySchema, TypeSchema } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { openSignal } from '@/lib/software/signal-address';
import type { ResourcePorts } from '../ports';
import { asMap, asText, isMap, numberOf, textOf, textsOf } from '../values';

type WorkflowAction = 'CREATE' | 'UPDATE' | 'DELETE';
type WorkflowPorts = Pick<ResourcePorts, 'http' | 'addresses'>;

const DEFAULT_TIMEOUT_S = 3600;
const REQUEST_TIMEOUT_MS = 30_000;

const METHODS: PropertySchema['constraints'] = [{ kind: 'allowed_values', values: ['POST', 'PUT', 'PATCH', 'DELETE'] }];

const schema: TypeSchema = {
  name: 'Hearth::Workflow::Http',
  description: 'Runs a workflow of an external service over HTTP, and waits until it signals success, with outputs, or failure.',
  support: 'SUPPORTED',
  properties: {
    url: { type: 'String', required: true, updateAllowed: true, description: 'Where the workflow is started.' },
    method: { type: 'String', default: 'POST', constraints: METHODS, updateAllowed: true, description: 'How it is started.' },
    headers: { type: 'Map', default: {}, updateAllowed: true, description: 'Headers of every request, for example for authorization.' },
    inputs: { type: 'Map', default: {}, updateAllowed: true, description: 'What the workflow gets to work with.' },
    timeout: {
      type: 'Number', default: DEFAULT_TIMEOUT_S, constraints: [{ kind: 'range', min: 1, max: 604_800 }], updateAllowed: true,
      description: 'Seconds until the signal must have come.',
    },
    outputs: {
      type: 'List', default: [], items: { type: 'String' }, updateAllowed: true,
      description: 'Names that a successful signal must bring as outputs. Others are kept, too.',
    },
    actions: {
      type: 'List', default: ['CREATE', 'UPDATE'], updateAllowed: true,
      constraints: [{ kind: 'allowed_values', values: ['CREATE', 'UPDATE', 'DELETE'] }],
      description: 'When the workflow is run. With DELETE, it runs before the resource is deleted, too.',
    },
    cancel_url: { type: 'String', updateAllowed: true, description: 'Called when a running workflow is given up, and when what it made is to be undone.' },
    cancel_method: { type: 'String', default: 'POST', constraints: METHODS, updateAllowed: true, description: 'How that URL is called.' },
  },
  attributes: {
    outputs: { type: 'Map', description: 'What the workflow signalled as outputs.' },
    response: { type: 'Map', description: 'The JSON with which the service answered the start.' },
    status: { type: 'String', description: 'What the last signal said: SUCCESS or FAILURE; null before.' },
    reason: { type: 'String', description: 'The reason that the last signal gave.' },
  },
  updatePolicy: {},
  can: { signal: true, check: false, suspend: false, snapshot: false, update: true, nested: false },
  connections: ['builtin'],
  nameLimit: 255,
};

export function httpWorkflow(ports: WorkflowPorts): ResourceType {
  return {
    schema,
    effects: 'external',
    validate: (properties) => ['url', 'cancel_url'].flatMap((name) => urlProblem(name, properties[name])),
    create: (ctx, properties) => start(ctx, 'CREATE', properties, ports),
    update: (ctx, { after }) => start(ctx, 'UPDATE', after, ports),
    async delete(ctx) {
      const { properties, data } = ctx.resource;
      const outcome = await start(ctx, 'DELETE', properties, ports);
      if (outcome.kind !== 'complete') return outcome;
      // Nothing that was never started has to be undone.
      return textOf(data['run']) === null ? outcome : undo(ctx, 'DELETE', ports);
    },
    async poll(ctx, action, properties) {
      const verdict = judged(ctx, properties);
      return verdict.kind === 'complete' && action === 'DELETE' ? undo(ctx, 'DELETE', ports) : verdict;
    },
    async cancel(ctx) {
      // The stack goes on whether or not the service hears of it; it has the time that one request may take.
      await undo(ctx, 'CANCEL', ports);
    },
    signal: (ctx, payload) => record(ctx, payload),
  };
}

async function start(ctx: ActionContext, action: WorkflowAction, properties: JsonMap, ports: WorkflowPorts): Promise<Outcome> {
  const physicalResourceId = ctx.resource.physicalResourceId ?? uuidFrom('workflow', ctx.resource.id);
  const wanted = properties['actions'] === undefined ? ['CREATE', 'UPDATE'] : textsOf(properties['actions']);
  if (!wanted.includes(action)) return { kind: 'complete', physicalResourceId };

  const run = uuidFrom('run', ctx.idempotencyKey, action);
  const answer = await ports.http.send({
    url: textOf(properties['url']) ?? '',
    method: textOf(properties['method']) ?? 'POST',
    headers: headersOf(properties, run),
    body: {
      action,
      inputs: asMap(properties['inputs']),
      stack: { id: ctx.stack.id, name: ctx.stack.name },
      resource: { id: ctx.resource.id, name: ctx.resource.name },
      signal_url: ports.addresses.url(ctx, run),
      idempotency_key: run,
    },
    timeoutMs: REQUEST_TIMEOUT_MS,
    signal: ctx.signal,
  });
  if (!answer.ok) return { kind: 'failed', errorType: 'Error', reason: answer.reason, retriable: answer.retriable, physicalResourceId };
  if (answer.status < 200 || answer.status > 299) {
    return {
      kind: 'failed',
      errorType: 'Error',
      reason: `${properties['url']} answered ${answer.status}, expected 2xx: ${answer.text.slice(0, 500)}`,
      retriable: answer.status === 429 || answer.status >= 502,
      physicalResourceId,
    };
  }
  return {
    ...waiting(ctx, properties),
    physicalResourceId,
    data: { run, signal: null },
    attributes: { ...ctx.resource.attributes, response: parsed(answer.text), ...(action === 'DELETE' ? {} : { outputs: {}, status: null, reason: null }) },
  };
}

function waiting(ctx: ActionContext, properties: JsonMap): Outcome {
  return { kind: 'waiting', for: { signal: true, wakeAt: deadlineOf(ctx, properties), what: `the workflow at ${hostOf(properties)} to signal` } };
}

function deadlineOf(ctx: ActionContext, properties: JsonMap): Date {
  return new Date(ctx.startedAt.getTime() + numberOf(properties['timeout'], DEFAULT_TIMEOUT_S) * 1000);
}

/** What the signal said, or what its absence means by now. */
function judged(ctx: ActionContext, properties: JsonMap): Outcome {
  const signal = ctx.resource.data['signal'];
  if (isMap(signal)) {
    if (signal['status'] === 'FAILURE') return { kind: 'failed', errorType: 'Error', reason: `Workflow failed: ${asText(signal['reason'])}` };
    const outputs = asMap(signal['outputs']);
    const missing = textsOf(properties['outputs']).filter((name) => !(name in outputs));
    if (missing.length === 0) return { kind: 'complete' };
    return { kind: 'failed', errorType: 'Error', reason: `The workflow signalled success without the outputs ${missing.join(', ')}.` };
  }
  if (ctx.now < deadlineOf(ctx, properties)) return waiting(ctx, properties);
  const seconds = numberOf(properties['timeout'], DEFAULT_TIMEOUT_S);
  return { kind: 'failed', errorType: 'Error', reason: `Timed out: no signal from the workflow at ${hostOf(properties)} within ${seconds} seconds.` };
}

/** The first signal of the run under way counts; later and older ones change nothing. */
function record(ctx: ActionContext, payload: Json): SignalOutcome {
  const { run, body } = openSignal(payload);
  const { data, attributes } = ctx.resource;
  if (textOf(data['run']) === null || isMap(data['signal']) || (run !== null && run !== data['run'])) return { reason: null };
  const given = body === null || body === '' ? { status: 'SUCCESS' } : body;
  const status = isMap(given) ? (given['status'] ?? 'SUCCESS') : null;
  const signal: JsonMap =
    isMap(given) && (status === 'SUCCESS' || status === 'FAILURE')
      ? { status, outputs: asMap(given['outputs']), reason: asText(given['reason']) }
      : { status: 'FAILURE', outputs: {}, reason: `the signal is not {status: SUCCESS | FAILURE, outputs, reason}: ${asText(body).slice(0, 200)}` };
  return {
    data: { ...data, signal },
    attributes: { ...attributes, status: signal['status'] ?? null, outputs: signal['outputs'] ?? {}, reason: signal['reason'] ?? null },
    reason: `status:${asText(signal['status'])} reason:${asText(signal['reason'])}`,
  };
}

/** Tells the service to stop, or to take back. What is gone already (404, 410) is undone. */
async function undo(ctx: ActionContext, action: 'CANCEL' | 'DELETE', ports: WorkflowPorts): Promise<Outcome> {
  const { properties, data } = ctx.resource;
  const url = textOf(properties['cancel_url']);
  if (url === null) return { kind: 'complete' };
  const run = textOf(data['run']) ?? uuidFrom('run', ctx.idempotencyKey, ctx.resource.action);
  const answer = await ports.http.send({
    url,
    method: textOf(properties['cancel_method']) ?? 'POST',
    headers: headersOf(properties, uuidFrom('undo', run, action)),
    body: {
      action,
      stack: { id: ctx.stack.id, name: ctx.stack.name },
      resource: { id: ctx.resource.id, name: ctx.resource.name },
      idempotency_key: run,
      response: ctx.resource.attributes['response'] ?? null,
      outputs: ctx.resource.attributes['outputs'] ?? null,
    },
    timeoutMs: REQUEST_TIMEOUT_MS,
    signal: ctx.signal,
  });
  if (!answer.ok) return { kind: 'failed', errorType: 'Error', reason: answer.reason, retriable: answer.retriable };
  if ((answer.status >= 200 && answer.status <= 299) || answer.status === 404 || answer.status === 410) return { kind: 'complete' };
  const reason = `${url} answered ${answer.status}, expected 2xx, 404 or 410: ${answer.text.slice(0, 500)}`;
  return { kind: 'failed', errorType: 'Error', reason, retriable: answer.status === 429 || answer.status >= 502 };
}

function headersOf(properties: JsonMap, key: string): Record<string, string> {
  const given = Object.entries(asMap(properties['headers'])).map(([name, value]) => [name, asText(value)]);
  return { accept: 'application/json', ...Object.fromEntries(given), 'idempotency-key': key };
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text === '' ? null : text;
  }
}

function hostOf(properties: JsonMap): string {
  const url = asText(properties['url']);
  return URL.canParse(url) ? new URL(url).host : url;
}

function urlProblem(name: string, value: Json | undefined): string[] {
  if (value === undefined || value === null) return [];
  const url = asText(value);
  const fine = URL.canParse(url) && ['http:', 'https:'].includes(new URL(url).protocol);
  return fine ? [] : [`Property ${name}: expected an http or https URL, found ${JSON.stringify(value)}.`];
}
