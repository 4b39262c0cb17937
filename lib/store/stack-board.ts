/** The list of stacks as its page reads it: a page of rows, and how many there are of what. Made for tens of thousands of stacks in a project. */
import type { Pool } from 'pg';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import { TRIAL_TAG } from '@/lib/wire/library';
import { ageOf, type Attention, ATTENTION, type BoardSort, type Dot, dotOf, type Facets, type FacetValues, type StackQuery, type StackRow } from '@/lib/wire/stack-board';
import { member } from './journal-record';

/** Longer than this a resource does not usually wait; agents that were silent longer are offline. */
const LONG_WAIT = "interval '2 minutes'";
const OFFLINE = "interval '5 minutes'";

const WAITS_LONG = `EXISTS (SELECT 1 FROM resource w WHERE w.root_id = s.id AND w.waiting IS NOT NULL AND w.status = 'IN_PROGRESS' AND w.started_at < clock_timestamp() - ${LONG_WAIT})`;
const PAUSED = "EXISTS (SELECT 1 FROM operation p WHERE p.id = s.operation_id AND p.status = 'PAUSED')";
/** At a breakpoint; the row has not begun, or has ended. */
const HOOKED = "EXISTS (SELECT 1 FROM resource w WHERE w.root_id = s.id AND w.waiting->>'kind' = 'hook')";
const HAS_OFFLINE = `EXISTS (SELECT 1 FROM server h JOIN stack own ON own.id = h.stack_id WHERE own.root_id = s.id AND h.deleted_at IS NULL AND h.state = 'ACTIVE' AND h.last_seen_at < clock_timestamp() - ${OFFLINE})`;

/** A letter for each family of states; what holds a stack up is looked for only where something runs. */
const FAMILY = `CASE WHEN s.status = 'FAILED' THEN 'f' WHEN s.status = 'IN_PROGRESS' AND (${PAUSED} OR ${HOOKED} OR ${WAITS_LONG}) THEN 'h' WHEN s.status = 'IN_PROGRESS' AND s.action <> 'ROLLBACK' THEN 'p'
  WHEN s.action = 'ROLLBACK' THEN 'r' WHEN s.action IN ('INIT', 'SUSPEND') THEN 'w' ELSE 'd' END`;

const ORDER: Readonly<Record<BoardSort, string>> = {
  name: 'lower(s.name)',
  state: `array_position(ARRAY['f', 'h', 'p', 'r', 'd', 'w'], (${FAMILY})::text)`,
  changed: 'coalesce(s.updated_at, s.created_at)',
  age: 's.created_at',
};

const ATTENTIVE: Readonly<Record<Attention, string>> = {
  failed: "s.status = 'FAILED' AND s.action <> 'CHECK'",
  paused: `s.status = 'IN_PROGRESS' AND (${PAUSED} OR ${HOOKED})`,
  waiting: `s.status = 'IN_PROGRESS' AND ${WAITS_LONG}`,
  offline: HAS_OFFLINE,
  drifted: "s.status = 'FAILED' AND s.action = 'CHECK'",
};

interface Condition {
  sql: string;
  values: unknown[];
}

