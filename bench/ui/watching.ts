/**
 * Watching a run, measured on the built product in a real browser: how long the page of a stack of 1,000 resources takes to open, how long a state takes
 * from the engine to the screen, how smoothly 5,000 bars and 50,000 events scroll and zoom, and how a log of a million lines opens, scrolls and is
 * searched. Run with `npm run bench:ui` or `node scripts/bundle.mjs bench/ui/watching.ts [runs]`.
 */
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openClient } from '../../e2e/client';
import { FRAME_MS, frames, wheel } from './frames';
import { at, reportMany } from './goal';
import { machine, openInstance } from './instance';

const RUNS = Number(process.argv[2] ?? 5);
const HEAD = 'heat_template_version: 2021-04-16\nresources:\n';
const resource = (name: string, needs: string[] = [], wait = 0) => `  ${name}:\n    type: OS::Heat::TestResource\n${needs.length > 0 ? `    depends_on: [${needs.join(', ')}]\n` : ''}    properties: {value: ${name}, wait_secs: ${wait}}\n`;

const { page, url, databaseUrl, close } = await openInstance({ viewport: { width: 1600, height: 1000 } });
const pool = new pg.Pool({ connectionString: databaseUrl, max: 2 });
try {
  const mark = Date.now().toString(36);
  const client = await openClient(page, url, `bench-${mark}`);
  const stackPage = (id: string, view: string) => `${url}/p/default/stacks/${id}/${view}`;
  console.info(`${machine()}, window 1600 x 1000`);

  const big = await client.create(`big-${mark}`, HEAD + Array.from({ length: 1000 }, (_, index) => resource(`r${index}`, index >= 20 ? [`r${index - 20}`] : [])).join(''));
  await client.settled(big, `big-${mark}`);
  for (const [view, ready] of [['graph', '[data-resource], canvas[aria-label*="resources"]'], ['resources', '[data-row]'], ['timeline', '[data-bar]'], ['events', '[data-event]']] as const) {
    const times: number[] = [];
    for (let run = 0; run <= RUNS; run += 1) {
      const began = Date.now();
      await page.goto(stackPage(big, view), { waitUntil: 'commit' });
      await page.locator(ready).first().waitFor();
      if (run > 0) times.push(Date.now() - began);
    }
    reportMany({ number: 20, name: `stack of 1,000 resources, ${view}, from the address to it`, unit: 'ms', limit: 1000 }, times);
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
  reportMany({ number: 9, name: 'from the event of a state to the screen', unit: 'ms', limit: 200 }, delays);

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
  reportMany({ number: 13, name: 'frames of 5,000 bars, scrolled', unit: 'ms', limit: FRAME_MS }, await frames(page, () => wheel(page, 60, 0, 120)));
  await page.keyboard.down('Control');
  const zoomed = await frames(page, () => wheel(page, 40, 0, -100));
  await page.keyboard.up('Control');
  reportMany({ number: 13, name: 'frames of 5,000 bars, zoomed', unit: 'ms', limit: FRAME_MS }, zoomed);
  await page.goto(stackPage(long, 'events'));
  await page.locator('[data-event]').first().waitFor();
  await page.waitForTimeout(1500);
  await page.mouse.move(1000, 700);
  reportMany({ number: 13, name: 'frames of 50,000 events, scrolled', unit: 'ms', limit: FRAME_MS }, await frames(page, () => wheel(page, 80, 0, 900)));

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
  reportMany({ number: 10, name: 'a log of 1,000,000 lines, until its end is on screen', unit: 'ms', limit: 1000 }, opened);
  console.info(`        all of it is there after ${at(whole, 0.5).toFixed(0)} ms`);
  await page.mouse.move(1000, 500);
  reportMany({ number: 10, name: 'frames of a log of 1,000,000 lines, scrolled', unit: 'ms', limit: FRAME_MS }, await frames(page, () => wheel(page, 80, 0, -2000)));
  const searches: number[] = [];
  for (let run = 0; run < RUNS; run += 1) {
    await page.getByLabel('Find in output').fill('');
    const began = Date.now();
    await page.getByLabel('Find in output').fill('needle');
    await page.getByText('10 lines', { exact: true }).waitFor();
    searches.push(Date.now() - began);
  }
  reportMany({ number: 10, name: 'a log of 1,000,000 lines, searched', unit: 'ms', limit: 500 }, searches);
} finally {
  await pool.end();
  await close();
}
