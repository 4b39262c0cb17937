/** The worker processes of an instance, as they report themselves. For people; who may write a stack is decided by its lease. */
import type { Pool } from 'pg';

export interface WorkerRecord {
  id: string;
  host: string;
  startedAt: Date;
  seenAt: Date;
  stoppedAt: Date | null;
  reportSeconds: number;
  /** It has reported within twice the time in which it is to. */
  up: boolean;
}

/** Workers that were not seen for so long are not told of any more. */
const FORGOTTEN_AFTER = '1 day';

export async function reportWorker(pool: Pool, worker: { id: string; host: string; reportSeconds: number }): Promise<void> {
  await pool.query(
    `INSERT INTO worker (id, host, report_seconds) VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET seen_at = clock_timestamp(), stopped_at = NULL`,
    [worker.id, worker.host, worker.reportSeconds],
  );
  await pool.query(`DELETE FROM worker WHERE seen_at < clock_timestamp() - interval '${FORGOTTEN_AFTER}'`);
}

export async function markWorkerStopped(pool: Pool, id: string): Promise<void> {
  await pool.query('UPDATE worker SET stopped_at = clock_timestamp() WHERE id = $1', [id]);
}

/** The last one first. Those that ended in order are left out. */
export async function listWorkers(pool: Pool): Promise<WorkerRecord[]> {
  const { rows } = await pool.query<WorkerRecord>(
    `SELECT id, host, started_at AS "startedAt", seen_at AS "seenAt", stopped_at AS "stoppedAt", report_seconds AS "reportSeconds",
       seen_at > clock_timestamp() - make_interval(secs => 2 * report_seconds) AS up
     FROM worker WHERE stopped_at IS NULL ORDER BY started_at DESC`,
  );
  return rows;
}
