'use server';
import { readHealth, type Health } from '@/lib/store/usage';
import { listWorkers } from '@/lib/store/workers';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller } from './result';

export interface HealthView extends Health {
  /** When the server answered, in milliseconds since 1970. */
  at: number;
  node: string;
  workers: { id: string; host: string; startedAt: string; seenAt: string; up: boolean }[];
  sandbox: boolean;
}

/** How the instance is; for whoever is in a project. */
export async function getHealth(project: string): Promise<ActionResult<HealthView>> {
  return asCaller(project, 'reader', async ({ pool, config }) => {
    const [health, workers] = await Promise.all([readHealth(pool), listWorkers(pool)]);
    return {
      ok: true,
      value: { ...health, at: Date.now(), node: process.version, sandbox: config.sandbox, workers: workers.map(({ id, host, startedAt, seenAt, up }) => ({ id, host, startedAt: startedAt.toISOString(), seenAt: seenAt.toISOString(), up })) },
    };
  });
}
