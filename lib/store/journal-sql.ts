/** The statements of the journal. Rows travel together, whatever their number. */
import type { EventRow, OperationRow, StackRow } from '@/lib/engine/types';
import { type Incoming, MANY, type Source, sourceOf } from './incoming';
import type { ResourceRecord } from './journal-record';

export interface Statement {
  /** Null: its rows come in, and nothing reads them. */
  text: string | null;
  values: unknown[];
  /** Must hit exactly one row. */
  fence?: boolean;
  /** Rows that it reads, to be received before. */
  incoming?: Incoming;
}

/** `base` or `last`: a transaction whose commit was not acknowledged is written again, and may have succeeded the first time. Without events nothing tells. */
export function fence(rootId: string, epoch: number, base: number, last: number): Statement {
  return {
    text: 'UPDATE stack SET event_seq = $4 WHERE id = $1 AND epoch = $2 AND event_seq IN ($3, $4)',
    values: [rootId, epoch, base, last],
    fence: true,
  };
}

/** Has the group with this last event been written already, by a commit that was not acknowledged? */
export function wasWritten(rootId: string, epoch: number, last: number): { text: string; values: unknown[] } {
  return { text: 'SELECT 1 FROM stack WHERE id = $1 AND epoch = $2 AND event_seq = $3 FOR UPDATE', values: [rootId, epoch, last] };
}

const RESOURCE_COLUMNS = {
  id: 'uuid', stack_id: 'uuid', root_id: 'uuid', name: 'text', type: 'text', physical_resource_id: 'text', action: 'text', status: 'text',
  status_reason: 'text', definition: 'jsonb', properties: 'jsonb', metadata: 'jsonb', attributes: 'jsonb', data: 'jsonb', before: 'jsonb',
  sealed: 'text', requires: 'uuid[]', replaces: 'uuid', replaced_by: 'uuid', revision_id: 'uuid', operation_id: 'uuid', attempt: 'int',
  waiting: 'jsonb', started_at: 'timestamptz', created_at: 'timestamptz', updated_at: 'timestamptz',
} as const satisfies Record<keyof ResourceRecord, string>;

const NEVER_CHANGES = ['id', 'stack_id', 'root_id', 'name', 'created_at'];
const NAMES = Object.keys(RESOURCE_COLUMNS);
const QUOTED = NAMES.map((name) => `"${name}"`).join(', ');
const OVERWRITTEN = NAMES.filter((name) => !NEVER_CHANGES.includes(name)).map((name) => `"${name}" = excluded."${name}"`).join(', ');

export function writeResources(records: readonly ResourceRecord[]): Statement {
  const source = sourceOf({ table: 'incoming_resource', columns: RESOURCE_COLUMNS, rows: records }, 1);
  return reading(source, [], `INSERT INTO resource (${QUOTED}) SELECT ${QUOTED} FROM ${source.from} ON CONFLICT (id) DO UPDATE SET ${OVERWRITTEN}`);
}

/** Rows that were never written, and cannot have been: see `wasWritten`. */
export function insertResources(records: readonly ResourceRecord[]): Statement {
  if (records.length < MANY) return writeResources(records);
  return { text: null, values: [], incoming: { table: `resource (${QUOTED})`, stays: true, columns: RESOURCE_COLUMNS, rows: records } };
}

function reading({ values, incoming }: Source, before: unknown[], text: string): Statement {
  return { text, values: [...before, ...values], ...(incoming === undefined ? {} : { incoming }) };
}

export function keepResources(ids: readonly string[], revisionId: string): Statement {
  return { text: 'UPDATE resource SET revision_id = $2 WHERE id = ANY ($1::uuid[])', values: [ids, revisionId] };
}

export function removeResources(ids: readonly string[]): Statement {
  return { text: 'DELETE FROM resource WHERE id = ANY ($1::uuid[])', values: [ids] };
}

