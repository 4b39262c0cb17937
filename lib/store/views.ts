/** Stacks as pages read them. Nothing sealed is opened here. */
import type { Pool } from 'pg';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import type { JsonMap } from '@/lib/hot/types';
import { TRIAL_TAG } from '@/lib/wire/library';
import type { EventView, OperationView, ResourceDetail, ResourceView, RevisionView, StackSummary } from '@/lib/wire/types';
import { member } from './journal-record';

interface SummaryRecord {
  id: string;
  name: string;
  action: string;
  status: string;
  status_reason: string;
  tags: string[];
  created_at: Date;
  updated_at: Date | null;
  actor: string;
  total: number;
  done: number;
}

/**
 * Progress: of the resources that the operation is about, how many it is through with. A resource that an update leaves alone counts once the
 * update has come to it, which its revision tells.
 */
const SUMMARY = `
  SELECT s.id, s.name, s.action, s.status, s.status_reason, s.tags, s.created_at, s.updated_at,
    coalesce(o.actor, s.created_by) AS actor,
    greatest(coalesce(o.planned, 0), coalesce(r.present, 0), CASE WHEN s.action = 'DELETE' THEN coalesce(o.planned, 0) ELSE 0 END)::int AS total,
    (coalesce(r.done, 0) + coalesce(gone.number, 0))::int AS done
  FROM stack s
  LEFT JOIN LATERAL (
    SELECT actor, plan, (SELECT count(*) FROM jsonb_object_keys(plan)) AS planned FROM operation WHERE stack_id = s.id ORDER BY number DESC LIMIT 1
  ) o ON true
  LEFT JOIN LATERAL (
    SELECT count(*) FILTER (WHERE replaced_by IS NULL) AS present,
      count(*) FILTER (WHERE replaced_by IS NULL AND status = 'COMPLETE' AND action <> 'INIT'
        AND (s.status = 'COMPLETE' OR revision_id IS NOT DISTINCT FROM s.revision_id OR operation_id = s.operation_id)) AS done
    FROM resource WHERE stack_id = s.id
  ) r ON true
  LEFT JOIN LATERAL (
    SELECT count(*) AS number FROM jsonb_each_text(o.plan) planned
    WHERE planned.value = 'delete' AND planned.key NOT IN (SELECT name FROM resource WHERE stack_id = s.id)
  ) gone ON true`;

function toSummary(record: SummaryRecord): StackSummary {
  return {
    id: record.id,
    name: record.name,
    action: member(ACTIONS, record.action),
    status: member(STATUSES, record.status),
    statusReason: record.status_reason,
    progress: { done: record.done, total: record.total },
    tags: record.tags,
    createdAt: record.created_at.toISOString(),
    updatedAt: record.updated_at?.toISOString() ?? null,
    actor: record.actor,
  };
}

/** Most stacks that one reading gives. */
const MOST_STACKS = 10_000;

/** Root stacks of a project that are there, the youngest first; trials of the library are not listed. */
export async function stackSummaries(pool: Pool, projectId: string): Promise<StackSummary[]> {
  const { rows } = await pool.query<SummaryRecord>(`${SUMMARY} WHERE s.project_id = $1 AND s.owner_id IS NULL AND s.deleted_at IS NULL AND NOT $2 = ANY (s.tags) ORDER BY s.created_at DESC LIMIT ${MOST_STACKS}`, [projectId, TRIAL_TAG]);
  return rows.map(toSummary);
}

/** One stack, also after its deletion. */
export async function stackSummary(pool: Pool, id: string): Promise<StackSummary | null> {
  const { rows } = await pool.query<SummaryRecord>(`${SUMMARY} WHERE s.id = $1`, [id]);
  return rows[0] === undefined ? null : toSummary(rows[0]);
}

export async function operationViews(pool: Pool, stackId: string): Promise<OperationView[]> {
  const { rows } = await pool.query<Omit<OperationView, 'createdAt' | 'startedAt' | 'finishedAt'> & { action: string; status: string; onFailure: string; created: Date; started: Date | null; finished: Date | null }>(
    `SELECT o.id, o.number, o.action, o.status, o.reason, o.actor, o.cause_id AS "causeId", o.on_failure AS "onFailure", o.retain,
       o.created_at AS created, o.started_at AS started, o.finished_at AS finished, target.number AS "toRevision",
       (SELECT r.number FROM operation before JOIN revision r ON r.id = before.target_revision_id
        WHERE before.stack_id = o.stack_id AND before.number < o.number ORDER BY before.number DESC LIMIT 1) AS "fromRevision"
     FROM operation o LEFT JOIN revision target ON target.id = o.target_revision_id
     WHERE o.stack_id = $1 ORDER BY o.number DESC LIMIT 200`,
    [stackId],
  );
  return rows.map(({ created, started, finished, ...row }) => ({
    ...row,
    action: member(ACTIONS, row.action),
    status: member(['PENDING', 'IN_PROGRESS', 'PAUSED', 'COMPLETE', 'FAILED', 'CANCELLED'], row.status),
    onFailure: member(['rollback', 'keep', 'pause'], row.onFailure),
    createdAt: created.toISOString(),
    startedAt: started?.toISOString() ?? null,
    finishedAt: finished?.toISOString() ?? null,
  }));
}

