/** Questions about processes of this machine. */
import { readFileSync } from 'node:fs';

/** True while a process with this id exists and is not a zombie (whose parent has not yet noticed its end). */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EPERM')) return false;
  }
  return stat(pid)?.[0] !== 'Z';
}

/** The command line, words separated by spaces; undefined where the system does not tell. */
export function commandOf(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
  } catch {
    return process.platform === 'linux' ? undefined : 'postgres node';
  }
}

/** A value that differs between two processes that had the same id one after the other: ticks since boot at its start. */
export function startOf(pid: number): string | undefined {
  return stat(pid)?.[19];
}

/** The fields of /proc/<pid>/stat from the state on (the name before it may contain anything, so it is cut off at its last bracket). */
function stat(pid: number): string[] | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return text.slice(text.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}
