/**
 * Watching a run, measured on the built product in a real browser: how long the page of a stack of 1,000 resources takes to open, how long a state takes
 * from the engine to the screen, how smoothly 5,000 bars and 50,000 events scroll and zoom, and how a log of a million lines opens, scrolls and is
 * searched. Run with `node scripts/bundle.mjs bench/ui/watching.ts`; HEARTH_E2E_URL and HEARTH_E2E_DATA use an instance that runs already.
 */
import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import pg from 'pg';
import { openClient } from '../../e2e/client';
import startInstance from '../../e2e/instance-setup';
import { BROWSER_ARGUMENTS, findBrowser } from '../../scripts/browser.mjs';

const RUNS = Number(process.argv[2] ?? 5);
const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const resource = (name: string, needs: string[] = [], wait = 0) => `  ${name}:\n    type: OS::Heat::TestResource\n${needs.length > 0 ? `    depends_on: [${needs.join(', ')}]\n` : ''}    properties: {value: ${name}, wait_secs: ${wait}}\n`;

function told(values: readonly number[], unit = 'ms'): string {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  return `median ${at(0.5).toFixed(0)} ${unit}, 95 % ${at(0.95).toFixed(0)} ${unit}, worst ${(sorted.at(-1) ?? 0).toFixed(0)} ${unit} (${sorted.length})`;
}

/** Times between frames while something is done. */
async function frames(page: Page, work: () => Promise<void>): Promise<number[]> {
  await page.evaluate(() => {
    const times: number[] = [];
    let last = performance.now();
    const tick = (now: number) => {
      times.push(now - last);
      last = now;
      if (Reflect.get(window, 'hearthFrames') === times) requestAnimationFrame(tick);
    };
    Reflect.set(window, 'hearthFrames', times);
    requestAnimationFrame(tick);
  });
  await work();
  return page.evaluate(() => {
    const times: number[] = Reflect.get(window, 'hearthFrames');
    Reflect.set(window, 'hearthFrames', null);
    return times.slice(1);
  });
}

async function wheel(page: Page, steps: number, x: number, y: number): Promise<void> {
  for (let step = 0; step < steps; step += 1) {
    await page.mouse.wheel(x, step < steps / 2 ? y : -y);
    await page.evaluate(() => new Promise((resolve) => { requestAnimationFrame(resolve); }));
  }
}