function conditionOf(projectId: string, { words, keys }: StackQuery): Condition {
  const values: unknown[] = [projectId, TRIAL_TAG];
  const value = (given: unknown): string => `$${values.push(given)}`;
  const is = new Set(keys.is ?? []);
  const parts = ['s.project_id = $1', 'NOT $2 = ANY (s.tags)', is.has('deleted') ? 's.deleted_at IS NOT NULL' : 's.deleted_at IS NULL'];
  if (!is.has('nested')) parts.push('s.owner_id IS NULL');
  if (is.has('running')) parts.push("s.status = 'IN_PROGRESS'");
  if (is.has('protected')) parts.push('s.protected');
  const attentive = ATTENTION.filter((word) => is.has(word)).map((word) => `(${ATTENTIVE[word]})`);
  if (attentive.length > 0) parts.push(`(${attentive.join(' OR ')})`);
  for (const word of words) parts.push(`(s.name || ' ' || s.created_by || ' ' || array_to_string(s.tags, ' ') || ' ' || s.id::text) ILIKE ${value(`%${like(word)}%`)}`);
  const dots = (keys.status ?? []).flatMap((word) => dotOf(word) ?? []);
  if (dots.length > 0) parts.push(`(${FAMILY}) = ANY (${value(dots)}::text[])`);
  if (keys.action) parts.push(`s.action = ANY (${value(keys.action.map((action) => action.toUpperCase()))}::text[])`);
  if (keys.tag) parts.push(`s.tags && ${value(keys.tag)}::text[]`);
  if (keys.owner) parts.push(`s.created_by = ANY (${value(keys.owner)}::text[])`);
  if (keys.env) parts.push(`EXISTS (SELECT 1 FROM revision r CROSS JOIN LATERAL jsonb_array_elements(r.layers->'environments') layer WHERE r.id = s.revision_id AND layer->>'name' = ANY (${value(keys.env)}::text[]))`);
  if (keys.type) parts.push(`s.id IN (SELECT r.root_id FROM resource r WHERE r.type ${typesOf(keys.type, value)})`);
  for (const given of keys.updated ?? []) {
    const age = ageOf(given);
    if (age !== null) parts.push(`coalesce(s.updated_at, s.created_at) ${age.within ? '>' : '<'} clock_timestamp() - make_interval(mins => ${value(age.minutes)})`);
  }
  return { sql: parts.join(' AND '), values };
}

/** Whole names are looked for as they are, which is much cheaper than a pattern. */
function typesOf(types: readonly string[], value: (given: unknown) => string): string {
  return types.some((type) => type.includes('*')) ? `ILIKE ANY (${value(types.map((type) => like(type).replaceAll('*', '%')))}::text[])` : `= ANY (${value(types)}::text[])`;
}

function like(text: string): string {
  return text.replace(/[\\%_]/g, '\\$&');
}

interface BoardRecord extends Omit<StackRow, 'action' | 'status' | 'createdAt' | 'updatedAt' | 'deletedAt' | 'progress'> {
  action: string;
  status: string;
  created: Date;
  updated: Date | null;
  deleted: Date | null;
  total: number;
  done: number;
}

/** Everything a row shows (of what has ended what is there; of what goes on what it has to do, removals included), for the stacks that `chosen` (a query of ids with their order) gives. */
function rowsSql(chosen: string): string {
  return `SELECT s.id, s.name, s.action, s.status, s.status_reason AS "statusReason", s.tags, s.protected, s.created_at AS created, s.updated_at AS updated, s.deleted_at AS deleted,
      coalesce(o.actor, s.created_by) AS actor, CASE WHEN s.status = 'COMPLETE' THEN coalesce(r.present, 0) ELSE greatest(coalesce(o.planned, 0), coalesce(r.present, 0)) END::int AS total, coalesce(r.done, 0)::int AS done, coalesce(r.dots, '') AS dots,
      v.number AS revision, o.ms AS "lastMs", o.usual AS "usualMs", coalesce(v.environments, '{}') AS environments,
      (SELECT count(*)::int FROM stack n WHERE n.root_id = s.root_id AND n.id <> s.root_id AND n.deleted_at IS NULL AND s.owner_id IS NULL) AS nested,
      CASE WHEN s.status <> 'IN_PROGRESS' THEN NULL WHEN ${PAUSED} THEN 'somebody: it is paused' WHEN ${HOOKED} THEN 'somebody: it is held at a breakpoint'
        WHEN ${WAITS_LONG} THEN (SELECT w.waiting->>'what' FROM resource w WHERE w.root_id = s.id AND w.waiting IS NOT NULL AND w.status = 'IN_PROGRESS' ORDER BY w.started_at LIMIT 1) END AS "heldFor"
    FROM (${chosen}) chosen JOIN stack s ON s.id = chosen.id
    LEFT JOIN LATERAL (
      SELECT actor, (SELECT count(*) FROM jsonb_object_keys(plan)) AS planned, extract(epoch FROM coalesce(finished_at, clock_timestamp()) - started_at)::float8 * 1000 AS ms,
        (SELECT percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM e.finished_at - e.started_at) * 1000) FROM operation e
         WHERE e.stack_id = s.id AND e.action = last.action AND e.status = 'COMPLETE' AND e.id <> last.id) AS usual
      FROM operation last WHERE stack_id = s.id ORDER BY number DESC LIMIT 1
    ) o ON true
    LEFT JOIN LATERAL (
      SELECT count(*) AS present, count(*) FILTER (WHERE status = 'COMPLETE' AND action <> 'INIT' AND (s.status = 'COMPLETE' OR revision_id IS NOT DISTINCT FROM s.revision_id OR operation_id = s.operation_id)) AS done,
        left(string_agg(CASE WHEN status = 'FAILED' THEN 'f' WHEN status = 'IN_PROGRESS' AND waiting IS NOT NULL THEN 'h' WHEN status = 'IN_PROGRESS' THEN 'p' WHEN action = 'INIT' THEN 'w' ELSE 'd' END, '' ORDER BY created_at, name), 40) AS dots
      FROM resource WHERE stack_id = s.id AND replaced_by IS NULL
    ) r ON true
    LEFT JOIN LATERAL (
      SELECT number, ARRAY(SELECT layer->>'name' FROM jsonb_array_elements(layers->'environments') layer) AS environments FROM revision WHERE id = s.revision_id
    ) v ON true
    ORDER BY chosen.place`;
}

