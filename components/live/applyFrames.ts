import type { DeploymentView, EventView, LogChunk, ResourceView, StackFrame, StackView } from '@/lib/wire/types';
import type { EventLog } from './eventLog';

/** What the page holds of one stack. Every field is replaced, never changed in place, so that unchanged parts are not drawn again. */
export interface StackState {
  stack: StackView;
  events: EventLog;
  deployments: readonly DeploymentView[];
  /** Chunks by config id (one run each), in order. */
  logs: ReadonlyMap<string, readonly LogChunk[]>;
}

/**
 * Applies frames in their order. Safe to see twice: events and chunks that are there already change nothing, and the state of a resource follows
 * its newest event only.
 */
export function applyFrames(state: StackState, frames: readonly StackFrame[]): StackState {
  const fresh: EventView[] = [];
  const chunks: LogChunk[] = [];
  let { stack, deployments } = state;
  let lastSeq = state.events.at(-1)?.seq ?? 0;
  for (const frame of frames) {
    switch (frame.kind) {
      case 'event':
        if (frame.event.seq <= lastSeq) break;
        lastSeq = frame.event.seq;
        fresh.push(frame.event);
        break;
      case 'stack':
        stack = { ...stack, ...frame.stack, operations: frame.operations, resources: mergeResources(stack.resources, frame.resources) };
        break;
      case 'deployment':
        deployments = upsert(deployments, frame.deployment);
        break;
      case 'log':
        chunks.push(frame.chunk);
        break;
    }
  }
  return {
    stack: fresh.length > 0 ? withEvents(stack, fresh) : stack,
    events: state.events.append(fresh),
    deployments,
    logs: chunks.length > 0 ? appendChunks(state.logs, chunks) : state.logs,
  };
}

/** The state a resource has according to its newest event. */
function withEvents(stack: StackView, events: readonly EventView[]): StackView {
  const newest = new Map<string, EventView>();
  for (const event of events) if (event.resourceId && event.action !== 'SIGNAL') newest.set(event.resourceId, event);
  const own = events.findLast((event) => event.resourceId === null && event.stackId === stack.id);
  const resources = newest.size === 0 ? stack.resources : stack.resources.map((resource) => follow(resource, newest.get(resource.id)));
  const state = own && own.action !== 'SIGNAL' ? { action: own.action, status: own.status, statusReason: own.reason } : {};
  return { ...stack, ...state, resources, eventSeq: events.at(-1)?.seq ?? stack.eventSeq };
}

/** The resource after the event. */
export function follow(resource: ResourceView, event: EventView | undefined): ResourceView {
  if (!event || event.action === 'SIGNAL') return resource;
  const begins = event.status === 'IN_PROGRESS' && (resource.status !== 'IN_PROGRESS' || resource.action !== event.action);
  return {
    ...resource,
    action: event.action,
    status: event.status,
    statusReason: event.reason,
    waitingFor: event.waitingFor,
    physicalResourceId: event.physicalResourceId ?? resource.physicalResourceId,
    startedAt: begins ? event.at : resource.startedAt,
    updatedAt: event.at,
  };
}

/** The server's list is complete; a row whose state did not change stays the same object. */
function mergeResources(before: readonly ResourceView[], now: readonly ResourceView[]): ResourceView[] {
  const known = new Map(before.map((resource) => [resource.id, resource]));
  return now.map((resource) => {
    const old = known.get(resource.id);
    return old && old.updatedAt > resource.updatedAt ? old : resource;
  });
}

function upsert(deployments: readonly DeploymentView[], one: DeploymentView): readonly DeploymentView[] {
  const index = deployments.findIndex((each) => each.id === one.id);
  return index < 0 ? [...deployments, one] : deployments.with(index, one);
}

/**
 * Output that is kept for whoever looks at it now: what a view has not taken yet. Everything else is read from the server when somebody wants it (`useLog`), so a page that
 * stays open does not gather what nobody reads.
 */
const MOST_RUNS = 16;
const MOST_LETTERS = 200_000;

function appendChunks(logs: StackState['logs'], chunks: readonly LogChunk[]): StackState['logs'] {
  const next = new Map(logs);
  const fresh = new Map<string, LogChunk[]>();
  for (const chunk of chunks) {
    const more = fresh.get(chunk.configId) ?? [];
    if (chunk.seq > ((more.at(-1) ?? next.get(chunk.configId)?.at(-1))?.seq ?? -1)) {
      more.push(chunk);
      fresh.set(chunk.configId, more);
    }
  }
  for (const [configId, more] of fresh) {
    const before = next.get(configId) ?? [];
    // Those written to last are the last ones.
    next.delete(configId);
    next.set(configId, newest([...before, ...more]));
  }
  for (const configId of next.keys()) if (next.size > MOST_RUNS) next.delete(configId);
  return next;
}

function newest(chunks: readonly LogChunk[]): readonly LogChunk[] {
  let letters = 0;
  const from = chunks.findLastIndex(({ text }) => (letters += text.length) > MOST_LETTERS);
  return from <= 0 ? chunks : chunks.slice(Math.min(from + 1, chunks.length - 1));
}
