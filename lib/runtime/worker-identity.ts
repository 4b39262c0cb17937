/**
 * Names of workers: machine, process, and a uuid, because process numbers come back. A worker that starts can tell from the names which
 * holders of leases on its own machine are dead, and need not wait until their leases expire.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { endLeases, leaseHolders } from '@/lib/store/lease';

const MACHINE = `${hostname()}:`;

export function newWorkerId(): string {
  return `${MACHINE}${process.pid}:${randomUUID()}`;
}

export async function endLeasesOfTheDead(pool: Pool): Promise<void> {
  const dead = (await leaseHolders(pool, MACHINE)).filter((worker) => {
    const pid = Number(worker.slice(MACHINE.length).split(':')[0]);
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid && !isRunning(pid);
  });
  if (dead.length > 0) await endLeases(pool, dead);
}

/** True also for processes of other users, which may not be signalled. */
function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (fault) {
    return !(fault instanceof Error && 'code' in fault && fault.code === 'ESRCH');
  }
}
