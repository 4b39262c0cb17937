/**
 * Worker processes killed with SIGKILL at random moments while a stack is created, updated and deleted. Three stacks of one shape; random ones, and other
 * harm, are in crash.db.test.ts. `CRASH_SEED` repeats a run.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { randomInt } from 'node:crypto';
import path from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseStage } from '@/lib/engine/testing/database-stage';
import type { ResourceSketch } from '@/lib/engine/testing/world';
import type { JsonMap } from '@/lib/hot/types';
import type { Database } from '@/lib/store/database';
import { freshDatabase } from '@/lib/testing/postgres';

const rounds = 3;
const seed = Number(process.env['CRASH_SEED'] ?? randomInt(2 ** 31));
const random = generator(seed);

let database: Database;
let stage: DatabaseStage;
let program: string;

beforeAll(async () => {
  database = await freshDatabase();
  stage = await DatabaseStage.open(database);
  await database.pool.query('CREATE TABLE thing_effect (key text PRIMARY KEY, resource_id text, what text, value text, calls int NOT NULL DEFAULT 1)');
  program = path.resolve('dist/tests/crash-worker.mjs');
  await build({ entryPoints: ['lib/engine/testing/crash-worker.ts'], outfile: program, bundle: true, platform: 'node', target: 'node24', format: 'esm', packages: 'external' });
});

afterAll(async () => {
  await stage.close();
  await database.close();
});

describe(`workers killed at random (seed ${seed})`, () => {
  it.each(Array.from({ length: rounds }, (_, round) => round))('round %i: the stack arrives, every effect has one key, no event is lost or doubled', async () => {
    const id = await stage.stack();
    const first = await stage.revision(id, layers(0), undefined, FILES);
    const second = await stage.revision(id, layers(1), undefined, FILES);
    await stage.request(id, 'CREATE', first);
    await withDyingWorkers(id, 3);
    expect((await stage.log(id)).filter((line) => line.includes('_FAILED'))).toEqual([]);
    expect(await stage.state(id)).toBe('CREATE_COMPLETE');
    await stage.request(id, 'UPDATE', second);
    await withDyingWorkers(id, 3);
    expect(await stage.state(id)).toBe('UPDATE_COMPLETE');
    await expectOneEffectAnAction(id);
    await stage.request(id, 'DELETE', null);
    await withDyingWorkers(id, 2);
    expect(await stage.state(id)).toBe('DELETE_COMPLETE');
    expect(await stage.resources(id)).toEqual([]);
    await expectOneEffectAnAction(id);
    await expectLegalHistory(id);
  }, 120_000);
});

describe('a worker that was killed on this machine', () => {
  it('is replaced at once by the next that starts here, without waiting for its lease', async () => {
    const id = await stage.stack();
    await stage.request(id, 'CREATE', await stage.revision(id, layers(0), undefined, FILES));
    const first = await startProcess();
    await stage.until(10_000, async () => (await stage.resources(id)).some((row) => row.state === 'CREATE_IN_PROGRESS'));
    await kill(first);
    const second = await startProcess();
    expect(await stage.finished(id, 5_000)).toBe('CREATE_COMPLETE');
    await expectOneEffectAnAction(id);
    await kill(second);
    await expire(id);
  }, 60_000);
});

const HEAD = "heat_template_version: '2021-04-16'\n";

/** A stack in a stack in a stack. */
const FILES = {
  'inner.yaml': `${HEAD}
parameters: { 'on': { type: string }, value: { type: number }, key: { type: number } }
resources:
  a: { type: Test::Thing, properties: { 'on': { get_param: 'on' }, value: { get_param: value }, key: { get_param: key } } }
  b: { type: Test::Thing, properties: { 'on': { get_resource: a } } }
  c: { type: deep.yaml, properties: { 'on': { get_resource: b } } }
outputs: { id: { value: { get_resource: a } } }
`,
  'deep.yaml': `${HEAD}
parameters: { 'on': { type: string } }
resources:
  d: { type: Test::Thing, properties: { 'on': { get_param: 'on' } } }
`,
};

