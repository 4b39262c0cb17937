/**
 * Which processes use a data directory: `instance.json`, written by the supervisor. It keeps a second supervisor out, finds what a killed one has
 * left running, and tells `npm run sign-in-link` where the database is (so only its owner may read it).
 */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { isAlive, startOf } from '../process';

const Process = z.object({
  pid: z.number().int(),
  /** Start time in the system's own ticks: tells the process from a later one with the same id. */
  start: z.string().optional(),
});
const Instance = z.object({
  supervisor: Process,
  url: z.string(),
  databaseUrl: z.string().optional(),
  children: z.record(z.string(), Process),
});

export type Instance = z.infer<typeof Instance>;
export type ProcessMark = z.infer<typeof Process>;

export function markOf(pid: number): ProcessMark {
  return { pid, start: startOf(pid) };
}

/** True while the very process that was marked lives. */
export function lives(mark: ProcessMark): boolean {
  return isAlive(mark.pid) && (mark.start === undefined || startOf(mark.pid) === mark.start);
}

export function readInstance(dataDirectory: string): Instance | undefined {
  try {
    return Instance.parse(JSON.parse(readFileSync(path.join(dataDirectory, 'instance.json'), 'utf8')));
  } catch {
    return undefined;
  }
}

export function writeInstance(dataDirectory: string, instance: Instance): void {
  mkdirSync(dataDirectory, { recursive: true });
  const file = path.join(dataDirectory, 'instance.json');
  // Written beside and moved, so that a reader never sees half of it.
  writeFileSync(`${file}.${process.pid}`, `${JSON.stringify(instance, null, 2)}\n`, { mode: 0o600 });
  renameSync(`${file}.${process.pid}`, file);
}

export function removeInstance(dataDirectory: string): void {
  rmSync(path.join(dataDirectory, 'instance.json'), { force: true });
}

/** Refuses a data directory that a living supervisor uses; ends what a dead one has left behind. */
export async function takeOver(dataDirectory: string): Promise<void> {
  const earlier = readInstance(dataDirectory);
  if (!earlier) return;
  if (earlier.supervisor.pid !== process.pid && lives(earlier.supervisor)) {
    throw new Error(
      `Hearth already runs in ${dataDirectory}, at ${earlier.url} (process ${earlier.supervisor.pid}). ` +
        'Stop that one first, or give this one another PORT and another HEARTH_DATA.',
    );
  }
  // They notice the death of their supervisor and stop by themselves; this is for one that hangs.
  const left = Object.values(earlier.children).filter(lives);
  await whenGone(left, 5_000);
  for (const mark of left.filter(lives)) process.kill(mark.pid, 'SIGKILL');
  await whenGone(left, 5_000);
  removeInstance(dataDirectory);
}

async function whenGone(marks: readonly ProcessMark[], patienceMs: number): Promise<void> {
  for (const end = Date.now() + patienceMs; Date.now() < end && marks.some(lives); ) await new Promise((resolve) => setTimeout(resolve, 50));
}
