/** Many stacks asked for at once, through the use case that pages and the API call, the queue, and worker processes. */
import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createVault } from '@/lib/auth/vault';
import { assembleResources } from '@/lib/resources/assembly';
import { openQueue } from '@/lib/runtime/queue';
import { createStack } from '@/lib/stacks/create-stack';
import type { StackPorts } from '@/lib/stacks/ports';
import type { BenchSite, BenchWorkers } from './site';

export interface Submission {
  stacks: number;
  clients: number;
  /** Resources a stack. */
  size: number;
  /** Workers that stand still until all is asked for, so that what they do is measured without what asks. */
  held?: BenchWorkers;
}

export interface Submitted {
  /** Milliseconds from the first request to the last stack complete. */
  total: number;
  /** Milliseconds from the last request to the last stack complete. */
  rest: number;
  /** Milliseconds from each request to the first event of its stack, as whoever listens hears of it. */
  firstEvents: number[];
  /** Milliseconds each request took. */
  requests: number[];
}

const silent = { warn: () => undefined, error: () => undefined };

/** Needs workers on the site's database. Fails when a stack does not complete with all of its events. */
export async function submit(site: BenchSite, { stacks, clients, size, held }: Submission): Promise<Submitted> {
  const { database } = site;
  const { pool } = database;
  const queue = await openQueue({ databaseUrl: database.url, logger: silent, worker: false });
  const vault = createVault(Buffer.alloc(32, 1));
  const config = { dataDirectory: site.directory, publicUrl: 'http://127.0.0.1:9', localUrl: 'http://127.0.0.1:9', sandbox: false, allowPrivateUrls: false };
  const resources = assembleResources({ pool, databaseUrl: database.url, vault, config, wake: (client, rootId) => queue.enqueueRun(client, rootId) });
  const ports: StackPorts = { pool, vault, queue, registry: resources.registry, catalogue: resources.registry.catalogue };
  const heard = await listen(database.url);
  // A project of its own: there is a limit to the stacks of one.
  const project = randomUUID();
  await pool.query('INSERT INTO project (id, name) VALUES ($1, $1)', [project]);
  const caller = { userId: 'u', userName: 'bench', projectId: project, projectName: project, role: 'member' } as const;
  const text = templateOf(size);
  const asked = new Map<string, number>();
  const requests: number[] = [];
  const waiting = Array.from({ length: stacks }, () => `bench-${randomUUID()}`);
  const begun = performance.now();
  try {
    held?.hold();
    await Promise.all(Array.from({ length: clients }, async () => {
      for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
        const at = performance.now();
        const result = await createStack(ports, caller, { name, text, files: {}, parameters: {}, environment: {}, layout: {}, message: '', onFailure: 'keep', timeoutMins: 60, tags: [] });
        if (!result.ok) throw new Error(result.problem.message);
        requests.push(performance.now() - at);
        asked.set(result.value.stackId, at);
      }
    }));
    const all = performance.now();
    held?.release();
    const ids = [...asked.keys()];
    const open = async (): Promise<number> => {
      const { rows } = await pool.query<{ open: number }>("SELECT count(*)::int AS open FROM stack WHERE id = ANY ($1::uuid[]) AND status = 'IN_PROGRESS'", [ids]);
      return rows[0]?.open ?? 0;
    };
    while ((await open()) > 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const total = performance.now() - begun;
    await check(site, ids, size);
    return { total, rest: begun + total - all, requests, firstEvents: [...asked].map(([id, at]) => Math.max(0, (heard.first.get(id) ?? Infinity) - at)) };
  } finally {
    held?.release();
    await heard.close();
    await resources.close();
    await queue.stop();
  }
}

/** When each stack was first heard of, on one connection, as the web process listens. */
async function listen(url: string): Promise<{ first: ReadonlyMap<string, number>; close(): Promise<void> }> {
  const first = new Map<string, number>();
  const client = new Client({ connectionString: url });
  client.on('notification', ({ payload = '' }) => {
    const [id = '', seq] = payload.split(' ');
    if (seq !== '0' && !first.has(id)) first.set(id, performance.now());
  });
  await client.connect();
  await client.query('LISTEN hearth_stack');
  return { first, close: () => client.end() };
}

/** A third in a chain, the others beside it. */
function templateOf(size: number): string {
  const resources = Object.fromEntries(Array.from({ length: size }, (_, index) => [
    `r${index}`, { type: 'OS::Heat::Value', properties: { type: 'number', value: index }, ...(index % 3 === 0 && index > 0 ? { depends_on: [`r${index - 3}`] } : {}) },
  ]));
  return JSON.stringify({ heat_template_version: '2021-04-16', resources });
}

async function check(site: BenchSite, ids: readonly string[], size: number): Promise<void> {
  const { rows } = await site.database.pool.query<{ state: string; events: number; last: number }>(
    `SELECT action || '_' || status AS state, (SELECT count(*)::int FROM event WHERE root_id = stack.id) AS events, event_seq AS last FROM stack WHERE id = ANY ($1::uuid[])`, [ids],
  );
  const wrong = rows.find(({ state, events, last }) => state !== 'CREATE_COMPLETE' || events !== 2 * size + 2 || last !== events);
  if (wrong !== undefined) throw new Error(`a stack of ${size} is ${wrong.state} with ${wrong.events} events, the last of them ${wrong.last}`);
}