const running = process.env.HEARTH_E2E_URL;
const stop = running ? async () => undefined : await startInstance();
const url = process.env.HEARTH_E2E_URL ?? '';
const data = process.env.HEARTH_E2E_DATA ?? '';
const browser = await chromium.launch({ executablePath: await findBrowser(), args: BROWSER_ARGUMENTS });
const instance: { databaseUrl: string } = JSON.parse(readFileSync(path.join(data, 'instance.json'), 'utf8'));
const pool = new pg.Pool({ connectionString: instance.databaseUrl, max: 2 });
try {
  const link = /https?:\S+\/sign-in\/link\/\S+/.exec(execFileSync(process.execPath, ['dist/sign-in-link.mjs'], { env: { ...process.env, HEARTH_DATA: data, DATABASE_URL: '', PORT: new URL(url).port }, encoding: 'utf8' }))?.[0] ?? url;
  const page = await browser.newPage({ viewport: { width: 1600, height: 1000 } });
  await page.goto(link);
  const mark = Date.now().toString(36);
  const client = await openClient(page, url, `bench-${mark}`);
  const stackPage = (id: string, view: string) => `${url}/p/default/stacks/${id}/${view}`;
  console.info(`${cpus().length} x ${cpus()[0]?.model.trim()}, window 1600 x 1000`);

  const big = await client.create(`big-${mark}`, HEAD + Array.from({ length: 1000 }, (_, index) => resource(`r${index}`, index >= 20 ? [`r${index - 20}`] : [])).join(''));
  await client.settled(big, `big-${mark}`);
  for (const [view, ready] of [['graph', '[data-resource]'], ['resources', '[data-row]'], ['timeline', '[data-bar]'], ['events', '[data-event]']] as const) {
    const times: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const began = Date.now();
      await page.goto(stackPage(big, view), { waitUntil: 'commit' });
      await page.locator(ready).first().waitFor();
      if (run > 0) times.push(Date.now() - began);
    }
    console.info(`1,000 resources, ${view}, from the address to what it shows: ${told(times)}`);
  }

  // From the time that the engine gave the event to the frame in which the page shows the state.
  const live = await client.create(`live-${mark}`, HEAD + Array.from({ length: 40 }, (_, index) => resource(`r${index}`, index > 0 ? [`r${index - 1}`] : [], 0.4)).join(''));
  await page.goto(stackPage(live, 'graph'));
  await page.locator('[data-resource="r0"]').waitFor();
  await page.evaluate(() => {
    const seen: Record<string, number> = {};
    Reflect.set(window, 'hearthSeen', seen);
    new MutationObserver(() => {
      for (const node of document.querySelectorAll('[data-resource][data-status="CREATE_COMPLETE"]')) seen[node.getAttribute('data-resource') ?? ''] ??= Date.now();
    }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ['data-status'] });
  });
  const openedAt = Date.now();
  await client.settled(live, `live-${mark}`);
  await page.waitForTimeout(1000);
  const seen: Record<string, number> = await page.evaluate(() => Reflect.get(window, 'hearthSeen'));
  const { rows } = await pool.query<{ name: string; at: Date }>("SELECT resource_name AS name, created_at AS at FROM event WHERE root_id = $1 AND action = 'CREATE' AND status = 'COMPLETE' AND resource_id IS NOT NULL", [live]);
  const delays = rows.filter(({ at }) => at.getTime() > openedAt + 1000).flatMap(({ name, at }) => (seen[name] === undefined ? [] : [seen[name] - at.getTime()]));
  console.info(`from the event of a state to the screen: ${told(delays)}`);

  // A long history: what an engine would have written in fifty operations of a hundred resources, put there at once.
  const long = await client.create(`long-${mark}`, HEAD + Array.from({ length: 100 }, (_, index) => resource(`r${index}`)).join(''));
  await client.settled(long, `long-${mark}`);
  await pool.query(
    `INSERT INTO operation (id, stack_id, number, action, status, on_failure, timeout_mins, actor, created_at, started_at, finished_at)
     SELECT gen_random_uuid(), $1, n + 1, 'UPDATE', 'COMPLETE', 'rollback', 60, 'bench', now() - (51 - n) * interval '1 minute', now() - (51 - n) * interval '1 minute', now() - (51 - n) * interval '1 minute' + interval '50 seconds' FROM generate_series(1, 50) n`, [long],
  );
  await pool.query(
    `INSERT INTO event (root_id, seq, id, stack_id, operation_id, resource_id, resource_name, resource_type, action, status, reason, created_at)
     SELECT $1, (SELECT max(seq) FROM event WHERE root_id = $1) + row_number() OVER (ORDER BY o.number, k, r.name), gen_random_uuid(), $1, o.id, r.id, r.name, r.type, 'UPDATE', CASE WHEN k = 9 THEN 'COMPLETE' ELSE 'IN_PROGRESS' END, 'state changed',
       o.started_at + (k * 4 + (hashtext(r.name) & 3)) * interval '1 second'
     FROM operation o, resource r, generate_series(0, 9) k WHERE o.stack_id = $1 AND o.number > 1 AND r.root_id = $1`, [long],
  );
  await pool.query('UPDATE stack SET event_seq = (SELECT max(seq) FROM event WHERE root_id = $1) WHERE id = $1', [long]);
  await page.goto(stackPage(long, 'timeline'));
  await page.locator('[data-bar]').first().waitFor();
  await page.getByRole('combobox', { name: 'Operations shown' }).click();
  await page.getByRole('option', { name: /^All/ }).click();
  await page.waitForTimeout(1500);
  await page.mouse.move(1000, 700);
  console.info(`5,000 bars, scrolled: frames of ${told(await frames(page, () => wheel(page, 60, 0, 120)))}`);
  console.info(`5,000 bars, zoomed: frames of ${told(await frames(page, async () => { await page.keyboard.down('Control'); await wheel(page, 40, 0, -100); await page.keyboard.up('Control'); }))}`);
  await page.goto(stackPage(long, 'events'));
  await page.locator('[data-event]').first().waitFor();
  await page.waitForTimeout(1500);
  await page.mouse.move(1000, 700);
  console.info(`50,000 events, scrolled: frames of ${told(await frames(page, () => wheel(page, 80, 0, 900)))}`);

  // A log of a million lines, in pieces as an agent sends them.
  const server = await client.create(`log-${mark}`, `heat_template_version: 2021-04-16\nresources:\n${resource('r')}`);
  await client.settled(server, `log-${mark}`);
  const [deployment, config] = [randomUUID(), randomUUID()];
  await pool.query("INSERT INTO software_deployment (id, project_id, stack_id, root_id, resource_name, server_id, config_id, action, status, finished_at) SELECT $1, project_id, $2, $2, 'r', 'bench', $3, 'CREATE', 'COMPLETE', now() FROM stack WHERE id = $2", [deployment, server, config]);
  await pool.query(
    `INSERT INTO deployment_log (config_id, seq, deployment_id, stream, position, bytes, text)
     SELECT $1, n, $2, CASE WHEN n % 50 = 0 THEN 'stderr' ELSE 'stdout' END, n, 1, (SELECT string_agg('line ' || (n * 1000 - 1000 + l) || CASE WHEN l = 500 AND n % 100 = 0 THEN ' needle' ELSE '' END || E'\\n', '' ORDER BY l) FROM generate_series(1, 1000) l) FROM generate_series(1, 1000) n`, [config, deployment],
  );
  const opened: number[] = [];
  const whole: number[] = [];
  for (let run = 0; run <= RUNS; run += 1) {
    const began = Date.now();
    await page.goto(stackPage(server, 'logs'), { waitUntil: 'commit' });
    await page.locator('[data-line="1000000"]').waitFor();
    if (run > 0) opened.push(Date.now() - began);
    await page.getByText('1,000,000 lines', { exact: true }).waitFor();
    if (run > 0) whole.push(Date.now() - began);
  }
  console.info(`a log of 1,000,000 lines: its end on screen after ${told(opened)}; all of it after ${told(whole)}`);
  await page.mouse.move(1000, 500);
  console.info(`a log of 1,000,000 lines, scrolled: frames of ${told(await frames(page, () => wheel(page, 80, 0, -2000)))}`);
  const searches: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.getByLabel('Find in output').fill('');
    const began = Date.now();
    await page.getByLabel('Find in output').fill('needle');
    await page.getByText('10 lines', { exact: true }).waitFor();
    searches.push(Date.now() - began);
  }
  console.info(`a log of 1,000,000 lines, searched: ${told(searches)}`);
} finally {
  await pool.end();
  await browser.close();
  await stop();
}
