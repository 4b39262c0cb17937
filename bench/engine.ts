/**
 * How long the engine takes, PostgreSQL included, with resources that do nothing.
 *
 *     node scripts/bundle.mjs bench/engine.ts [runs] [sizes] [cases]
 *
 * Cases: independent, chain, layers, nested, scale; all of them unless said otherwise.
 *
 * Prints the machine, the number of runs, the median and the spread of each case, and what the same rows cost by COPY alone.
 */
import type { ResourceSketch } from '@/lib/engine/testing/world';
import { copyRows } from './engine-copy';
import { BenchStack } from './engine-stack';
import { machine, median, openBenchSite } from './site';

type Sketch = Record<string, ResourceSketch>;

const runs = Number(process.argv[2] ?? 5);
const sizes = (process.argv[3] ?? '1000,5000,20000,50000').split(',').map(Number);
const cases = process.argv[4]?.split(',');
const wanted = (name: string): boolean => cases?.includes(name) ?? true;

const site = await openBenchSite(6);
const { database } = site;

console.log(`${machine()}; ${runs} runs each`);
try {
  if (wanted('independent')) await independent(1_000, true);
  if (wanted('chain')) await chain(1_000);
  if (wanted('layers')) await layersWithRollback(50, 20);
  if (wanted('nested')) await nested(1_000, 22);
  if (wanted('scale')) for (const count of sizes) await scale(count);
} finally {
  await site.close();
}

async function independent(count: number, withCopy: boolean): Promise<void> {
  const times = { create: [] as number[], update: [] as number[], delete: [] as number[], copy: [] as number[] };
  for (let run = 0; run < runs; run += 1) {
    const stack = await BenchStack.open(database);
    times.create.push(await stack.perform('CREATE', sketch(count, (index) => ({ value: index }))));
    if (withCopy) times.copy.push(await copyRows(database, stack.id));
    times.update.push(await stack.perform('UPDATE', sketch(count, (index) => ({ value: index % 10 === 0 ? -1 : index }))));
    times.delete.push(await stack.perform('DELETE', null));
  }
  report(`${count} independent: create`, times.create, 300);
  report(`${count} independent: update a tenth`, times.update, 200);
  report(`${count} independent: delete`, times.delete, 300);
  if (withCopy) {
    report('the same resources and events by COPY', times.copy);
    console.log(`create takes ${(median(times.create) / median(times.copy)).toFixed(1)} times as long as COPY (aim: within 5)`);
  }
}

async function chain(count: number): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const stack = await BenchStack.open(database);
    times.push(await stack.perform('CREATE', sketch(count, (index) => ({ on: index === 0 ? null : { get_resource: `r${index - 1}` } }))));
  }
  report(`chain of ${count}: create`, times, 1_000);
}

async function layersWithRollback(layers: number, width: number): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const stack = await BenchStack.open(database);
    const last = layers * width - 1;
    times.push(await stack.perform('CREATE', sketch(layers * width, (index) => ({
      ...(index < width ? {} : { on: Array.from({ length: 3 }, (_, other) => ({ get_resource: `r${(Math.floor(index / width) - 1) * width + ((index + other) % width)}` })) }),
      ...(index === last ? { fail: ['create'] } : {}),
    }))));
    if (stack.state !== 'ROLLBACK_COMPLETE') throw new Error(`the stack is ${stack.state}`);
  }
  report(`${layers} layers of ${width}, rollback from the last`, times, 1_000);
}

/** Every child has a parameter, an output, and resources in a chain of three and beside it. */
async function nested(count: number, size: number): Promise<void> {
  const resources = Object.fromEntries(Array.from({ length: size }, (_, index): [string, ResourceSketch] => [
    `n${index}`, { properties: { value: { get_param: 'size' }, ...(index % 3 === 0 ? {} : { on: { get_resource: `n${index - 1}` } }) } },
  ]));
  const children = { 'inner.yaml': { parameters: { size: 1 }, resources, outputs: { sum: { get_attr: ['n0', 'output'] } } } };
  const parents = (value: number): Sketch => Object.fromEntries(Array.from({ length: count }, (_, index) => [`x${index}`, { type: 'inner.yaml', properties: { size: index + value } }]));
  const times = { create: [] as number[], update: [] as number[], delete: [] as number[] };
  let memory = 0;
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    const stack = await BenchStack.open(database);
    times.create.push(await stack.perform('CREATE', parents(0), children));
    memory = Math.max(memory, process.memoryUsage().rss);
    times.update.push(await stack.perform('UPDATE', parents(1), children));
    times.delete.push(await stack.perform('DELETE', null, children));
    if (stack.state !== 'DELETE_COMPLETE') throw new Error(`the stack is ${stack.state}`);
  }
  report(`${count} nested stacks of ${size}: create`, times.create, 5_000);
  report(`${count} nested stacks of ${size}: update all`, times.update);
  report(`${count} nested stacks of ${size}: delete`, times.delete);
  console.log(`    ${Math.round(memory / 2 ** 20)} MiB of memory at the end of a create (goal: less than 1,024)`);
}

async function scale(count: number): Promise<void> {
  const times: number[] = [];
  for (let run = 0; run < Math.min(runs, 3); run += 1) {
    const stack = await BenchStack.open(database);
    times.push(await stack.perform('CREATE', sketch(count, (index) => ({ value: index }))));
    await database.pool.query('DELETE FROM stack WHERE id = $1', [stack.id]);
  }
  report(`${count} independent: create`, times);
  console.log(`    ${((median(times) / count) * 1000).toFixed(0)} µs a resource`);
}

function sketch(count: number, properties: (index: number) => Sketch[string]['properties']): Sketch {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`r${index}`, { properties: properties(index) }]));
}

function report(what: string, times: readonly number[], goal?: number): void {
  const spread = `${Math.min(...times).toFixed(0)}-${Math.max(...times).toFixed(0)}`;
  console.log(`${what.padEnd(48)} ${median(times).toFixed(0).padStart(6)} ms (${spread})${goal === undefined ? '' : `, goal ${goal} ms`}`);
}
