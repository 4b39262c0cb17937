/**
 * How many deployments a second many agents finish: each asks, fetches its files, reports its start, its output and its end, over HTTP, as
 * hearth-agent.sh does; only the scripts themselves are not run.
 *
 *     node scripts/bundle.mjs bench/agents.ts [agents] [deployments each] [runs]
 *
 * Prints the machine, the number of runs, the median and the spread, how long one deployment took from its request to its end, and what hardly depends on
 * what else the machine does: the processor time of one (server and agent, without the database), and how often it asks the database.
 */
import { createServer } from 'node:http';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { cpus, tmpdir, totalmem } from 'node:os';
import path from 'node:path';
import { randomBytes, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { createVault } from '@/lib/auth/vault';
import { migrate, readMigrations } from '@/lib/runtime/migrate';
import { startCluster } from '@/lib/runtime/postgres/cluster';
import { createAgentApi } from '@/lib/software/agent-api';
import { tokenHash } from '@/lib/software/token-hash';
import { openDatabase } from '@/lib/store/database';
import { deploymentStore } from '@/lib/store/deployments';
import { agentStore } from '@/lib/store/deployments-agent';
import { hostStore } from '@/lib/store/hosts';
import { listeningBell } from '@/lib/store/servers-bell';

const agents = Number(process.argv[2] ?? 500);
const each = Number(process.argv[3] ?? 10);
const runs = Number(process.argv[4] ?? 3);

let questions = 0;
Reflect.set(Client.prototype, 'query', new Proxy(Client.prototype.query, {
  apply(query, client, given) {
    questions += 1;
    return Reflect.apply(query, client, given);
  },
}));

const directory = mkdtempSync(path.join(tmpdir(), 'hearth-bench-'));
chmodSync(directory, 0o755);
const cluster = await startCluster({ directory: path.join(directory, 'postgres'), logFile: path.join(directory, 'log'), durable: true });
await migrate(cluster.url('postgres'), await readMigrations());
const database = openDatabase(cluster.url('postgres'), { connections: 10 });
const { pool } = database;
await pool.query("INSERT INTO project (id, name) VALUES ('p', 'p')");

const vault = createVault(randomBytes(32));
const bell = listeningBell(cluster.url('postgres'));
const api = createAgentApi({ store: agentStore(pool, vault, async () => undefined), hosts: hostStore(pool), bell, now: () => new Date() });
const server = createServer((incoming, outgoing) => {
  void (async () => {
    const body = Buffer.concat(await incoming.toArray());
    const headers = Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]);
    const answer = await api(new Request(`http://127.0.0.1${incoming.url}`, { method: incoming.method ?? 'GET', headers, ...(body.length > 0 && { body }) }));
    outgoing.writeHead(answer.status).end(Buffer.from(await answer.arrayBuffer()));
  })();
});
await new Promise<void>((resolve) => {
  server.listen(0, '127.0.0.1', resolve);
});
const address = server.address();
const port = typeof address === 'object' && address !== null ? address.port : 0;
const keepAlive = new Agent({ keepAlive: true, maxSockets: Infinity });

console.log(`${cpus().length} x ${cpus()[0]?.model ?? 'unknown'}, ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.version}, PostgreSQL 18 with fsync; agents, server and database on it; ${runs} runs each`);
try {
  const rates: number[] = [];
  const waits: number[] = [];
  const processor: number[] = [];
  const asked: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const before = process.cpuUsage();
    questions = 0;
    const { seconds, medianMs } = await round();
    const { user, system } = process.cpuUsage(before);
    processor.push((user + system) / 1000 / (agents * each));
    asked.push(questions / (agents * each));
    rates.push((agents * each) / seconds);
    waits.push(medianMs);
  }
  console.log(`${agents} agents with ${each} deployments each: ${shown(rates, ' deployments/s')}; from request to end of one: ${shown(waits, ' ms')}; processor time of one: ${shown(processor, ' ms', 1)}; questions to the database for one: ${shown(asked, '', 1)}`);
} finally {
  await bell.close();
  keepAlive.destroy();
  server.closeAllConnections();
  server.close();
  await database.close();
  await cluster.stop();
  rmSync(directory, { recursive: true, force: true });
}

/** Every agent is given its deployments one after the other, as a stack does that orders them; seconds for all of them. */
async function round(): Promise<{ seconds: number; medianMs: number }> {
  const tokens = Array.from({ length: agents }, () => randomBytes(16).toString('hex'));
  const servers = tokens.map(() => randomUUID());
  await pool.query(
    "INSERT INTO server (id, project_id, name, kind, token_hash) SELECT id, 'p', 'agent', 'joined', hash FROM unnest($1::text[], $2::text[]) AS s (id, hash)",
    [servers, tokens.map((token) => tokenHash(token))],
  );
  const took: number[] = [];
  const started = performance.now();
  await Promise.all(servers.map(async (serverId, index) => {
    const ask = asker(tokens[index] ?? '');
    for (let number = 0; number < each; number += 1) {
      const begun = performance.now();
      await Promise.all([give(serverId, number), attend(ask)]);
      took.push(performance.now() - begun);
    }
  }));
  return { seconds: (performance.now() - started) / 1000, medianMs: median(took) };
}

async function give(serverId: string, number: number): Promise<void> {
  const id = randomUUID();
  await deploymentStore(pool, vault).begin(
    {
      id, projectId: 'p', stackId: randomUUID(), rootId: id, resourceId: randomUUID(), resourceName: 'r', serverId, action: 'CREATE', status: 'IN_PROGRESS',
      statusReason: '', inputValues: { number },
    },
    { id: randomUUID(), name: `step-${number}`, group: 'script', config: '#!/bin/sh\necho done\n', inputs: [{ name: 'number', type: 'Number', value: number }], outputs: [{ name: 'result' }], options: {}, secrets: [] },
  );
}

type Ask = (method: string, path: string, body?: string, type?: string) => Promise<{ status: number; text: string }>;

async function attend(ask: Ask): Promise<void> {
  for (;;) {
    const plan = await ask('GET', '/agent/v1/next?wait=25');
    const config = /^config (.*)$/m.exec(plan.text)?.[1];
    if (config === undefined) continue;
    const run = `/agent/v1/runs/${config}`;
    await ask('GET', `${run}/launch`);
    await ask('GET', `${run}/script`);
    await ask('POST', `${run}/started`);
    await ask('POST', `${run}/log?stream=stdout&position=0&last=1`, 'done\n');
    const finished = await ask('POST', `${run}/finish`, 'code=0&o0=ok', 'application/x-www-form-urlencoded');
    if (finished.status !== 200) throw new Error(`not finished: ${finished.text}`);
    return;
  }
}

function asker(token: string): Ask {
  return (method, where, body, type = 'application/octet-stream') =>
    new Promise((resolve, reject) => {
      const headers = { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': type, 'content-length': Buffer.byteLength(body) }) };
      const sent = request({ port, host: '127.0.0.1', path: where, method, headers, agent: keepAlive }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (piece: string) => (text += piece));
        answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
      });
      sent.on('error', reject);
      sent.end(body);
    });
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.floor(sorted.length / 2)] ?? 0;
}

function shown(values: readonly number[], unit: string, digits = 0): string {
  return `median ${median(values).toFixed(digits)}${unit}, from ${Math.min(...values).toFixed(digits)} to ${Math.max(...values).toFixed(digits)}`;
}
