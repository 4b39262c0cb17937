/** What went wrong at a Docker Engine, as a value. */

export type DockerFault =
  /** Nobody answers: the daemon may be back soon. */
  | { kind: 'away'; message: string }
  | { kind: 'missing' | 'conflict' | 'refused' | 'internal'; message: string };

const AWAY = new Set(['ECONNREFUSED', 'ENOENT', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND', 'EAI_AGAIN']);

/** What a daemon says that is just shutting down: its own stores and its containerd are closed before its door is. */
const LEAVING = /database not open|failed to update store|transport is closing|shutting down|context canceled|containerd.*(?:connection refused|no such file)|error while dialing/i;

/** Null for what is no fault of Docker's, but one of ours. */
export function faultOf(error: unknown): DockerFault | null {
  if (!(error instanceof Error)) return null;
  if ('statusCode' in error && typeof error.statusCode === 'number') {
    const message = messageOf(error);
    return { kind: error.statusCode >= 500 && LEAVING.test(message) ? 'away' : kindOf(error.statusCode), message };
  }
  if ('code' in error && typeof error.code === 'string') {
    if (AWAY.has(error.code)) return { kind: 'away', message: error.message };
    if (error.code === 'EACCES') return { kind: 'refused', message: `${error.message}: the user that runs Hearth may not use this socket` };
    if (/^(ERR_TLS|ERR_SSL|CERT|DEPTH|SELF_SIGNED|UNABLE_TO)/.test(error.code)) return { kind: 'refused', message: `TLS: ${error.message}` };
  }
  return /socket hang up|timed? ?out/i.test(error.message) ? { kind: 'away', message: error.message } : null;
}

function kindOf(status: number): 'missing' | 'conflict' | 'refused' | 'internal' {
  if (status === 404) return 'missing';
  if (status === 409) return 'conflict';
  return status >= 500 ? 'internal' : 'refused';
}

/** The daemon's own sentence, without what the client puts around it. */
function messageOf(error: Error): string {
  const body = 'json' in error ? error.json : null;
  if (typeof body === 'object' && body !== null && 'message' in body && typeof body.message === 'string') return body.message.trim();
  return error.message.replace(/^\(HTTP code \d+\)\s*/, '').trim();
}

/** The answer, or null when what is asked for is not there. */
export async function unlessMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (faultOf(error)?.kind === 'missing') return null;
    throw error;
  }
}
