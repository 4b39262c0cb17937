/** Stacks as Heat's API lists and finds them: filters, tags, order, pages; nested and deleted ones on request. */
import type { Pool } from 'pg';
import { ACTIONS, type Action, STATUSES, type Status } from '@/lib/engine/states';
import type { OnFailure } from '@/lib/wire/types';
import { member } from './journal-record';
import { UUID } from './uuid';

export interface StackRecord {
  id: string;
  projectId: string;
  name: string;
  rootId: string;
  ownerId: string | null;
  parentResourceName: string | null;
  nestedDepth: number;
  action: Action;
  status: Status;
  statusReason: string;
  onFailure: OnFailure;
  timeoutMins: number;
  tags: string[];
  revisionId: string | null;
  createdBy: string;
  createdAt: Date;
  updatedAt: Date | null;
  deletedAt: Date | null;
}

type Raw = Omit<StackRecord, 'action' | 'status' | 'onFailure'> & { action: string; status: string; onFailure: string };

/**
 * Stacks as clients are to see them: one whose next operation was accepted but not begun shows that operation, because clients that ask right after
 * a request would otherwise take the end of the operation before for the end of theirs.
 */
const STACKS = `(SELECT stack.id, stack.project_id, stack.name, stack.root_id, stack.owner_id, stack.parent_resource_name, stack.nested_depth,
    coalesce(asked.action, stack.action) AS action, CASE WHEN asked.action IS NULL THEN stack.status ELSE 'IN_PROGRESS' END AS status,
    CASE WHEN asked.action IS NULL THEN stack.status_reason ELSE 'Stack ' || asked.action || ' started' END AS status_reason,
    stack.on_failure, stack.timeout_mins, stack.tags, coalesce(asked.target_revision_id, stack.revision_id) AS revision_id,
    stack.created_by, stack.created_at, stack.updated_at, stack.deleted_at
  FROM stack LEFT JOIN LATERAL (
    SELECT action, target_revision_id FROM operation WHERE operation.stack_id = stack.id AND operation.status = 'PENDING' ORDER BY number DESC LIMIT 1) asked ON true)`;

const COLUMNS = `s.id, s.project_id AS "projectId", s.name, s.root_id AS "rootId", s.owner_id AS "ownerId", s.parent_resource_name AS "parentResourceName",
  s.nested_depth AS "nestedDepth", s.action, s.status, s.status_reason AS "statusReason", s.on_failure AS "onFailure", s.timeout_mins AS "timeoutMins", s.tags,
  s.revision_id AS "revisionId", s.created_by AS "createdBy", s.created_at AS "createdAt", s.updated_at AS "updatedAt", s.deleted_at AS "deletedAt"`;

function toStack(row: Raw): StackRecord {
  return { ...row, action: member(ACTIONS, row.action), status: member(STATUSES, row.status), onFailure: member(['rollback', 'keep', 'pause'], row.onFailure) };
}

/** A stack of the project by its id, nested and deleted ones included. */
export async function stackById(pool: Pool, projectId: string, id: string): Promise<StackRecord | null> {
  if (!UUID.test(id)) return null;
  const { rows } = await pool.query<Raw>(`SELECT ${COLUMNS} FROM ${STACKS} s WHERE s.id = $1 AND s.project_id = $2`, [id, projectId]);
  return rows[0] === undefined ? null : toStack(rows[0]);
}

/** By name, among those that are not deleted; a root stack before a nested one that bears the same name. */
export async function stackByName(pool: Pool, projectId: string, name: string): Promise<StackRecord | null> {
  const { rows } = await pool.query<Raw>(
    `SELECT ${COLUMNS} FROM ${STACKS} s WHERE s.project_id = $1 AND s.name = $2 AND s.deleted_at IS NULL ORDER BY s.owner_id NULLS FIRST, s.created_at DESC LIMIT 1`, [projectId, name],
  );
  return rows[0] === undefined ? null : toStack(rows[0]);
}

/** Columns that may be filtered by, under the names clients use for them. */
const FILTERS: Readonly<Record<string, string>> = {
  id: 's.id::text', name: 's.name', stack_name: 's.name', status: 's.status', action: 's.action', stack_status: "s.action || '_' || s.status", stack_status_reason: 's.status_reason',
  tenant: 's.project_id', project: 's.project_id', username: 's.created_by', stack_owner: 's.created_by', owner_id: 's.owner_id::text', parent: 's.owner_id::text',
  creation_time: `to_char(s.created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`, updated_time: `to_char(s.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`,
};
export const STACK_FILTERS: readonly string[] = Object.keys(FILTERS);

const BY_TIME = 's.created_at';
const SORT: ReadonlyMap<string, string> = new Map([['stack_name', 's.name'], ['stack_status', 's.status'], ['creation_time', BY_TIME], ['updated_time', 's.updated_at']]);

