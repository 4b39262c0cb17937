import type { EventView, OperationView, ResourceView } from '@/lib/wire/types';
import { follow } from './applyFrames';

/**
 * The resources of one stack as they were at a moment, from its events. What had not begun by then is shown as not started when the operation of that
 * moment was to act on it, and left out otherwise; what an earlier operation had deleted is left out. Linear in the number of events.
 *
 * @param events of the whole tree, in the order of their numbers
 * @param now rows as they are, which know what requires what
 * @param at milliseconds since 1970
 */
export function resourcesAt(stackId: string, events: Iterable<EventView>, operations: readonly OperationView[], now: readonly ResourceView[], at: number): ResourceView[] {
  const operation = operationAt(operations, at);
  const known = new Map(now.map((resource) => [resource.id, resource]));
  const byName = new Map(now.map((resource) => [resource.name, resource]));
  const views = new Map<string, ResourceView>();
  for (const event of events) {
    if (event.stackId !== stackId || event.resourceId === null || event.action === 'SIGNAL') continue;
    const before = views.get(event.resourceId);
    if (Date.parse(event.at) <= at) {
      views.set(event.resourceId, follow(before ?? unbegun(event, known.get(event.resourceId) ?? byName.get(event.resourceName)), event));
    } else if (!before && event.operationId === operation?.id) {
      views.set(event.resourceId, unbegun(event, known.get(event.resourceId) ?? byName.get(event.resourceName)));
    }
  }
  const gone = new Set<string>();
  const last = lastOperations(events, at);
  for (const view of views.values()) if (view.action === 'DELETE' && view.status === 'COMPLETE' && last.get(view.id) !== operation?.id) gone.add(view.id);
  return [...views.values()].filter((view) => !gone.has(view.id));
}

/** The operation that was under way at a moment, or the last one that had begun. */
export function operationAt(operations: readonly OperationView[], at: number): OperationView | undefined {
  return operations.filter((operation) => operation.startedAt !== null && Date.parse(operation.startedAt) <= at).toSorted((a, b) => b.number - a.number)[0];
}

function unbegun(event: EventView, row: ResourceView | undefined): ResourceView {
  return {
    id: event.resourceId ?? event.id,
    stackId: event.stackId,
    name: event.resourceName,
    type: event.resourceType,
    physicalResourceId: null,
    action: 'INIT',
    status: 'COMPLETE',
    statusReason: '',
    waitingFor: null,
    requires: row?.requires ?? [],
    replaces: null,
    replacedBy: null,
    startedAt: null,
    updatedAt: event.at,
  };
}

function lastOperations(events: Iterable<EventView>, at: number): Map<string, string | null> {
  const last = new Map<string, string | null>();
  for (const event of events) if (event.resourceId !== null && Date.parse(event.at) <= at) last.set(event.resourceId, event.operationId);
  return last;
}
