/** Snapshots of stacks. How far one is, its operation says. */
import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { STATUSES, type Status } from '@/lib/engine/states';
import type { JsonMap } from '@/lib/hot/types';
import { member } from './journal-record';

export interface SnapshotRecord {
  id: string;
  name: string;
  revisionId: string;
  status: Status;
  /** Null while it is being taken. */
  reason: string | null;
  /** By name, as they were when it was taken; empty until then. */
  resources: JsonMap;
  createdAt: Date;
}

/** Heat's `max_snapshots_per_stack`. */
export const MOST_SNAPSHOTS = 32;

export async function insertSnapshot(client: PoolClient, snapshot: { stackId: string; operationId: string; revisionId: string; name: string }): Promise<string> {
  const id = randomUUID();
  await client.query('INSERT INTO snapshot (id, stack_id, operation_id, revision_id, name, created_at) VALUES ($1, $2, $3, $4, $5, clock_timestamp())', [
    id, snapshot.stackId, snapshot.operationId, snapshot.revisionId, snapshot.name,
  ]);
  return id;
}

type Raw = Omit<SnapshotRecord, 'status'> & { status: string };

const SNAPSHOTS = `SELECT n.id, n.name, n.revision_id AS "revisionId", n.created_at AS "createdAt", coalesce(n.resources, '{}') AS resources,
    CASE WHEN o.status IN ('PENDING', 'IN_PROGRESS', 'PAUSED') THEN 'IN_PROGRESS' WHEN o.status = 'COMPLETE' THEN 'COMPLETE' ELSE 'FAILED' END AS status,
    CASE WHEN o.status IN ('PENDING', 'IN_PROGRESS', 'PAUSED') THEN NULL ELSE o.reason END AS reason
  FROM snapshot n JOIN operation o ON o.id = n.operation_id WHERE n.stack_id = $1`;

/** The oldest first. */
export async function snapshotsOf(executor: Pool | PoolClient, stackId: string): Promise<SnapshotRecord[]> {
  const { rows } = await executor.query<Raw>(`${SNAPSHOTS} ORDER BY n.created_at, n.id`, [stackId]);
  return rows.map((row) => ({ ...row, status: member(STATUSES, row.status) }));
}

export async function snapshotById(executor: Pool | PoolClient, stackId: string, id: string): Promise<SnapshotRecord | null> {
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return null;
  const { rows } = await executor.query<Raw>(`${SNAPSHOTS} AND n.id = $2`, [stackId, id]);
  return rows[0] === undefined ? null : { ...rows[0], status: member(STATUSES, rows[0].status) };
}

export async function removeSnapshot(pool: Pool, id: string): Promise<void> {
  await pool.query('DELETE FROM snapshot WHERE id = $1', [id]);
}
