/**
 * What a page that is left open promises, measured on the built product in a real browser: how soon a line that a script prints on a host is seen, how soon a
 * state is seen over a network with a round trip of 100 ms, how soon everything is there after the connection was cut and whether all of it is there once, and how
 * much memory the page of a stack takes that never rests.
 *
 *     node scripts/bundle.mjs bench/ui/live.ts [minutes of the last one, 2]
 *
 * The growth in two hours is what the minutes tell of them: memory after each garbage collection, as a straight line, while updates follow each other without a pause.
 * No real stack lives so: what an event takes, which is printed behind it, says more. The longer it is looked at, the truer.
 */
import type { CDPSession, Page } from '@playwright/test';
import pg from 'pg';
import { type Client, openClient } from '../../e2e/client';
import { farAway } from './distance';
import { report, reportMany } from './goal';
import { machine, openInstance } from './instance';

const MINUTES = Number(process.argv[2] ?? 2);
const HOURS = 2;
const ROUND_TRIP = 100;
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

async function usedHeap(session: CDPSession): Promise<number> {
  await session.send('HeapProfiler.collectGarbage');
  return (await session.send('Runtime.getHeapUsage')).usedSize / 1e6;
}

/** The slope of a straight line through the points, by least squares. */
function slopeOf(points: readonly { x: number; y: number }[]): number {
  const [x, y] = [points.reduce((sum, point) => sum + point.x, 0) / points.length, points.reduce((sum, point) => sum + point.y, 0) / points.length];
  return points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
}

/**
 * A stack whose resources are updated again and again. A history that grows is part of what the page shows, so it is also said how much of the growth is that: events
 * that are kept, at what they take in a page that was opened on them.
 */
async function memory(page: Page, client: Client, pool: pg.Pool, url: string, name: string): Promise<void> {
  const template = (round: number) => `${HEAD}${Array.from({ length: 10 }, (_, index) => `  r${index}:\n    type: OS::Heat::TestResource\n    properties: {value: round ${round}, wait_secs: 0.3}\n`).join('')}`;
  const id = await client.create(name, template(0));
  await client.settled(id, name);
  await page.goto(`${url}/p/default/stacks/${id}/graph`);
  await page.locator('[data-resource="r0"]').waitFor();
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  const until = Date.now() + MINUTES * 60_000;
  const points: { x: number; y: number }[] = [];
  const began = Date.now();
  const events = async (): Promise<number> => (await pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event WHERE root_id = $1', [id])).rows[0]?.count ?? 0;
  const eventsBefore = await events();
  for (let round = 1; Date.now() < until; round += 1) {
    await client.update(id, name, template(round));
    await client.settled(id, name);
    // The first rounds load what every page loads once.
    if (round > 3) points.push({ x: (Date.now() - began) / 3_600_000, y: await usedHeap(session) });
  }
  const added = (await events()) - eventsBefore;
  const perHour = slopeOf(points);
  report({
    number: 22, name: `memory of a stack's page that lives ${HOURS} hours, more at its end`, figure: perHour * HOURS, unit: 'MB', limit: 20,
    more: `from ${MINUTES} minutes without a pause: ${points.length} updates, ${added} events, ${points[0]?.y.toFixed(1)} MB then ${points.at(-1)?.y.toFixed(1)} MB; ${((perHour * (Date.now() - began)) / 3_600_000 / Math.max(1, added) * 1000).toFixed(1)} kB an event`,
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