function toRow({ created, updated, deleted, total, done, action, status, ...row }: BoardRecord): StackRow {
  return {
    ...row, action: member(ACTIONS, action), status: member(STATUSES, status), progress: { done, total },
    createdAt: created.toISOString(), updatedAt: updated?.toISOString() ?? null, deletedAt: deleted?.toISOString() ?? null,
  };
}

export interface BoardQuery {
  projectId: string;
  query: StackQuery;
  sort: BoardSort;
  descending: boolean;
  offset: number;
  limit: number;
}

/** One page. The id breaks ties, so that pages never overlap. */
export async function boardRows(pool: Pool, { projectId, query, sort, descending, offset, limit }: BoardQuery): Promise<StackRow[]> {
  const { sql, values } = conditionOf(projectId, query);
  const direction = descending ? 'DESC' : 'ASC';
  const chosen = `SELECT id, row_number() OVER (ORDER BY key ${direction}, id) AS place FROM (
    SELECT s.id, ${ORDER[sort]} AS key FROM stack s WHERE ${sql} ORDER BY key ${direction}, s.id OFFSET $${values.length + 1} LIMIT $${values.length + 2}) page`;
  const { rows } = await pool.query<BoardRecord>(rowsSql(chosen), [...values, offset, limit]);
  return rows.map(toRow);
}

/** Rows of these stacks, of whatever project, with the project each belongs to; nested, deleted and trial ones are not given. */
export async function rowsOfStacks(pool: Pool, ids: readonly string[]): Promise<{ projectId: string; row: StackRow }[]> {
  const { rows } = await pool.query<{ id: string; projectId: string }>('SELECT id, project_id AS "projectId" FROM stack WHERE id = ANY ($1::uuid[]) AND owner_id IS NULL AND NOT $2 = ANY (tags)', [ids, TRIAL_TAG]);
  const projects = new Map(rows.map(({ id, projectId }) => [id, projectId]));
  const read = await pool.query<BoardRecord>(rowsSql('SELECT id, row_number() OVER () AS place FROM unnest($1::uuid[]) AS id'), [[...projects.keys()]]);
  return read.rows.map((record) => ({ projectId: projects.get(record.id) ?? '', row: toRow(record) }));
}

