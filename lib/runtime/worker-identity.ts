/**
 * Names of workers: machine, process, and a uuid, because process numbers come back. A worker that starts can tell from the names which
 * holders of leases on its own machine are dead, and need not wait until their leases expire.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Pool } from 'pg';
import { endLeases, leaseHolders } from '@/lib/store/lease';
import { isAlive } from './process';

const MACHINE = `${hostname()}:`;

export function newWorkerId(): string {
  return `${MACHINE}${process.pid}:${randomUUID()}`;
}

export async function endLeasesOfTheDead(pool: Pool): Promise<void> {
  const dead = (await leaseHolders(pool, MACHINE)).filter((worker) => {
    const pid = Number(worker.slice(MACHINE.length).split(':')[0]);
    return Number.isInteger(pid) && pid > 0 && pid !== process.pid && !isAlive(pid);
  });
  if (dead.length > 0) await endLeases(pool, dead);
}