const EVENT_COLUMNS = {
  seq: 'int', id: 'uuid', stackId: 'uuid', operationId: 'uuid', resourceId: 'uuid', resourceName: 'text', resourceType: 'text', physicalResourceId: 'text', action: 'text',
  status: 'text', reason: 'text', waitingFor: 'text', createdAt: 'timestamptz',
} as const satisfies Record<keyof EventRow | 'seq', string>;

/** Heat's and Zaqar's default, in seconds. */
const SINK_TTL = 3600;

/**
 * Events go to the queues that `event_sinks` of the environment names in the transaction that appends them: whoever sees one finds the other, and a crash
 * loses neither. The revision the stack comes from counts while there is none that it goes to. The message is Heat's.
 */
const toSinks = (events: string): string => `sink AS (
        SELECT s.project_id, sink->>'target' AS target, CASE WHEN jsonb_typeof(sink->'ttl') = 'number' THEN (sink->>'ttl')::int ELSE ${SINK_TTL} END AS ttl
        FROM stack s JOIN revision r ON r.id = coalesce(s.revision_id, s.previous_revision_id)
        CROSS JOIN jsonb_array_elements(CASE WHEN jsonb_typeof(r.environment->'event_sinks') = 'array' THEN r.environment->'event_sinks' ELSE '[]' END) AS sink
        WHERE s.id = $1 AND sink->>'type' = 'zaqar-queue' AND sink->>'target' <> ''
      ), made AS (
        INSERT INTO queue (project_id, name) SELECT DISTINCT project_id, target FROM sink ON CONFLICT DO NOTHING
      )
      INSERT INTO queue_message (id, project_id, queue_name, client_id, body, ttl, expires_at)
      SELECT gen_random_uuid(), sink.project_id, sink.target, $1::text, jsonb_build_object(
          'timestamp', to_char(e.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), 'version', '0.1', 'type', 'os.heat.event', 'id', e.id,
          'payload', jsonb_build_object('resource_name', e.resource_name, 'physical_resource_id', e.physical_resource_id, 'stack_id', e.stack_id,
            'resource_action', e.action, 'resource_status', e.status, 'resource_status_reason', e.reason, 'resource_type', e.resource_type,
            'resource_properties', coalesce(w.properties, '{}'), 'version', '0.1')),
        sink.ttl, now() + make_interval(secs => sink.ttl)
      FROM sink CROSS JOIN ${events} e LEFT JOIN resource w ON w.id = e.resource_id ORDER BY e.seq`;

export function appendEvents(rootId: string, base: number, events: readonly EventRow[]): Statement {
  const rows = events.map((event, index) => ({ ...event, seq: base + index + 1 }));
  const source = sourceOf({ table: 'incoming_event', columns: EVENT_COLUMNS, rows }, 2);
  return reading(source, [rootId], `WITH appended AS (
        INSERT INTO event (root_id, seq, id, stack_id, operation_id, resource_id, resource_name, resource_type, physical_resource_id, action,
          status, reason, waiting_for, created_at)
        SELECT $1, seq, id, "stackId", "operationId", "resourceId", "resourceName", "resourceType", "physicalResourceId", action,
          status, reason, "waitingFor", "createdAt" FROM ${source.from}
        ON CONFLICT (root_id, seq) DO NOTHING RETURNING *
      ), ${toSinks('appended')}`);
}

const APPENDED_COLUMNS = { rootId: 'uuid', ...EVENT_COLUMNS };
const EVENT_TABLE = `event (root_id, seq, id, stack_id, operation_id, resource_id, resource_name, resource_type, physical_resource_id, action, status, reason, waiting_for, created_at)`;

/** Many events that cannot have been written before: see `wasWritten`. */
export function insertEvents(rootId: string, base: number, events: readonly EventRow[]): Statement {
  if (events.length < MANY) return appendEvents(rootId, base, events);
  const rows = events.map((event, index) => ({ ...event, rootId, seq: base + index + 1 }));
  return {
    text: `WITH ${toSinks('(SELECT * FROM event WHERE root_id = $1 AND seq BETWEEN $2 AND $3)')}`, values: [rootId, base + 1, base + events.length],
    incoming: { table: EVENT_TABLE, stays: true, columns: APPENDED_COLUMNS, rows },
  };
}

