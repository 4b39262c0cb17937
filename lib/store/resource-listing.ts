/** Resources as Heat's API lists them: one statement for a stack or a whole tree, secrets masked. */
import type { Pool } from 'pg';
import type { ResourceView } from '@/lib/engine/resource-type';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import type { Json, JsonMap } from '@/lib/hot/types';
import { apiTime } from './api-time';
import { member } from './journal-record';
import type { StackRecord } from './stack-listing';

export interface ResourceRecord extends ResourceView {
  stackId: string;
  stackName: string;
  /** The resource of the parent that this one's stack stands for. */
  parentResource: string | null;
  nestedDepth: number;
  statusReason: string;
  description: string;
  /** The hook it is paused at, if it is. */
  pausedFor: string | null;
  /** `2026-11-23T07:15:28Z` */
  createdAt: string;
  updatedAt: string;
  /** Names of the resources of the same stack that depend on it. */
  requiredBy: string[];
  /** Name of the stack that this resource stands for, null for others. */
  nestedName: string | null;
}

interface Place {
  stack_id: string;
  stack_name: string;
  parent_resource: string | null;
  nested_depth: number;
}

interface Raw extends Place {
  id: string;
  name: string;
  type: string;
  physical_resource_id: string | null;
  action: string;
  status: string;
  status_reason: string;
  description: Json;
  waiting: { kind?: string; what?: string } | null;
  requires: string[];
  created_at: string;
  updated_at: string;
  nested_name: string | null;
  properties?: JsonMap;
  metadata?: JsonMap;
  attributes?: JsonMap;
  data?: JsonMap;
}

const WITH_STACK = 'r.stack_id, s.name AS stack_name, s.parent_resource_name AS parent_resource, s.nested_depth';
const LIST = `r.id, r.name, r.type, r.physical_resource_id, r.action, r.status,
  r.status_reason, r.waiting, r.requires, ${apiTime('r.created_at')} AS created_at, ${apiTime('r.updated_at')} AS updated_at, child.name AS nested_name`;
const DETAIL = `${LIST}, r.properties, r.metadata, r.attributes, r.data`;

/** A child's id is the physical id of its resource. Rows that were replaced, and rows whose resource is gone, are not the resource any more. */
const NESTED = `LEFT JOIN stack child ON child.owner_id = r.stack_id AND child.parent_resource_name = r.name AND child.id::text = r.physical_resource_id
  WHERE r.replaced_by IS NULL AND NOT (r.action = 'DELETE' AND r.status = 'COMPLETE')`;
const FROM_STACKS = `FROM resource r JOIN stack s ON s.id = r.stack_id ${NESTED}`;

/** Resources of one stack; with `depth` those of its nested stacks down to so many levels too. `detail`: properties, metadata and attributes as well. */
export async function listResourceRecords(pool: Pool, stack: Pick<StackRecord, 'id' | 'name' | 'parentResourceName' | 'nestedDepth'>, depth: number, detail: boolean): Promise<ResourceRecord[]> {
  const columns = detail ? DETAIL : LIST;
  if (depth === 0) {
    // What all of thousands of rows have in common does not travel with each.
    const { rows } = await pool.query<Omit<Raw, keyof Place>>(`SELECT ${columns} FROM resource r ${NESTED} AND r.stack_id = $1 ORDER BY r.created_at, r.name`, [stack.id]);
    const place: Place = { stack_id: stack.id, stack_name: stack.name, parent_resource: stack.parentResourceName, nested_depth: stack.nestedDepth };
    return toResources(rows.map((row) => ({ ...row, ...place })));
  }
  const tree = `WITH RECURSIVE below AS (
      SELECT id, 0 AS level FROM stack WHERE id = $1
      UNION ALL SELECT stack.id, below.level + 1 FROM stack JOIN below ON stack.owner_id = below.id WHERE below.level < $2)
    SELECT ${WITH_STACK}, ${columns} ${FROM_STACKS} AND r.stack_id IN (SELECT id FROM below) ORDER BY s.nested_depth, r.created_at, r.name`;
  return toResources((await pool.query<Raw>(tree, [stack.id, depth])).rows);
}

/** One resource by name, with everything about it. */
export async function resourceRecord(pool: Pool, stackId: string, name: string): Promise<ResourceRecord | null> {
  const { rows } = await pool.query<Raw>(`SELECT ${WITH_STACK}, ${DETAIL} ${FROM_STACKS} AND r.stack_id = $1 AND r.name = $2 ORDER BY r.created_at DESC LIMIT 1`, [stackId, name]);
  const [row] = rows;
  if (row === undefined) return null;
  const { rows: requirers } = await pool.query<{ name: string }>('SELECT name FROM resource WHERE stack_id = $1 AND $2 = ANY (requires) AND replaced_by IS NULL ORDER BY name', [stackId, row.id]);
  return { ...toResource(row), requiredBy: requirers.map((requirer) => requirer.name) };
}

function toResources(rows: readonly Raw[]): ResourceRecord[] {
  const requirers = new Map<string, string[]>();
  for (const row of rows) {
    for (const id of row.requires) {
      const names = requirers.get(id);
      if (names === undefined) requirers.set(id, [row.name]);
      else names.push(row.name);
    }
  }
  return rows.map((row) => ({ ...toResource(row), requiredBy: requirers.get(row.id) ?? [] }));
}

function toResource(row: Raw): ResourceRecord {
  return {
    id: row.id,
    stackId: row.stack_id,
    stackName: row.stack_name,
    parentResource: row.parent_resource,
    nestedDepth: row.nested_depth,
    name: row.name,
    type: row.type,
    physicalResourceId: row.physical_resource_id,
    action: member(ACTIONS, row.action),
    status: member(STATUSES, row.status),
    statusReason: row.status_reason,
    description: '',
    pausedFor: row.waiting?.kind === 'hook' ? (row.waiting.what ?? null) : null,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    nestedName: row.nested_name,
    requiredBy: [],
    properties: row.properties ?? {},
    metadata: row.metadata ?? {},
    attributes: row.attributes ?? {},
    data: row.data ?? {},
  };
}
