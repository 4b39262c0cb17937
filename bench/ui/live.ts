/**
 * What a page that is left open promises, measured on the built product in a real browser: how soon a line that a script prints on a host is seen, how soon a
 * state is seen over a network with a round trip of 100 ms, how soon everything is there after the connection was cut and whether all of it is there once, and how
 * much memory the page of a stack takes that never rests.
 *
 *     node scripts/bundle.mjs bench/ui/live.ts [events of the last one, 250000]
 *
 * The last one counts events and not hours: what a page gathers, it gathers of them. 250,000 in two hours are 35 a second without a pause, more than any but the busiest
 * stack has; and more than a page holds, so that it is seen to let go of the oldest.
 */
import type { CDPSession, Page } from '@playwright/test';
import pg from 'pg';
import { type Client, openClient } from '../../e2e/client';
import { farAway } from './distance';
import { report, reportMany } from './goal';
import { machine, openInstance } from './instance';

const EVENTS = Number(process.argv[2] ?? 250_000);
const ROUND_TRIP = 100;
/** Milliseconds after which a page has let go of what it keeps for a moment (`components/live/briefly.ts`). */
const RESTS = 15_000;
const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const chain = (length: number, seconds: number): string => HEAD + Array.from({ length }, (_, index) => `  r${index}:\n    type: OS::Heat::TestResource\n${index > 0 ? `    depends_on: r${index - 1}\n` : ''}    properties: {value: r${index}, wait_secs: ${seconds}}\n`).join('');

/** A script that says what time it is, a line at a time. */
const CLOCK = `${HEAD}  server:
    type: OS::Nova::Server
    properties: {name: clock, image: debian-13, flavor: m1.small, user_data_format: SOFTWARE_CONFIG}
  says:
    type: OS::Heat::SoftwareConfig
    properties:
      group: script
      config: |
        #!/bin/sh
        sleep 4
        for each in $(seq 1 60); do echo "at $(date +%s%3N)"; sleep 0.2; done
  clock:
    type: OS::Heat::SoftwareDeployment
    properties: {config: {get_resource: says}, server: {get_resource: server}}
`;

interface Seen {
  [name: string]: number;
}

/** Notes when what `selector` finds was first on the page, by what `name` gives. Runs in the page. */
async function watch(page: Page, selector: string, attribute: string | null): Promise<void> {
  await page.evaluate(([what, by]) => {
    const seen: Record<string, number> = {};
    Reflect.set(window, 'hearthSeen', seen);
    const look = (): void => {
      const now = Date.now();
      for (const element of document.querySelectorAll(what)) seen[(by === null ? element.textContent : element.getAttribute(by)) ?? ''] ??= now;
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ['data-status'] });
  }, [selector, attribute] as const);
}

const seenOn = (page: Page): Promise<Seen> => page.evaluate(() => Reflect.get(window, 'hearthSeen'));

async function lines(page: Page, client: Client, url: string, name: string): Promise<void> {
  const id = await client.create(name, CLOCK);
  await page.goto(`${url}/p/default/stacks/${id}/logs`);
  await page.getByRole('log').waitFor();
  await watch(page, '[data-line] span', null);
  await client.settled(id, name);
  await page.waitForTimeout(1000);
  const delays = Object.entries(await seenOn(page)).flatMap(([text, at]) => { const said = /^at (\d{13})$/.exec(text)?.[1]; return said === undefined ? [] : [at - Number(said)]; });
  reportMany({ number: 10, name: 'a line printed by a script on a host, to the screen', unit: 'ms', limit: 500 }, delays);
}

async function overDistance(page: Page, client: Client, pool: pg.Pool, url: string, name: string): Promise<void> {
  const door = await farAway(url, ROUND_TRIP / 2);
  try {
    const id = await client.create(name, chain(30, 0.4));
    await page.goto(`${door.url}/p/default/stacks/${id}/graph`);
    await page.locator('[data-resource="r0"]').waitFor();
    await page.getByRole('status').getByText('Live', { exact: true }).waitFor();
    const from = Date.now();
    await watch(page, '[data-resource][data-status="CREATE_COMPLETE"]', 'data-resource');
    await client.settled(id, name);
    await page.waitForTimeout(1500);
    const seen = await seenOn(page);
    const { rows } = await pool.query<{ name: string; at: Date }>("SELECT resource_name AS name, created_at AS at FROM event WHERE root_id = $1 AND action = 'CREATE' AND status = 'COMPLETE' AND resource_id IS NOT NULL", [id]);
    const delays = rows.filter(({ at }) => at.getTime() > from + 500).flatMap((row) => (seen[row.name] === undefined ? [] : [(seen[row.name] ?? 0) - row.at.getTime()]));
    reportMany({ number: 9, name: `from the event of a state to the screen, ${ROUND_TRIP} ms away`, unit: 'ms', limit: 500 }, delays);
  } finally {
    await door.close();
  }
}

