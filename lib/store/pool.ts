/** A pool of PostgreSQL connections that outlives the server's restarts. */
import { Pool } from 'pg';
import { LEASE_SECONDS } from './lease';

export interface PoolOptions {
  /** Most connections held at once. Default 10. */
  connections?: number;
  /** An idle connection broke (the server restarted, say). The pool replaces it; this is for the log. */
  onConnectionLost?: (error: Error) => void;
}

/** Opens nothing yet: the first query connects. */
export function openPool(url: string, options: PoolOptions = {}): Pool {
  const pool = new Pool({
    connectionString: url,
    max: options.connections ?? 10,
    // A process that stands still, or a machine that is cut off, in the middle of a transaction holds what it has locked: no longer than it may hold a stack.
    idle_in_transaction_session_timeout: LEASE_SECONDS * 1_000,
  });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // The pool listens only while a connection is idle; one that breaks in somebody's hands tells them by its query, but would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