export function isSortKey(name: string): boolean {
  return SORT.has(name);
}

export interface StackQuery {
  /** Undefined: of every project. */
  projectId: string | undefined;
  /** Any of the values, of every filter. */
  filters: Readonly<Record<string, readonly string[]>>;
  tags?: readonly string[];
  tagsAny?: readonly string[];
  notTags?: readonly string[];
  notTagsAny?: readonly string[];
  /** Stacks with any of these are not listed. */
  hiddenTags?: readonly string[];
  showDeleted: boolean;
  showNested: boolean;
  /** Names that are no keys are not sorted by. */
  sortKeys: readonly string[];
  descending: boolean;
  /** The page begins after this stack; an id that is not in the list is ignored. */
  marker?: string;
  limit?: number;
}

interface Condition {
  sql: string;
  values: unknown[];
}

/** Where-clause and its values. */
function conditionOf(query: StackQuery): Condition {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const parts: string[] = ['true'];
  if (query.projectId !== undefined) parts.push(`s.project_id = ${value(query.projectId)}`);
  if (!query.showDeleted) parts.push('s.deleted_at IS NULL');
  if (!query.showNested && query.filters['owner_id'] === undefined) parts.push('s.owner_id IS NULL');
  for (const [name, wanted] of Object.entries(query.filters)) {
    const column = Object.hasOwn(FILTERS, name) ? FILTERS[name] : undefined;
    if (column !== undefined && wanted.length > 0) parts.push(`${column} = ANY (${value(wanted)}::text[])`);
  }
  if (query.tags !== undefined) parts.push(`s.tags @> ${value(query.tags)}::text[]`);
  if (query.tagsAny !== undefined) parts.push(`s.tags && ${value(query.tagsAny)}::text[]`);
  if (query.notTags !== undefined) parts.push(`NOT (s.tags @> ${value(query.notTags)}::text[])`);
  if (query.hiddenTags !== undefined && query.hiddenTags.length > 0) parts.push(`NOT (s.tags && ${value(query.hiddenTags)}::text[])`);
  if (query.notTagsAny !== undefined) parts.push(`NOT (s.tags && ${value(query.notTagsAny)}::text[])`);
  return { sql: parts.join(' AND '), values };
}

/** One page. The id breaks ties, so that pages never overlap. */
export async function listStackRecords(pool: Pool, query: StackQuery): Promise<StackRecord[]> {
  const { sql, values } = conditionOf(query);
  const direction = query.descending ? 'DESC NULLS LAST' : 'ASC NULLS FIRST';
  const keys = [...new Set(query.sortKeys)].flatMap((key) => SORT.get(key) ?? []);
  const order = [...(keys.length === 0 ? [BY_TIME] : keys), 's.id'].map((column) => `${column} ${direction}`).join(', ');
  // The place of the marker in this very order: whatever the keys are, the next page begins behind it.
  const after = query.marker === undefined || !UUID.test(query.marker) ? null : `$${values.push(query.marker)}`;
  const limit = query.limit === undefined ? '' : `LIMIT $${values.push(query.limit)}`;
  const { rows } = await pool.query<Raw>(
    after === null
      ? `SELECT ${COLUMNS} FROM ${STACKS} s WHERE ${sql} ORDER BY ${order} ${limit}`
      : `WITH listed AS (SELECT s.*, row_number() OVER (ORDER BY ${order}) AS place FROM ${STACKS} s WHERE ${sql})
         SELECT ${COLUMNS} FROM listed s WHERE place > coalesce((SELECT place FROM listed WHERE id = ${after}::uuid), 0) ORDER BY place ${limit}`,
    values,
  );
  return rows.map(toStack);
}

/** How many there are, whatever the page. */
export async function countStackRecords(pool: Pool, query: StackQuery): Promise<number> {
  const { sql, values } = conditionOf(query);
  const { rows } = await pool.query<{ total: number }>(`SELECT count(*)::int AS total FROM ${STACKS} s WHERE ${sql}`, values);
  return rows[0]?.total ?? 0;
}

/** A stack and those that contain it, the root first. */
export async function ancestry(pool: Pool, id: string): Promise<{ id: string; name: string; revisionId: string | null }[]> {
  const { rows } = await pool.query<{ id: string; name: string; revisionId: string | null }>(
    `WITH RECURSIVE above AS (
       SELECT id, owner_id, nested_depth, name, revision_id FROM stack WHERE id = $1
       UNION ALL SELECT stack.id, stack.owner_id, stack.nested_depth, stack.name, stack.revision_id FROM stack JOIN above ON stack.id = above.owner_id)
     SELECT id, name, revision_id AS "revisionId" FROM above ORDER BY nested_depth`,
    [id],
  );
  return rows;
}
