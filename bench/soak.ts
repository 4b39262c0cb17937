/**
 * Many clients for a long time: each signs in, deploys stacks that wait for a signal, signals them, reads, updates and deletes, over HTTP against the built
 * product. Prints latencies of each kind of request, errors, and the memory of web server and worker: what the machine sees, and what is alive in it, a quarter of
 * the time in and at the end, each time with the clients at rest. Fails on any error, and when what is alive grows.
 *
 * Run with `node scripts/bundle.mjs bench/soak.ts [minutes] [clients]`. HEARTH_E2E_URL and HEARTH_E2E_DATA name an instance that runs already.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { issueToken } from '@/lib/auth/tokens';
import { openDatabase } from '@/lib/store/database';
import startInstance from '../e2e/instance-setup';
import { liveHeap } from './live-heap';

const minutes = Number(process.argv[2] ?? 10);
const clients = Number(process.argv[3] ?? 50);
/** Of what is alive at the end to what was alive a quarter of the time in. */
const MOST_GROWTH = 1.1;

const Stack = z.object({ stack: z.object({ stack_status: z.string(), outputs: z.array(z.object({ output_key: z.string(), output_value: z.string().nullable() })).default([]) }) });
const Instance = z.object({ databaseUrl: z.string(), children: z.record(z.string(), z.object({ pid: z.number() })) });

const TEMPLATE = `heat_template_version: 2021-04-16
parameters: {size: {type: number, default: 3}}
resources:
  handle: {type: OS::Heat::WaitConditionHandle, properties: {signal_transport: CFN_SIGNAL}}
  wait: {type: OS::Heat::WaitCondition, properties: {handle: {get_resource: handle}, timeout: 300}}
  after: {type: OS::Heat::Value, depends_on: wait, properties: {value: {get_attr: [wait, data]}}}
  others: {type: OS::Heat::ResourceGroup, properties: {count: {get_param: size}, resource_def: {type: OS::Heat::RandomString}}}
outputs: {signal: {value: {get_attr: [handle, signal]}}, data: {value: {get_attr: [after, value]}}}
`;

const latencies = new Map<string, number[]>();
const errors: string[] = [];
const pause = (ms: number) => new Promise((resolve) => {
  setTimeout(resolve, ms);
});

async function timed(kind: string, url: string, init: RequestInit, expected: readonly number[]): Promise<{ status: number; text: string; headers: Headers }> {
  const start = performance.now();
  const response = await fetch(url, { redirect: 'manual', ...init });
  const text = await response.text();
  const times = latencies.get(kind) ?? [];
  times.push(performance.now() - start);
  latencies.set(kind, times);
  if (!expected.includes(response.status)) throw new Error(`${kind}: ${response.status} ${text.slice(0, 300)}`);
  return { status: response.status, text, headers: response.headers };
}

async function round(url: string, projectId: string, token: string, name: string): Promise<void> {
  const base = `${url}/orchestration/v1/${projectId}`;
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' };
  const get = (kind: string, at: string, expected = [200]) => timed(kind, at, { headers }, expected);
  const settled = async (address: string, wanted: string): Promise<string> => {
    for (;;) {
      const { status, text } = await get('show', address, [200, 404]);
      if (status === 404) return 'gone';
      const { stack } = Stack.parse(JSON.parse(text));
      if (stack.stack_status.endsWith('FAILED')) throw new Error(`${name} is ${stack.stack_status}, not ${wanted}`);
      if (stack.stack_status === wanted) return text;
      await pause(300);
    }
  };
  const made = await timed('create', `${base}/stacks`, { method: 'POST', headers, body: JSON.stringify({ stack_name: name, template: TEMPLATE, disable_rollback: true }) }, [201]);
  const address = made.headers.get('location') ?? '';
  let alarm: string | undefined;
  while (alarm === undefined) {
    const { stack } = Stack.parse(JSON.parse((await get('show', address)).text));
    const signal = stack.outputs.find(({ output_key: key }) => key === 'signal')?.output_value;
    if (signal) alarm = z.object({ alarm_url: z.string() }).parse(JSON.parse(signal)).alarm_url;
    else await pause(300);
  }
  await get('list', `${base}/stacks?limit=20`);
  await timed('signal', alarm, { method: 'POST', body: JSON.stringify({ data: name }) }, [200]);
  await settled(address, 'CREATE_COMPLETE');
  await get('resources', `${address}/resources?nested_depth=2`);
  await get('events', `${address}/events?limit=50`);
  await timed('update', address, { method: 'PATCH', headers, body: JSON.stringify({ parameters: { size: 1 } }) }, [202]);
  await settled(address, 'UPDATE_COMPLETE');
  await timed('delete', address, { method: 'DELETE', headers }, [204]);
  await settled(address, 'DELETE_COMPLETE');
}