/**
 * Three layers of five; every fourth resource changes its value, every seventh is replaced in the second version. Between the layers, a nested
 * stack in which one resource is replaced, and one that reads from it.
 */
function layers(version: number): Record<string, ResourceSketch> {
  return { ...flat(version), x: { type: 'inner.yaml', properties: { on: { get_resource: 'r1' }, value: version, key: version } }, z: { type: 'Test::Thing', properties: { on: { get_attr: ['x', 'id'] } } } };
}

function flat(version: number): Record<string, ResourceSketch> {
  return Object.fromEntries(Array.from({ length: 15 }, (_, index) => {
    const on: JsonMap = index < 5 ? {} : { on: { get_resource: `r${index - 5}` } };
    return [`r${index}`, { type: 'Test::Thing', properties: { ...on, value: index % 4 === 0 ? version : 0, key: index % 7 === 3 ? version : 0 } }];
  }));
}

async function withDyingWorkers(id: string, deaths: number): Promise<void> {
  for (let death = 0; death < deaths; death += 1) {
    const worker = await startProcess();
    await new Promise((resolve) => setTimeout(resolve, random() * 120));
    await kill(worker);
    await expire(id);
  }
  const survivor = await startProcess();
  await stage.finished(id, 30_000);
  await kill(survivor);
  await expire(id);
}

/** The lease of a dead worker ends after ten seconds; a test need not wait for that. */
async function expire(id: string): Promise<void> {
  await database.pool.query('UPDATE stack SET lease_expires_at = now() - interval \'1 second\' WHERE id = $1 AND lease_worker IS NOT NULL', [id]);
}

async function startProcess(): Promise<ChildProcess> {
  const child = fork(program, { env: { ...process.env, DATABASE_URL: database.url }, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  await new Promise<void>((resolve, reject) => {
    child.once('message', () => resolve());
    child.once('exit', (code) => reject(new Error(`the worker ended with ${code} before it was ready`)));
  });
  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** A resource is created once, deleted once; a repeated call came with the key of the first. */
async function expectOneEffectAnAction(id: string): Promise<void> {
  const { rows } = await database.pool.query<{ resource_id: string; what: string; keys: number }>(
    `SELECT resource_id, what, count(*)::int AS keys FROM thing_effect
     WHERE resource_id IN (SELECT DISTINCT resource_id::text FROM event WHERE root_id = $1) GROUP BY 1, 2 HAVING count(*) > 1`,
    [id],
  );
  expect(rows).toEqual([]);
  const { rows: doubled } = await database.pool.query(
    `SELECT resource_name FROM event WHERE root_id = $1 AND resource_id IS NOT NULL AND waiting_for IS NULL
     GROUP BY resource_id, resource_name, operation_id, action, status, reason HAVING count(*) > 1`,
    [id],
  );
  expect(doubled).toEqual([]);
}

async function expectLegalHistory(id: string): Promise<void> {
  // `log` fails where a number is missing.
  const log = await stage.log(id);
  expect(log.filter((line) => line.startsWith('s '))).toEqual([
    's CREATE_IN_PROGRESS Stack CREATE started',
    's CREATE_COMPLETE Stack CREATE completed successfully',
    's UPDATE_IN_PROGRESS Stack UPDATE started',
    's UPDATE_COMPLETE Stack UPDATE completed successfully',
    's DELETE_IN_PROGRESS Stack DELETE started',
    's DELETE_COMPLETE Stack DELETE completed successfully',
  ]);
  const created = log.filter((line) => line.includes(' CREATE_COMPLETE')).length - 1;
  const deleted = log.filter((line) => line.includes(' DELETE_COMPLETE')).length - 1;
  // 15 and two replacements; x with its stack, a and its replacement, b, c with its stack, d; z.
  expect(created).toBe(26);
  expect(deleted).toBe(created);
}

/** mulberry32 */
function generator(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
