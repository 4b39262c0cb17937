/** A pool of PostgreSQL connections that outlives the server's restarts. */
import { Pool } from 'pg';

export interface PoolOptions {
  /** Most connections held at once. Default 10. */
  connections?: number;
  /** An idle connection broke (the server restarted, say). The pool replaces it; this is for the log. */
  onConnectionLost?: (error: Error) => void;
}

/** Opens nothing yet: the first query connects. */
export function openPool(url: string, options: PoolOptions = {}): Pool {
  const pool = new Pool({ connectionString: url, max: options.connections ?? 10 });
  // Without a listener, an idle connection that breaks would end the process.
  pool.on('error', (error) => options.onConnectionLost?.(error));
  // The pool listens only while a connection is idle; one that breaks in somebody's hands tells them by its query, but would end the process too.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