function memory(pid: number): number {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1] ?? 0) / 1024;
}

function quantile(values: readonly number[], part: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(values.length * part))] ?? 0;
}

const stop = process.env.HEARTH_E2E_URL ? async () => undefined : await startInstance();
try {
  const url = process.env.HEARTH_E2E_URL ?? '';
  const instance = Instance.parse(JSON.parse(readFileSync(path.join(process.env.HEARTH_E2E_DATA ?? '', 'instance.json'), 'utf8')));
  const database = openDatabase(instance.databaseUrl, { connections: 2 });
  const { userId, projectId } = await database.prisma.membership.findFirstOrThrow({ where: { role: 'admin' } });
  const tokens = await Promise.all(Array.from({ length: clients }, async () => (await issueToken({ pool: database.pool }, { userId, projectId, methods: ['password'] })).token));
  let rounds = 0;
  const samples = new Map<string, number[]>(['web', 'worker'].map((name) => [name, []]));
  const pidOf = (name: string): number => instance.children[name]?.pid ?? 0;
  const watch = setInterval(() => {
    for (const [name, values] of samples) values.push(memory(pidOf(name)));
  }, 1_000);
  const load = async (part: string, forMs: number): Promise<void> => {
    const end = Date.now() + forMs;
    await Promise.all(tokens.map(async (token, client) => {
      await pause((client * 5_000) / clients);
      for (let number = 0; Date.now() < end; number += 1) {
        try {
          await round(url, projectId, token, `soak-${process.pid}-${part}-${client}-${number}`);
          rounds += 1;
        } catch (error) {
          errors.push(String(error));
          if (errors.length > 100) return;
        }
      }
    }));
  };
  const alive = async (): Promise<Map<string, number>> => {
    const found = new Map<string, number>();
    for (const name of samples.keys()) found.set(name, await liveHeap(pidOf(name)));
    return found;
  };
  await load('a', minutes * 15_000);
  const before = await alive();
  await load('b', minutes * 45_000);
  clearInterval(watch);
  const after = await alive();
  await database.close();

  console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${clients} clients, ${minutes} minutes, ${rounds} stacks made, signalled, updated and deleted, ${errors.length} errors`);
  for (const [kind, times] of [...latencies].toSorted(([a], [b]) => a.localeCompare(b))) {
    console.log(`${kind.padEnd(10)} ${String(times.length).padStart(7)} requests, median ${quantile(times, 0.5).toFixed(0)} ms, 95 % ${quantile(times, 0.95).toFixed(0)} ms, 99 % ${quantile(times, 0.99).toFixed(0)} ms, longest ${quantile(times, 1).toFixed(0)} ms`);
  }
  for (const [name, values] of samples) {
    const [early = 0, late = 0] = [before.get(name), after.get(name)];
    console.log(`memory of ${name}: ${early.toFixed(1)} MiB alive after a quarter of the time, ${late.toFixed(1)} MiB at the end (x ${(late / early).toFixed(2)}); of the machine's ${quantile(values, 0.5).toFixed(0)} MiB (median), ${Math.max(...values).toFixed(0)} MiB (most)`);
    if (late > early * MOST_GROWTH) errors.push(`the memory of ${name} grows: x ${(late / early).toFixed(2)}, and ${MOST_GROWTH} is allowed`);
  }
  for (const error of errors.slice(0, 10)) console.error(error);
  if (errors.length > 0) process.exitCode = 1;
} finally {
  await stop();
}
