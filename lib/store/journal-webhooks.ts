/** What a group of the journal has for webhooks: written in its transaction, so that whoever reads of an outcome has been told of it, or will be, and once. */
import type { EventRow, OperationRow, ResourceRow } from '@/lib/engine/types';
import type { Outcome } from '@/lib/wire/webhooks';
import type { Statement } from './journal-sql';

interface Telling {
  key: string;
  outcome: Outcome;
  operationId: string;
  reason: string;
  resource: { name: string; type: string; stackId: string } | null;
}

const ENDS: Readonly<Record<string, Outcome>> = { COMPLETE: 'complete', FAILED: 'failed', CANCELLED: 'cancelled', PAUSED: 'held' };

function outcomeOf({ action, status }: OperationRow): Outcome | undefined {
  return action === 'ROLLBACK' && status === 'COMPLETE' ? 'rolled_back' : ENDS[status];
}

/** An operation that is paused at a failure has failed: who is told the one is not told the other, when somebody goes on. */
function ofOperation(operation: OperationRow): Telling[] {
  const outcome = outcomeOf(operation);
  if (outcome === undefined) return [];
  return [{ key: `${operation.id} ${outcome === 'held' ? 'failed' : outcome}`, outcome, operationId: operation.id, reason: operation.reason, resource: null }];
}

/** A resource that has come to a breakpoint, or that waits for a signal: what it waits for may change its words, and is told of once. */
function ofEvent({ operationId, resourceId, resourceName: name, resourceType: type, stackId, reason, waitingFor, id }: EventRow, row: ResourceRow | undefined): Telling[] {
  if (operationId === null || resourceId === null || !row?.waiting) return [];
  const told = { operationId, reason, resource: { name, type, stackId } };
  if (row.waiting.kind === 'hook') return [{ ...told, key: `${operationId} held ${id}`, outcome: 'held' }];
  return row.waiting.signal && waitingFor !== null ? [{ ...told, key: `${operationId} waiting ${resourceId}`, outcome: 'waiting' }] : [];
}

/** Null: nothing that anybody could want to be told of. */
export function tellWebhooks(operations: Iterable<OperationRow>, events: readonly EventRow[], rows: ReadonlyMap<string, ResourceRow>): Statement | null {
  const tellings = [
    ...[...operations].flatMap(ofOperation),
    ...events.flatMap((event) => ofEvent(event, event.resourceId === null ? undefined : rows.get(event.resourceId))),
  ];
  if (tellings.length === 0) return null;
  return {
    text: `INSERT INTO webhook_delivery (id, webhook_id, key, outcome, stack_id, stack_name, body)
      SELECT gen_random_uuid(), w.id, told.key, CASE WHEN told.outcome = 'held' AND NOT 'held' = ANY (w.outcomes) THEN 'failed' ELSE told.outcome END, s.id, s.name, jsonb_build_object(
        'project', jsonb_build_object('id', p.id, 'name', p.name),
        'stack', jsonb_build_object('id', s.id, 'name', s.name, 'tags', s.tags),
        'operation', jsonb_build_object('id', o.id, 'number', o.number, 'action', o.action, 'status', o.status, 'startedAt', o.started_at, 'finishedAt', o.finished_at),
        'actor', o.actor, 'reason', told.reason, 'resource', told.resource)
      FROM json_to_recordset($1) AS told ("key" text, "outcome" text, "operationId" uuid, "reason" text, "resource" jsonb, "place" int)
      JOIN operation o ON o.id = told."operationId" JOIN stack s ON s.id = o.stack_id JOIN project p ON p.id = s.project_id
      JOIN webhook w ON w.project_id = s.project_id AND (w.stack_id IS NULL OR w.stack_id = s.id) AND w.enabled
        AND (told.outcome = ANY (w.outcomes) OR o.status = 'PAUSED' AND told.outcome = 'held' AND 'failed' = ANY (w.outcomes))
      ORDER BY told.place ON CONFLICT (webhook_id, key) DO NOTHING`,
    values: [JSON.stringify(tellings.map((telling, place) => ({ ...telling, place })))],
  };
}
