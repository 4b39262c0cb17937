/** Events as Heat's API lists them. Events of ours that tell what is waited for are not among them. */
import type { Pool } from 'pg';
import type { JsonMap } from '@/lib/hot/types';
import { apiTime } from './api-time';

export interface EventRecord {
  id: string;
  stackId: string;
  stackName: string;
  resourceName: string;
  resourceType: string;
  physicalResourceId: string | null;
  action: string;
  status: string;
  reason: string;
  /** `2026-11-23T07:15:28Z` */
  createdAt: string;
}

const WITH_STACK = 'e.stack_id AS "stackId", s.name AS "stackName",';
const COLUMNS = `e.id, e.resource_name AS "resourceName", e.resource_type AS "resourceType",
  e.physical_resource_id AS "physicalResourceId", e.action, e.status, e.reason, ${apiTime('e.created_at')} AS "createdAt"`;

const FILTERS: ReadonlyMap<string, string> = new Map([
  ['resource_status', 'e.status'], ['resource_action', 'e.action'], ['resource_name', 'e.resource_name'], ['resource_type', 'e.resource_type'],
]);

/** The number stands for the time: events are numbered as they happen. */
const SORT: ReadonlyMap<string, string> = new Map([
  ['event_time', 'e.seq'], ['created_at', 'e.seq'], ['resource_name', 'e.resource_name'], ['resource_type', 'e.resource_type'], ['resource_status', 'e.status'],
]);

export interface EventQuery {
  stack: { id: string; rootId: string; name: string };
  /** Levels of nested stacks whose events are listed too. */
  depth: number;
  resourceName?: string;
  /** Any of the values, of every filter. A status may be written `CREATE_COMPLETE`. */
  filters: Readonly<Record<string, readonly string[]>>;
  sortKeys: readonly string[];
  descending: boolean;
  marker?: string;
  limit?: number;
}

/** One page, the newest first when `descending`. A marker that is not in the list is ignored. */
export async function listEventRecords(pool: Pool, query: EventQuery): Promise<EventRecord[]> {
  const values: unknown[] = [];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const below = query.depth > 0
    ? `WITH RECURSIVE below AS (
         SELECT id, 0 AS level FROM stack WHERE id = ${value(query.stack.id)}
         UNION ALL SELECT stack.id, below.level + 1 FROM stack JOIN below ON stack.owner_id = below.id WHERE below.level < ${value(query.depth)})`
    : '';
  const parts = ['e.waiting_for IS NULL', query.depth > 0 ? `e.root_id = ${value(query.stack.rootId)} AND e.stack_id IN (SELECT id FROM below)` : `e.stack_id = ${value(query.stack.id)}`];
  if (query.resourceName !== undefined) parts.push(`e.resource_name = ${value(query.resourceName)}`);
  for (const [name, wanted] of Object.entries(query.filters)) {
    const column = FILTERS.get(name);
    if (column === undefined || wanted.length === 0) continue;
    parts.push(name === 'resource_status' ? `(e.status = ANY (${value(wanted)}::text[]) OR e.action || '_' || e.status = ANY (${value(wanted)}::text[]))` : `${column} = ANY (${value(wanted)}::text[])`);
  }
  const direction = query.descending ? 'DESC' : 'ASC';
  const keys = [...new Set([...query.sortKeys.flatMap((key) => SORT.get(key) ?? []), 'e.seq'])];
  const order = keys.map((column) => `${column} ${direction}`).join(', ');
  if (query.marker !== undefined && /^[0-9a-f-]{36}$/i.test(query.marker)) parts.push(await behindMarker(pool, query, keys, value));
  const limit = query.limit === undefined ? '' : `LIMIT ${value(query.limit)}`;
  const which = `WHERE ${parts.join(' AND ')} ORDER BY ${order} ${limit}`;
  if (query.depth > 0) return (await pool.query<EventRecord>(`${below} SELECT ${WITH_STACK} ${COLUMNS} FROM event e JOIN stack s ON s.id = e.stack_id ${which}`, values)).rows;
  // What all of thousands of rows have in common does not travel with each.
  const { rows } = await pool.query<Omit<EventRecord, 'stackId' | 'stackName'>>(`SELECT ${COLUMNS} FROM event e ${which}`, values);
  return rows.map((row) => ({ ...row, stackId: query.stack.id, stackName: query.stack.name }));
}

/** Row comparison with the marker's own values, in the order of the list. */
async function behindMarker(pool: Pool, { stack, marker, descending }: EventQuery, keys: readonly string[], value: (given: unknown) => string): Promise<string> {
  const { rows } = await pool.query<Record<string, unknown>>(
    `SELECT ${keys.map((column, index) => `${column} AS k${index}`).join(', ')} FROM event e WHERE e.root_id = $1 AND e.id = $2`, [stack.rootId, marker],
  );
  const [found] = rows;
  if (found === undefined) return 'true';
  return `(${keys.join(', ')}) ${descending ? '<' : '>'} (${keys.map((_, index) => value(found[`k${index}`])).join(', ')})`;
}

/** One event of a resource, with the properties the resource has. */
export async function eventRecord(pool: Pool, stackId: string, resourceName: string, id: string): Promise<(EventRecord & { properties: JsonMap }) | null> {
  if (!/^[0-9a-f-]{36}$/i.test(id)) return null;
  const { rows } = await pool.query<EventRecord & { properties: JsonMap | null }>(
    `SELECT ${WITH_STACK} ${COLUMNS}, r.properties FROM event e JOIN stack s ON s.id = e.stack_id LEFT JOIN resource r ON r.id = e.resource_id
     WHERE e.stack_id = $1 AND e.resource_name = $2 AND e.id = $3 AND e.waiting_for IS NULL`,
    [stackId, resourceName, id],
  );
  return rows[0] === undefined ? null : { ...rows[0], properties: rows[0].properties ?? {} };
}