/** Counts over all stacks of the project that match, except that states are counted over all that match the rest of the filter. */
export async function boardFacets(pool: Pool, projectId: string, query: StackQuery): Promise<Facets> {
  const withoutStatus: StackQuery = { ...query, keys: { ...query.keys, status: undefined } };
  const wide = conditionOf(projectId, withoutStatus);
  const narrow = conditionOf(projectId, query);
  const everything = conditionOf(projectId, { words: [], keys: {}, unknown: [] });
  const attention = ATTENTION.map((word) => `count(*) FILTER (WHERE ${ATTENTIVE[word]})::int AS ${word}`).join(', ');
  const [families, matching, tags, owners, all] = await Promise.all([
    pool.query<{ family: Dot; count: number }>(`SELECT (${FAMILY}) AS family, count(*)::int AS count FROM stack s WHERE ${wide.sql} GROUP BY 1`, wide.values),
    pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM stack s WHERE ${narrow.sql}`, narrow.values),
    pool.query<{ name: string; count: number }>(`SELECT tag AS name, count(*)::int AS count FROM stack s CROSS JOIN unnest(s.tags) tag WHERE ${everything.sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`, everything.values),
    pool.query<{ name: string; count: number }>(`SELECT s.created_by AS name, count(*)::int AS count FROM stack s WHERE ${everything.sql} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 100`, everything.values),
    pool.query<{ total: number } & Record<Attention, number>>(`SELECT count(*)::int AS total, ${attention} FROM stack s WHERE ${everything.sql}`, everything.values),
  ]);
  const [counted] = all.rows;
  return {
    total: counted?.total ?? 0,
    matching: matching.rows[0]?.count ?? 0,
    families: Object.fromEntries(families.rows.map(({ family, count }) => [family, count])),
    tags: tags.rows,
    owners: owners.rows,
    attention: Object.fromEntries(ATTENTION.flatMap((word) => (counted?.[word] ? [[word, counted[word]]] : []))),
  };
}

/** Ids of all that match, in no order: for what is done to all of them at once. */
export async function boardIds(pool: Pool, projectId: string, query: StackQuery, most: number): Promise<string[]> {
  const { sql, values } = conditionOf(projectId, query);
  const { rows } = await pool.query<{ id: string }>(`SELECT s.id FROM stack s WHERE ${sql} LIMIT ${most}`, values);
  return rows.map(({ id }) => id);
}

/** Nested stacks directly below one. */
export async function nestedRows(pool: Pool, projectId: string, ownerId: string): Promise<StackRow[]> {
  const { rows } = await pool.query<BoardRecord>(rowsSql('SELECT id, row_number() OVER (ORDER BY name) AS place FROM stack WHERE project_id = $1 AND owner_id = $2::uuid AND deleted_at IS NULL LIMIT 500'), [projectId, ownerId]);
  return rows.map(toRow);
}

const THERE = 's.project_id = $1 AND s.owner_id IS NULL AND s.deleted_at IS NULL AND NOT $2 = ANY (s.tags)';

/** Resource types, those nested included, with how many stacks have each. */
export async function typesInUse(pool: Pool, projectId: string): Promise<FacetValues> {
  const { rows } = await pool.query<FacetValues[number]>(`SELECT r.type AS name, count(DISTINCT r.root_id)::int AS count FROM resource r JOIN stack s ON s.id = r.root_id WHERE ${THERE} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`, [projectId, TRIAL_TAG]);
  return rows;
}

/** Environments of the library that stacks are deployed with. */
export async function environmentsInUse(pool: Pool, projectId: string): Promise<FacetValues> {
  const { rows } = await pool.query<FacetValues[number]>(
    `SELECT layer->>'name' AS name, count(DISTINCT s.id)::int AS count FROM stack s JOIN revision v ON v.id = s.revision_id CROSS JOIN LATERAL jsonb_array_elements(CASE WHEN jsonb_typeof(v.layers->'environments') = 'array' THEN v.layers->'environments' ELSE '[]' END) layer
     WHERE ${THERE} GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT 200`, [projectId, TRIAL_TAG],
  );
  return rows;
}