export function writeStacks(stacks: readonly StackRow[]): Statement {
  return {
    text: `INSERT INTO stack (id, root_id, project_id, name, owner_id, parent_resource_name, nested_depth, action, status, status_reason,
        revision_id, previous_revision_id, operation_id, updated_at, deleted_at, created_by)
      SELECT id, "rootId", "projectId", name, "ownerId", "parentResourceName", "nestedDepth", action, status, "statusReason", "revisionId",
        "previousRevisionId", "operationId", "updatedAt", "deletedAt", ''
      FROM json_to_recordset($1) AS row ("id" uuid, "rootId" uuid, "projectId" text, "name" text, "ownerId" uuid, "parentResourceName" text,
        "nestedDepth" int, "action" text, "status" text, "statusReason" text, "revisionId" uuid, "previousRevisionId" uuid,
        "operationId" uuid, "updatedAt" timestamptz, "deletedAt" timestamptz)
      ON CONFLICT (id) DO UPDATE SET action = excluded.action, status = excluded.status, status_reason = excluded.status_reason,
        revision_id = excluded.revision_id, previous_revision_id = excluded.previous_revision_id, operation_id = excluded.operation_id,
        updated_at = excluded.updated_at, deleted_at = excluded.deleted_at`,
    values: [JSON.stringify(stacks)],
  };
}

/** A rollback is inserted by the engine itself; if somebody was quicker with its number, it takes the next. */
export function writeOperation(operation: OperationRow): Statement {
  return {
    text: `INSERT INTO operation (id, stack_id, number, action, status, reason, target_revision_id, rollback_revision_id, cause_id, on_failure,
        timeout_mins, actor, created_at, started_at, finished_at, retain, converge, cleared_hooks)
      SELECT $1, $2, GREATEST($3::int, (SELECT coalesce(max(number), 0) + 1 FROM operation WHERE stack_id = $2)), $4, $5, $6, $7, $8, $9, $10,
        $11, $12, $13, $14, $15, $16, $17, $18
      ON CONFLICT (id) DO UPDATE SET status = excluded.status, reason = excluded.reason, started_at = excluded.started_at,
        finished_at = excluded.finished_at, cleared_hooks = excluded.cleared_hooks`,
    values: [
      operation.id, operation.stackId, operation.number, operation.action, operation.status, operation.reason, operation.targetRevisionId,
      operation.rollbackRevisionId, operation.causeId, operation.onFailure, operation.timeoutMins, operation.actor, operation.createdAt,
      operation.startedAt, operation.finishedAt, operation.retain, operation.converge, operation.clearedHooks,
    ],
  };
}

/** A snapshot has its resources as they were when its operation completed: nothing can change them in between. */
export function keepSnapshot(operation: OperationRow): Statement {
  return {
    text: `UPDATE snapshot SET resources = (
        SELECT coalesce(jsonb_object_agg(name, jsonb_build_object('name', name, 'type', type, 'resource_id', physical_resource_id, 'action', action, 'status', status,
          'metadata', metadata, 'resource_data', data)), '{}')
        FROM resource WHERE stack_id = $2 AND replaced_by IS NULL)
      WHERE operation_id = $1`,
    values: [operation.id, operation.stackId],
  };
}

export function handleSignals(ids: readonly string[]): Statement {
  return { text: 'UPDATE signal SET handled_at = now() WHERE id = ANY ($1::uuid[])', values: [ids] };
}

export function setWakeAt(rootId: string, at: Date | null): Statement {
  return { text: 'UPDATE stack SET wake_at = $2 WHERE id = $1', values: [rootId, at] };
}

/** Delivered with the commit: whoever hears of an event can read it. */
export function notify(rootId: string, lastSeq: number): Statement {
  return { text: "SELECT pg_notify('hearth_stack', $1)", values: [`${rootId} ${lastSeq}`] };
}
