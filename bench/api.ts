/**
 * How long Heat's API takes to answer about a stack of a thousand resources: the built product over HTTP, a token, one request after the other, the whole body
 * read. Run with `node scripts/bundle.mjs bench/api.ts [runs] [resources]`.
 */
import { readFileSync } from 'node:fs';
import { cpus } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { issueToken } from '@/lib/auth/tokens';
import { openDatabase } from '@/lib/store/database';
import startInstance from '../e2e/instance-setup';

const runs = Number(process.argv[2] ?? 51);
const resources = Number(process.argv[3] ?? 1_000);

const stackShown = z.object({ stack: z.object({ stack_status: z.string() }) });

function summary(values: number[]): string {
  const sorted = values.toSorted((a, b) => a - b);
  return `median ${sorted[sorted.length >> 1]?.toFixed(1)} ms, from ${sorted[0]?.toFixed(1)} to ${sorted.at(-1)?.toFixed(1)} ms (${sorted.length} runs)`;
}

/** Of the one person and the one project that a new instance has. */
async function ownersToken(): Promise<{ token: string; projectId: string }> {
  const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(JSON.parse(readFileSync(path.join(process.env.HEARTH_E2E_DATA ?? '', 'instance.json'), 'utf8')));
  const database = openDatabase(databaseUrl);
  const { userId, projectId } = await database.prisma.membership.findFirstOrThrow();
  const { token } = await issueToken({ pool: database.pool }, { userId, projectId, methods: ['password'] });
  await database.close();
  return { token, projectId };
}

const stop = await startInstance();
try {
  const url = process.env.HEARTH_E2E_URL ?? '';
  const { token, projectId } = await ownersToken();
  const headers = { 'x-auth-token': token, 'content-type': 'application/json' };
  // Values that read each other in pairs, and an output: no type of this stack has effects outside.
  const named = Object.fromEntries(Array.from({ length: resources }, (_, index) => [`r${index}`, { type: 'OS::Heat::Value', properties: { value: index % 2 === 0 ? index : { get_attr: [`r${index - 1}`, 'value'] } } }]));
  const template = { heat_template_version: '2021-04-16', resources: named, outputs: { last: { value: { get_attr: [`r${resources - 1}`, 'value'] } } } };
  const created = await fetch(`${url}/orchestration/v1/${projectId}/stacks`, { method: 'POST', headers, body: JSON.stringify({ stack_name: 'thousand', template }) });
  const address = created.headers.get('location') ?? '';
  for (let status = ''; !status.endsWith('COMPLETE');) {
    await new Promise((resolve) => {
      setTimeout(resolve, 200);
    });
    ({ stack: { stack_status: status } } = stackShown.parse(await (await fetch(address, { headers })).json()));
    if (status.endsWith('FAILED')) throw new Error(`The stack is ${status}.`);
  }
  console.log(`${cpus().length} x ${cpus()[0]?.model.trim()}, Node ${process.versions.node}, ${resources} resources`);
  for (const [what, path] of [['GET stack', ''], ['GET resources', '/resources'], ['GET events', '/events'], ['GET stacks (one)', null]] satisfies [string, string | null][]) {
    const asked = path === null ? `${url}/orchestration/v1/${projectId}/stacks` : `${address}${path}`;
    const times: number[] = [];
    let size = 0;
    for (let run = -5; run < runs; run += 1) {
      const start = performance.now();
      const answer = await fetch(asked, { headers });
      size = (await answer.text()).length;
      if (!answer.ok) throw new Error(`${what}: ${answer.status}`);
      if (run >= 0) times.push(performance.now() - start);
    }
    console.log(`${what.padEnd(18)} ${summary(times)}, ${Math.round(size / 1_024)} KB`);
  }
} finally {
  await stop();
}
