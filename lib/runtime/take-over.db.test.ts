/** What happens when somebody is simply not there any more, as it is seen from another machine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEASE_SECONDS } from '@/lib/store/lease';
import { Chance } from '@/lib/testing/crash/random';
import { Site } from '@/lib/testing/crash/site';
import { Subject } from '@/lib/testing/crash/subject';
import { violations } from '@/lib/testing/crash/verdict';
import { openQueue } from './queue';

const silent = { warn: () => undefined, error: () => undefined };
const TAKEN_WITHIN_MS = 15_000;

let site: Site;

beforeAll(async () => {
  site = await Site.open(1);
}, 120_000);

afterAll(async () => {
  await site.close();
}, 60_000);

describe('a worker that falls silent in the middle of a stack, its process still there', () => {
  it('is followed by another within 15 seconds; when it comes to itself again, it changes nothing', async () => {
    const subject = new Subject(site);
    await subject.open();
    const resources = {
      a: { type: 'Test::Thing', properties: { value: 1, before: 50, after: 2_000 } },
      b: { type: 'Test::Thing', properties: { value: 2 }, depends_on: ['a'] },
    };
    await subject.request('CREATE', await subject.revisionOf(JSON.stringify({ heat_template_version: '2021-04-16', resources })));
    await expect.poll(() => site.cloud.thingsOf(subject.id).length, { timeout: 20_000, interval: 5 }).toBe(1);
    const [silentOne] = site.workers;
    silentOne?.kill('SIGSTOP');
    const first = await holder(subject);
    await site.want(2);
    await expect.poll(async () => (await holder(subject)) !== first, { timeout: TAKEN_WITHIN_MS, interval: 50 }).toBe(true);
    expect(LEASE_SECONDS * 1_000).toBeLessThan(TAKEN_WITHIN_MS);
    expect(await subject.settled()).toBe('CREATE_COMPLETE');
    silentOne?.kill('SIGCONT');
    // Time enough for what it was about to write.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    expect(await subject.settled()).toBe('CREATE_COMPLETE');
    expect(site.cloud.repeats).toBe(1);
    expect(site.cloud.thingsOf(subject.id).map((thing) => thing.name).toSorted()).toEqual(['a', 'b']);
    expect(await violations(site, subject)).toEqual([]);
    subject.close();
  }, 90_000);
});

describe('the queue', () => {
  it('hands on jobs again after the database was restarted', async () => {
    const url = site.web.database.url;
    const taken: string[] = [];
    const subject = new Subject(site);
    await subject.open();
    await site.abandon();
    const queue = await openQueue({ databaseUrl: url, logger: silent, worker: true });
    await queue.work(async (rootId) => {
      taken.push(rootId);
    });
    await site.harm('databaseImmediate', new Chance(1));
    await subject.request('CHECK', null);
    await expect.poll(() => taken, { timeout: 20_000 }).toContain(subject.id);
    await queue.stop();
    subject.close();
  }, 90_000);
});

async function holder(subject: Subject): Promise<string | null> {
  const { rows } = await site.database.pool.query<{ worker: string | null }>('SELECT lease_worker AS worker FROM stack WHERE id = $1', [subject.id]);
  return rows[0]?.worker ?? null;
}