/** Cut in the middle of a run, back when more has happened: until the page knows all that had happened by then. */
async function reconnect(page: Page, client: Client, pool: pg.Pool, url: string, name: string): Promise<void> {
  const [cuts, length] = [4, 40];
  const id = await client.create(name, chain(length, 0.4));
  await page.goto(`${url}/p/default/stacks/${id}/events`);
  await page.locator('[data-event]').first().waitFor();
  const rows = (): Promise<number> => page.evaluate(() => Number(document.querySelector('[role=table][aria-label=Events]')?.getAttribute('aria-rowcount')));
  // Above the events are the heads of the table and of the operation.
  const heads = 2;
  const times: number[] = [];
  for (let cut = 0; cut < cuts; cut += 1) {
    await page.context().setOffline(true);
    await page.waitForTimeout(1500);
    const before = await rows();
    const { rows: [written] } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event WHERE root_id = $1', [id]);
    const missed = written?.count ?? 0;
    if (missed + heads <= before) throw new Error('Nothing happened while the connection was cut.');
    await page.context().setOffline(false);
    const began = Date.now();
    await page.waitForFunction((wanted) => Number(document.querySelector('[role=table][aria-label=Events]')?.getAttribute('aria-rowcount')) >= wanted, missed + heads, { polling: 'raf' });
    times.push(Date.now() - began);
    await page.waitForTimeout(700);
  }
  reportMany({ number: 9, name: 'after a reconnect, until all that happened meanwhile is there', unit: 'ms', limit: 1000 }, times);
  await client.settled(id, name);
  await page.waitForTimeout(1000);
  const { rows: [all] } = await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event WHERE root_id = $1', [id]);
  report({ number: 9, name: 'events that are missing or there twice after four cuts', figure: Math.abs((await rows()) - heads - (all?.count ?? 0)), unit: '', limit: 0, more: `${all?.count} events` });
}

/** Megabytes of objects, of what the browser keeps for them, and of columns and other blocks of bytes, which are not among the objects. */
async function usedMemory(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize, embedderHeapUsedSize, backingStorageSize } = await session.send('Runtime.getHeapUsage');
  return (usedSize + embedderHeapUsedSize + backingStorageSize) / 1e6;
}

/** A stack of 300 resources that are updated again and again, on an open page. */
async function memory(page: Page, client: Client, pool: pg.Pool, url: string, name: string): Promise<void> {
  const template = (round: number) => `${HEAD}${Array.from({ length: 300 }, (_, index) => `  r${index}:\n    type: OS::Heat::TestResource\n    properties: {value: round ${round}}\n`).join('')}`;
  const id = await client.create(name, template(0));
  await client.settled(id, name);
  await page.goto(`${url}/p/default/stacks/${id}/graph`);
  await page.locator('[data-resource], canvas[aria-label*="resources"]').first().waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const eventsNow = async (): Promise<number> => (await pool.query<{ seq: number }>('SELECT event_seq AS seq FROM stack WHERE id = $1', [id])).rows[0]?.seq ?? 0;
  const points: { events: number; megabytes: number }[] = [];
  for (let round = 1; (points.at(-1)?.events ?? 0) < EVENTS; round += 1) {
    await client.update(id, name, template(round));
    await client.settled(id, name);
    // The first rounds load what every page loads once.
    if (round % 5 === 0) points.push({ events: await eventsNow(), megabytes: await usedMemory(session) });
  }
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) throw new Error('Nothing was measured.');
  const most = points.reduce((a, b) => (b.megabytes > a.megabytes ? b : a));
  await page.waitForTimeout(RESTS);
  const rested = await usedMemory(session);
  // What is not needed any more was collected each time: this is what the page holds, and some of it for a moment only, because it never rests.
  report({
    number: 22, name: `memory of a stack's page that stays open, more at its highest`, figure: most.megabytes - first.megabytes, unit: 'MB', limit: 20,
    more: `${last.events} events without a pause: ${first.megabytes.toFixed(1)} MB, ${most.megabytes.toFixed(1)} MB at ${most.events} events, ${last.megabytes.toFixed(1)} MB at the end, ${rested.toFixed(1)} MB when nothing had happened for ${RESTS / 1000} s`,
  });
}

const { page, url, databaseUrl, close } = await openInstance({ viewport: { width: 1600, height: 1000 } });
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
try {
  const mark = Date.now().toString(36);
  const client = await openClient(page, url, `live-${mark}`);
  console.info(`${machine()}, window 1600 x 1000`);
  await lines(page, client, url, `lines-${mark}`);
  await overDistance(page, client, pool, url, `far-${mark}`);
  await reconnect(page, client, pool, url, `cut-${mark}`);
  await memory(page, client, pool, url, `long-${mark}`);
} finally {
  await pool.end();
  await close();
}
