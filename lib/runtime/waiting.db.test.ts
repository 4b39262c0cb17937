/** Waits are rows: they cost nothing while they last, and nothing that runs has to last as long as they do. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Chance } from '@/lib/testing/crash/random';
import { Site } from '@/lib/testing/crash/site';
import { Subject } from '@/lib/testing/crash/subject';

const CONDITIONS = 100;
const HOURS = 4;

let site: Site;

beforeAll(async () => {
  site = await Site.open(1);
}, 120_000);

afterAll(async () => {
  await site.close();
}, 60_000);

describe('a stack that waits for a hundred signals, for hours', () => {
  it('holds no lease, no connection and no timer; workers and database may go and come back; signals complete it', async () => {
    const subject = new Subject(site);
    await subject.open();
    await subject.request('CREATE', await subject.revisionOf(waiting(CONDITIONS, HOURS * 3600)));
    await until(async () => (await waits(subject)) === CONDITIONS && (await lease(subject)) === null);
    const { rows: [row] } = await site.database.pool.query<{ hours: number }>('SELECT extract(epoch FROM wake_at - now()) / 3600 AS hours FROM stack WHERE id = $1', [subject.id]);
    // The operation itself ends after an hour, before any of the conditions: that is when somebody has to look.
    expect(Number(row?.hours)).toBeGreaterThan(0.9);
    await until(async () => {
      const now = await held();
      // The worker's own few; a hundred waits would be a hundred more.
      return now.busy === 0 && now.timers < CONDITIONS / 4;
    });

    await site.abandon();
    await site.harm('databaseImmediate', new Chance(1));
    await signal(subject, CONDITIONS);
    expect(await waits(subject)).toBe(CONDITIONS);
    await site.want(1);
    await until(async () => (await state(subject)) === 'CREATE_COMPLETE');
    expect(await waits(subject)).toBe(0);
    subject.close();
  }, 120_000);

  it('whose time is over while nobody runs fails as soon as somebody does', async () => {
    const subject = new Subject(site);
    await subject.open();
    await subject.request('CREATE', await subject.revisionOf(waiting(3, 2)), 'keep');
    await until(async () => (await waits(subject)) === 3 && (await lease(subject)) === null);
    await site.abandon();
    await site.harm('databaseFast', new Chance(1));
    await new Promise((resolve) => setTimeout(resolve, 2_500));
    expect(await state(subject)).toBe('CREATE_IN_PROGRESS');
    await site.want(1);
    await until(async () => (await state(subject)) === 'CREATE_FAILED');
    const { rows } = await site.database.pool.query<{ reason: string }>('SELECT status_reason AS reason FROM stack WHERE id = $1', [subject.id]);
    expect(rows[0]?.reason).toMatch(/WaitConditionTimeout: resources\.c\d: 0 of 1 received/);
    subject.close();
  }, 120_000);
});

function waiting(count: number, timeout: number): string {
  const resources = Object.fromEntries(Array.from({ length: count }, (_, index) => [
    [`h${index}`, { type: 'OS::Heat::WaitConditionHandle' }], [`c${index}`, { type: 'OS::Heat::WaitCondition', properties: { handle: { get_resource: `h${index}` }, timeout } }],
  ]).flat());
  return JSON.stringify({ heat_template_version: '2021-04-16', resources });
}

/** Connections that do something or keep a transaction open, and timers of the worker. */
async function held(): Promise<{ busy: number; timers: number }> {
  const { rows: [row] } = await site.database.pool.query<{ busy: number }>(
    "SELECT count(*)::int AS busy FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND state <> 'idle'",
  );
  const timers = new Promise<number>((resolve) => {
    const [worker] = site.workers;
    const listener = (message: unknown): void => {
      if (typeof message !== 'object' || message === null || !('timers' in message) || typeof message.timers !== 'number') return;
      worker?.off('message', listener);
      resolve(message.timers);
    };
    worker?.on('message', listener);
    worker?.send('timers');
  });
  return { busy: row?.busy ?? 0, timers: await timers };
}

async function waits(subject: Subject): Promise<number> {
  const { rows } = await site.database.pool.query("SELECT 1 FROM resource WHERE root_id = $1 AND status = 'IN_PROGRESS' AND waiting->>'signal' = 'true'", [subject.id]);
  return rows.length;
}

async function lease(subject: Subject): Promise<string | null> {
  const { rows } = await site.database.pool.query<{ worker: string | null }>('SELECT lease_worker AS worker FROM stack WHERE id = $1', [subject.id]);
  return rows[0]?.worker ?? null;
}

async function state(subject: Subject): Promise<string> {
  const { rows } = await site.database.pool.query<{ state: string }>("SELECT action || '_' || status AS state FROM stack WHERE id = $1", [subject.id]);
  return rows[0]?.state ?? '';
}

async function signal(subject: Subject, count: number): Promise<void> {
  const { rows } = await site.database.pool.query<{ id: string }>("SELECT id FROM resource WHERE root_id = $1 AND name LIKE 'h%'", [subject.id]);
  expect(rows).toHaveLength(count);
  for (const { id } of rows) await subject.deliver(id, 1, { id: 's1', status: 'SUCCESS' });
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  await expect.poll(holds, { timeout: 40_000, interval: 50 }).toBe(true);
}