interface ResourceListRecord {
  id: string;
  stack_id: string;
  name: string;
  type: string;
  physical_resource_id: string | null;
  action: string;
  status: string;
  status_reason: string;
  waiting: { what?: string } | null;
  requires: string[];
  replaces: string | null;
  replaced_by: string | null;
  started_at: Date | null;
  updated_at: Date;
}

const RESOURCE = 'id, stack_id, name, type, physical_resource_id, action, status, status_reason, waiting, requires, replaces, replaced_by, started_at, updated_at';

/** `requires` by name; the caller knows the names of the stack's rows. */
function toResource(record: ResourceListRecord, names: ReadonlyMap<string, string>): ResourceView {
  return {
    id: record.id,
    stackId: record.stack_id,
    name: record.name,
    type: record.type,
    physicalResourceId: record.physical_resource_id,
    action: member(ACTIONS, record.action),
    status: member(STATUSES, record.status),
    statusReason: record.status_reason,
    waitingFor: record.waiting?.what ?? null,
    requires: [...new Set(record.requires.flatMap((id) => names.get(id) ?? []))],
    replaces: record.replaces,
    replacedBy: record.replaced_by,
    startedAt: record.started_at?.toISOString() ?? null,
    updatedAt: record.updated_at.toISOString(),
  };
}

export async function resourceViews(pool: Pool, rootId: string): Promise<ResourceView[]> {
  const { rows } = await pool.query<ResourceListRecord>(`SELECT ${RESOURCE} FROM resource WHERE root_id = $1 ORDER BY created_at, name`, [rootId]);
  const names = new Map(rows.map((row) => [row.id, row.name]));
  return rows.map((row) => toResource(row, names));
}

export async function resourceDetail(pool: Pool, rootId: string, resourceId: string): Promise<Omit<ResourceDetail, 'signalUrl' | 'takesSignals' | 'canBeAsked' | 'consoleUrl'> | null> {
  if (!/^[0-9a-f-]{36}$/i.test(resourceId)) return null;
  const { rows } = await pool.query<ResourceListRecord & { properties: JsonMap; attributes: JsonMap; metadata: JsonMap; definition: JsonMap; attempt: number; created_at: Date }>(
    `SELECT ${RESOURCE}, properties, attributes, metadata, definition, attempt, created_at FROM resource WHERE root_id = $1 AND id = $2`, [rootId, resourceId],
  );
  const [row] = rows;
  if (row === undefined) return null;
  const required = await pool.query<{ id: string; name: string }>('SELECT id, name FROM resource WHERE id = ANY ($1::uuid[])', [row.requires]);
  const { properties, attributes, metadata, definition, attempt } = row;
  return { ...toResource(row, new Map(required.rows.map(({ id, name }) => [id, name]))), properties, attributes, metadata, definition, attempt, createdAt: row.created_at.toISOString() };
}

interface EventRecord {
  seq: number;
  id: string;
  stack_id: string;
  operation_id: string | null;
  resource_id: string | null;
  resource_name: string;
  resource_type: string;
  physical_resource_id: string | null;
  action: string;
  status: string;
  reason: string;
  waiting_for: string | null;
  created_at: Date;
}

const EVENTS = 'SELECT seq, id, stack_id, operation_id, resource_id, resource_name, resource_type, physical_resource_id, action, status, reason, waiting_for, created_at FROM event';

/** Events of a tree with a number above `after`, in order, at most `limit`. */
export async function eventsAfter(pool: Pool, rootId: string, after: number, limit: number): Promise<EventView[]> {
  const { rows } = await pool.query<EventRecord>(`${EVENTS} WHERE root_id = $1 AND seq > $2 ORDER BY seq LIMIT $3`, [rootId, after, limit]);
  return rows.map(toEvent);
}

/** Those with a number below `before`, in order, the newest `limit` of them. */
export async function eventsBefore(pool: Pool, rootId: string, before: number, limit: number): Promise<EventView[]> {
  const { rows } = await pool.query<EventRecord>(`${EVENTS} WHERE root_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3`, [rootId, before, limit]);
  return rows.reverse().map(toEvent);
}

function toEvent(row: EventRecord): EventView {
  return {
    seq: row.seq,
    id: row.id,
    stackId: row.stack_id,
    operationId: row.operation_id,
    resourceId: row.resource_id,
    resourceName: row.resource_name,
    resourceType: row.resource_type,
    physicalResourceId: row.physical_resource_id,
    action: row.action === 'SIGNAL' ? 'SIGNAL' : member(ACTIONS, row.action),
    status: member(STATUSES, row.status),
    reason: row.reason,
    waitingFor: row.waiting_for,
    at: row.created_at.toISOString(),
  };
}

/** Newest first. */
export async function revisionViews(pool: Pool, stackId: string): Promise<RevisionView[]> {
  const { rows } = await pool.query<Omit<RevisionView, 'createdAt'> & { created: Date }>(
    'SELECT id, number, message, created_by AS "createdBy", created_at AS created FROM revision WHERE stack_id = $1 ORDER BY number DESC', [stackId],
  );
  return rows.map(({ created, ...row }) => ({ ...row, createdAt: created.toISOString() }));
}
