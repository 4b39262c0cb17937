/**
 * How long Heat's API takes to answer about a stack of a thousand resources: over HTTP, with a token, one request after the other, the whole body read. The
 * router stands behind node:http alone; what Next adds before it is not part of it.
 *
 *     node scripts/bundle.mjs bench/api.ts [runs] [resources] [runs of the shapes]
 *
 * Prints the machine, the number of runs, the median and the spread of each request; then of the shapes of bench/engine.ts, asked for here.
 */
import path from 'node:path';
import { z } from 'zod';
import { tokenAuthority } from '@/lib/auth/token-authority';
import { issueToken } from '@/lib/auth/tokens';
import { openVault } from '@/lib/auth/vault';
import { assembleResources } from '@/lib/resources/assembly';
import { orchestrationApi } from '@/lib/runtime/orchestration';
import { openQueue } from '@/lib/runtime/queue';
import { webServer } from '@/lib/testing/web-server';
import { type Shape, shapes } from './api-shapes';
import { machine, median, openBenchSite } from './site';

const [runs = 31, resources = 1_000, shapeRuns = 3] = process.argv.slice(2).map(Number);
const silent = { info: () => undefined, warn: () => undefined, error: (fault: unknown) => console.error(fault) };
const shown = z.object({ stack: z.object({ stack_status: z.string() }) });

const site = await openBenchSite();
const workers = await site.startWorkers(1);
const { pool, url: databaseUrl } = site.database;
const dataDirectory = path.join(site.directory, 'data');
const vault = openVault(dataDirectory);
const queue = await openQueue({ databaseUrl, logger: silent, worker: false });
const parts = assembleResources({
  pool, databaseUrl, vault, wake: (client, rootId) => queue.enqueueRun(client, rootId),
  config: { dataDirectory, publicUrl: 'http://127.0.0.1:1', localUrl: 'http://127.0.0.1:1', sandbox: false, allowPrivateUrls: false },
});
const api = orchestrationApi({
  pool, vault, queue, registry: parts.registry, catalogue: parts.registry.catalogue, tokens: tokenAuthority({ pool, vault }), logger: silent,
  config: { publicUrl: 'http://127.0.0.1:1', publicUrlGiven: false, allowPrivateUrls: false, hiddenStackTags: [] },
});
const web = await webServer(api);
try {
  await pool.query("INSERT INTO auth_user (id, name, email, email_verified, username) VALUES ('u', 'u', 'u@bench', true, 'u')");
  await pool.query(`INSERT INTO membership (project_id, user_id, role) VALUES ('p', 'u', 'member')`);
  const { token } = await issueToken({ pool }, { userId: 'u', projectId: 'p', methods: ['password'] });
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' };
  const stacks = `${web.url}/orchestration/v1/p/stacks`;
  const address = await thousand(stacks, headers);
  console.log(`${machine()}; a stack of ${resources} resources, ${runs} runs each`);
  for (const [what, asked] of [['GET stack', address], ['GET resources', `${address}/resources`], ['GET events', `${address}/events`], ['GET stacks', stacks]] as const) {
    const { times, size, cpu } = await timed(asked, headers);
    console.log(`${what.padEnd(14)} median ${median(times).toFixed(1)} ms, from ${Math.min(...times).toFixed(1)} to ${Math.max(...times).toFixed(1)} ms, ${cpu.toFixed(1)} ms of processor time (server and client), ${Math.round(size / 1_024)} KB`);
  }
  const rounds: Shape[][] = [];
  for (let run = 0; run < shapeRuns; run += 1) rounds.push(await shapes({ stacks, headers }, resources));
  for (const [index, { what }] of (rounds[0] ?? []).entries()) {
    const times = rounds.flatMap((round) => round[index]?.took ?? []);
    console.log(`${what.padEnd(42)} median ${median(times).toFixed(0)} ms, from ${Math.min(...times).toFixed(0)} to ${Math.max(...times).toFixed(0)} ms from request to COMPLETE, ${shapeRuns} runs`);
  }
} finally {
  await web.stop();
  await workers.stop();
  await parts.close();
  await queue.stop();
  await site.close();
}

/** Values that read each other in pairs, and an output. */
async function thousand(stacks: string, headers: Record<string, string>): Promise<string> {
  const named = Object.fromEntries(Array.from({ length: resources }, (_, index) => [`r${index}`, { type: 'OS::Heat::Value', properties: { value: index % 2 === 0 ? index : { get_attr: [`r${index - 1}`, 'value'] } } }]));
  const template = { heat_template_version: '2021-04-16', resources: named, outputs: { last: { value: { get_attr: [`r${resources - 1}`, 'value'] } } } };
  const created = await fetch(stacks, { method: 'POST', headers, body: JSON.stringify({ stack_name: 'thousand', template }) });
  const address = created.headers.get('location');
  if (address === null) throw new Error(await created.text());
  for (;;) {
    const { stack } = shown.parse(await (await fetch(address, { headers })).json());
    if (stack.stack_status === 'CREATE_COMPLETE') return address;
    if (stack.stack_status.endsWith('FAILED')) throw new Error(`The stack is ${stack.stack_status}.`);
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
  }
}

/** Five requests first, for caches and connections. */
async function timed(address: string, headers: Record<string, string>): Promise<{ times: number[]; size: number; cpu: number }> {
  const times: number[] = [];
  let size = 0;
  let before = process.cpuUsage();
  for (let run = -5; run < runs; run += 1) {
    if (run === 0) before = process.cpuUsage();
    const start = performance.now();
    const answer = await fetch(address, { headers });
    size = (await answer.text()).length;
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    if (run >= 0) times.push(performance.now() - start);
  }
  const { user, system } = process.cpuUsage(before);
  return { times, size, cpu: (user + system) / 1_000 / runs };
}
