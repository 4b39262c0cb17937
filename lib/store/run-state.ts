/** What a run of a root stack starts from, and what arrives for it while it runs. */
import type { Pool } from 'pg';
import type { RunState } from '@/lib/engine/run';
import { ACTIONS, STATUSES } from '@/lib/engine/states';
import type { OperationRow, Requests, ResourceRow, SignalRow, StackRow, Vault } from '@/lib/engine/types';
import { fromRecord, member, type ResourceRecord } from './journal-record';

export async function loadRunState(pool: Pool, rootId: string, vault: Vault): Promise<RunState> {
  const [stacks, rows, operations, numbers, deadlines] = await Promise.all([
    pool.query<StackRecord>(`SELECT ${STACK_COLUMNS} FROM stack WHERE root_id = $1 AND (deleted_at IS NULL OR owner_id IS NULL)`, [rootId]),
    pool.query<ResourceRecord>('SELECT * FROM resource WHERE root_id = $1 ORDER BY created_at, id', [rootId]),
    pool.query<OperationRecord>(`SELECT ${OPERATION_COLUMNS} FROM operation WHERE stack_id = $1 AND status IN ('IN_PROGRESS', 'PAUSED') ORDER BY number DESC LIMIT 1`, [rootId]),
    pool.query<{ last: number }>('SELECT coalesce(max(number), 0) AS last FROM operation WHERE stack_id = $1', [rootId]),
    pool.query<{ id: string; at: Date }>(
      `SELECT id, started_at + make_interval(mins => timeout_mins) AS at FROM operation WHERE stack_id = $1 AND started_at IS NOT NULL AND timeout_mins > 0
         AND id IN (SELECT operation_id FROM resource WHERE root_id = $1 AND status = 'IN_PROGRESS')`,
      [rootId],
    ),
  ]);
  const [operation] = operations.rows;
  return {
    rootId,
    stacks: stacks.rows.map(toStack),
    rows: rows.rows.map((record) => fromRecord(record, vault)),
    operation: operation === undefined ? null : toOperation(operation),
    lastOperationNumber: numbers.rows[0]?.last ?? 0,
    deadlines: new Map(deadlines.rows.map(({ id, at }) => [id, at])),
  };
}

/** Rows of one stack that bear one of these names, for whoever needs a few of many. */
export async function loadRowsNamed(pool: Pool, stackId: string, names: readonly string[], vault: Vault): Promise<ResourceRow[]> {
  const { rows } = await pool.query<ResourceRecord>('SELECT * FROM resource WHERE stack_id = $1 AND name = ANY ($2) ORDER BY created_at, id', [stackId, names]);
  return rows.map((record) => fromRecord(record, vault));
}

/** Requests are rows; taking them does not change them (the journal does, when they are dealt with), so a crash loses none. */
export class PostgresRequests implements Requests {
  private readonly pool: Pool;
  private readonly rootId: string;

  constructor(pool: Pool, rootId: string) {
    this.pool = pool;
    this.rootId = rootId;
  }

  async take() {
    // First the flag, then the reading: whatever is requested after the reading raises the flag again.
    await this.pool.query('UPDATE stack SET wake_requested = false WHERE id = $1 AND wake_requested', [this.rootId]);
    const [operations, cancels, signals] = await Promise.all([
      this.pool.query<OperationRecord>(`SELECT ${OPERATION_COLUMNS} FROM operation WHERE stack_id = $1 AND status = 'PENDING' ORDER BY number`, [this.rootId]),
      this.pool.query<{ id: string; mode: string }>(
        `SELECT id, cancel_requested AS mode FROM operation
         WHERE stack_id = $1 AND status IN ('PENDING', 'IN_PROGRESS', 'PAUSED') AND cancel_requested IS NOT NULL`,
        [this.rootId],
      ),
      this.pool.query<SignalRow>(
        `SELECT id, stack_id AS "stackId", resource_id AS "resourceId", payload FROM signal
         WHERE root_id = $1 AND handled_at IS NULL ORDER BY received_at, id`,
        [this.rootId],
      ),
    ]);
    return {
      operations: operations.rows.map(toOperation),
      cancels: cancels.rows.map(({ id, mode }) => ({ operationId: id, mode: member(['rollback', 'stop'], mode) })),
      signals: signals.rows,
    };
  }
}

const STACK_COLUMNS = `id, root_id AS "rootId", project_id AS "projectId", name, owner_id AS "ownerId", parent_resource_name AS "parentResourceName",
  nested_depth AS "nestedDepth", action, status, status_reason AS "statusReason", revision_id AS "revisionId",
  previous_revision_id AS "previousRevisionId", operation_id AS "operationId", updated_at AS "updatedAt", deleted_at AS "deletedAt"`;

const OPERATION_COLUMNS = `id, stack_id AS "stackId", number, action, status, reason, target_revision_id AS "targetRevisionId",
  rollback_revision_id AS "rollbackRevisionId", cause_id AS "causeId", on_failure AS "onFailure", timeout_mins AS "timeoutMins",
  cancel_requested AS "cancelRequested", retain, converge, adopt, cleared_hooks AS "clearedHooks", actor, created_at AS "createdAt", started_at AS "startedAt", finished_at AS "finishedAt"`;

type StackRecord = Omit<StackRow, 'action' | 'status'> & { action: string; status: string };

type OperationRecord = Omit<OperationRow, 'action' | 'status' | 'onFailure' | 'cancelRequested'> & {
  action: string;
  status: string;
  onFailure: string;
  cancelRequested: string | null;
};

function toStack(record: StackRecord): StackRow {
  return { ...record, action: member(ACTIONS, record.action), status: member(STATUSES, record.status) };
}

function toOperation(record: OperationRecord): OperationRow {
  return {
    ...record,
    action: member(ACTIONS, record.action),
    status: member(['PENDING', 'IN_PROGRESS', 'PAUSED', 'COMPLETE', 'FAILED', 'CANCELLED'], record.status),
    onFailure: member(['rollback', 'keep', 'pause'], record.onFailure),
    cancelRequested: record.cancelRequested === null ? null : member(['rollback', 'stop'], record.cancelRequested),
  };
}
