/**
 * What `postmaster.pid` in a data directory says about the server that uses, or used, it.
 * Its lines: process id, data directory, start time, port, socket directory, listen address, shared memory, status.
 */
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { isAlive, commandOf } from '../process';

export interface Postmaster {
  pid: number;
  ready: boolean;
}

/** The server that the file names, or undefined when there is no file (or only half of one yet). */
export function readPostmaster(directory: string): Postmaster | undefined {
  let lines: string[];
  try {
    lines = readFileSync(path.join(directory, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number.parseInt(lines[0] ?? '', 10);
  return Number.isInteger(pid) && pid > 0 ? { pid, ready: lines[7]?.trim() === 'ready' } : undefined;
}

/**
 * Makes the directory free for a new server: a server left behind by a killed supervisor is shut down, and a lock file left
 * behind by a killed server (whose process id may belong to somebody else by now) is removed.
 */
export async function releaseDirectory(directory: string): Promise<'free' | 'stopped'> {
  const left = readPostmaster(directory);
  if (!left) return 'free';
  if (!isAlive(left.pid) || !commandOf(left.pid)?.includes('postgres')) {
    rmSync(path.join(directory, 'postmaster.pid'), { force: true });
    return 'free';
  }
  // Fast shutdown first; immediate shutdown when something holds it up. Both are safe: the log is replayed at the next start.
  for (const [signal, milliseconds] of [['SIGINT', 15_000], ['SIGQUIT', 10_000]] as const) {
    signalQuietly(left.pid, signal);
    for (let waited = 0; waited < milliseconds; waited += 50) {
      if (!isAlive(left.pid)) return 'stopped';
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  throw new Error(`The PostgreSQL server with process id ${left.pid} still uses ${directory} and does not stop. Stop it, then start again.`);
}

function signalQuietly(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch {
    // Gone in the meantime.
  }
}
