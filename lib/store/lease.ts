/**
 * Who writes a root stack. A lease is the right to write until it expires; its epoch is checked by every write, so that a worker which
 * slept through the expiry cannot overwrite what its successor did.
 */
import type { Pool } from 'pg';

export const LEASE_SECONDS = 10;

export interface Lease {
  rootId: string;
  epoch: number;
  eventSeq: number;
}

/** Null when another worker holds it, or when there is no such root stack. */
export async function acquireLease(pool: Pool, rootId: string, worker: string): Promise<Lease | null> {
  const { rows } = await pool.query<{ epoch: number; event_seq: number }>(
    `UPDATE stack SET lease_worker = $2, lease_expires_at = now() + make_interval(secs => $3), epoch = epoch + 1
     WHERE id = $1 AND owner_id IS NULL AND (lease_worker IS NULL OR lease_expires_at < now())
     RETURNING epoch, event_seq`,
    [rootId, worker, LEASE_SECONDS],
  );
  const [row] = rows;
  return row === undefined ? null : { rootId, epoch: row.epoch, eventSeq: row.event_seq };
}

/** Extends the leases this worker still holds, and names those it has lost. */
export async function renewLeases(pool: Pool, rootIds: readonly string[], worker: string): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `UPDATE stack SET lease_expires_at = now() + make_interval(secs => $3)
     WHERE id = ANY ($1::uuid[]) AND lease_worker = $2 RETURNING id`,
    [rootIds, worker, LEASE_SECONDS],
  );
  const held = new Set(rows.map((row) => row.id));
  return rootIds.filter((id) => !held.has(id));
}

/** True when something arrived for the stack that the run has not seen: whoever released it should take it again. */
export async function releaseLease(pool: Pool, lease: Lease): Promise<boolean> {
  const { rows } = await pool.query<{ wake_requested: boolean }>(
    `UPDATE stack SET lease_worker = NULL, lease_expires_at = NULL WHERE id = $1 AND epoch = $2 RETURNING wake_requested`,
    [lease.rootId, lease.epoch],
  );
  return rows[0]?.wake_requested ?? false;
}

/** Gives a stack back in the middle of its work: whoever sweeps next goes on with it. */
export async function handBackLease(pool: Pool, lease: Lease): Promise<void> {
  await pool.query('UPDATE stack SET lease_worker = NULL, lease_expires_at = NULL, wake_requested = true WHERE id = $1 AND epoch = $2', [lease.rootId, lease.epoch]);
}

/** Workers that hold leases and whose names begin with `prefix`. */
export async function leaseHolders(pool: Pool, prefix: string): Promise<string[]> {
  const { rows } = await pool.query<{ worker: string }>('SELECT DISTINCT lease_worker AS worker FROM stack WHERE starts_with(lease_worker, $1)', [prefix]);
  return rows.map((row) => row.worker);
}

/** Ends the leases of workers that are known to be dead, so that nobody waits for the expiry. */
export async function endLeases(pool: Pool, workers: readonly string[]): Promise<void> {
  await pool.query("UPDATE stack SET lease_expires_at = now() - interval '1 millisecond' WHERE lease_worker = ANY ($1)", [workers]);
}

/** Root stacks nobody holds although there is something to do: a wait is over, a request waits, or their worker is gone. Of requests the oldest come first. */
export async function findForsaken(pool: Pool, limit: number): Promise<string[]> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM stack
     WHERE owner_id IS NULL AND ((lease_worker IS NULL AND (wake_requested OR wake_at <= now())) OR lease_expires_at < now())
     ORDER BY wake_at NULLS FIRST, coalesce(updated_at, created_at) LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}
