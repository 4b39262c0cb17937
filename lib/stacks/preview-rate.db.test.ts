/**
 * How often a preview is right: generated stacks go through generated updates, and what each plan had said is compared with what its operation did. Prints the rate;
 * `HEARTH_FUZZ` says how many stacks (20).
 */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { startWorker, type Worker } from '@/lib/runtime/worker';
import type { Json, JsonMap } from '@/lib/hot/types';
import { Chance } from '@/lib/testing/crash/random';
import { unwrapped } from '@/lib/testing/unwrapped';
import { createStack } from './create-stack';
import { previewPlan } from './plan';
import { planOutcome } from './plan-outcome';
import { type StackBench, stackBench } from './testing/bench';
import { updateStack } from './update-stack';

const STACKS = Number(process.env.HEARTH_FUZZ ?? 20);
const UPDATES = 5;

/** Properties with values to choose from: some are changed in place, some make the resource anew. `$name`: what another resource says. */
const KINDS: Readonly<Record<string, { type: string; properties: Readonly<Record<string, readonly Json[]>>; also?: JsonMap }>> = {
  value: { type: 'OS::Heat::Value', properties: { value: ['one', 'two', 'three', '$output'] } },
  test: { type: 'OS::Heat::TestResource', properties: { value: ['a', 'b', '$output'], update_replace_value: ['x', 'y'] } },
  random: { type: 'OS::Heat::RandomString', properties: { length: [8, 12], salt: ['s', 't'] } },
  net: { type: 'OS::Neutron::Net', properties: { admin_state_up: [true, false], name: ['n1', 'n2'] } },
  volume: { type: 'OS::Cinder::Volume', properties: { size: [1, 2], availability_zone: ['nova', 'east'], description: ['d1', 'd2', '$output'] } },
  group: { type: 'OS::Heat::ResourceGroup', properties: { count: [1, 2, 3] }, also: { resource_def: { type: 'OS::Heat::Value', properties: { value: '%index%' } } } },
  nested: { type: 'inner.yaml', properties: { word: ['p', 'q', '$output'] } },
  security: { type: 'OS::Neutron::SecurityGroup', properties: { description: ['open', 'closed'], rules: [[], [{ protocol: 'tcp', port_range_min: 80, port_range_max: 80 }]] } },
};
const DATA_BEARING = new Set(['OS::Cinder::Volume']);
const FILES = { 'inner.yaml': 'heat_template_version: 2021-04-16\nparameters: {word: {type: string}}\nresources: {kept: {type: OS::Heat::Value, properties: {value: {get_param: word}}}}\noutputs: {output: {value: {get_attr: [kept, value]}}}\n' };

interface Drawn {
  kind: string;
  properties: JsonMap;
}
type Design = Record<string, Drawn>;

class Author {
  private readonly chance: Chance;
  private made = 0;

  constructor(seed: number) {
    this.chance = new Chance(seed);
  }

  private pick<T>(from: readonly T[]): T {
    const found = from[this.chance.below(from.length)];
    if (found === undefined) throw new Error('nothing to choose from');
    return found;
  }

  private drawn(kind: string): Drawn {
    return { kind, properties: Object.fromEntries(Object.entries(KINDS[kind]?.properties ?? {}).map(([name, values]) => [name, this.pick(values)])) };
  }

  add(design: Design): Design {
    this.made += 1;
    const kind = this.pick(Object.keys(KINDS));
    return { ...design, [`${kind}_${this.made}`]: this.drawn(kind) };
  }

  first(): Design {
    let design: Design = {};
    for (let count = 3 + this.chance.below(6); count > 0; count -= 1) design = this.add(design);
    return design;
  }

  /** Most updates change something: a property of a resource, a resource that comes or goes. */
  next(design: Design): Design {
    let changed = design;
    for (let count = this.chance.below(8); count > 0; count -= 1) changed = this.change(changed);
    return changed;
  }

  private change(design: Design): Design {
    const names = Object.keys(design);
    const what = this.chance.below(8);
    if (what === 0 || names.length === 0) return this.add(design);
    const name = this.pick(names);
    if (what === 1) return Object.fromEntries(Object.entries(design).filter(([each]) => each !== name));
    const { kind, properties } = design[name] ?? this.drawn('value');
    const property = this.pick(Object.keys(KINDS[kind]?.properties ?? {}));
    return { ...design, [name]: { kind, properties: { ...properties, [property]: this.pick(KINDS[kind]?.properties[property] ?? []) } } };
  }
}

/** What refers to another resource refers to the one before it that says something. */
function templateOf(design: Design): string {
  const says: Readonly<Record<string, string>> = { value: 'value', test: 'output', random: 'value', nested: 'output' };
  let before: Json = 'nobody';
  const resources: Record<string, Json> = {};
  for (const [name, { kind, properties }] of Object.entries(design)) {
    const said = before;
    resources[name] = { type: KINDS[kind]?.type ?? '', properties: { ...KINDS[kind]?.also, ...Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, value === '$output' ? said : value])) } };
    if (says[kind] !== undefined) before = { get_attr: [name, says[kind]] };
  }
  return JSON.stringify({ heat_template_version: '2021-04-16', resources });
}

let bench: StackBench;
let worker: Worker;
beforeAll(async () => {
  bench = await stackBench();
  worker = await startWorker({ ...bench.ports, databaseUrl: bench.database.url, logger: { info: () => undefined, warn: () => undefined, error: () => undefined }, lingerMs: 20 });
});
afterAll(async () => {
  await worker.stop();
  await bench.close();
});

async function lastOperation(stackId: string): Promise<{ id: string; status: string; reason: string }> {
  return vi.waitUntil(async () => {
    const { rows: [row] } = await bench.database.pool.query<{ id: string; status: string; reason: string }>('SELECT id, status, reason FROM operation WHERE stack_id = $1 ORDER BY number DESC LIMIT 1', [stackId]);
    return row !== undefined && !['PENDING', 'IN_PROGRESS'].includes(row.status) ? row : null;
  }, { timeout: 30_000, interval: 20 });
}

describe('a preview', () => {
  it('says what will be done: to at least 99 of 100 resources, to all that are made anew, and nothing where nothing changes', async () => {
    const seen = { resources: 0, differing: [] as string[], replaced: 0, data: 0, quiet: 0, noise: 0, operations: 0 };
    for (let seed = 1; seed <= STACKS; seed += 1) {
      const author = new Author(seed);
      let design = author.first();
      const { stackId } = unwrapped(await createStack(bench.ports, bench.caller, { name: `rate-${seed}`, text: templateOf(design), files: FILES, onFailure: 'keep' }));
      expect(await lastOperation(stackId), templateOf(design)).toMatchObject({ status: 'COMPLETE' });
      for (let update = 0; update < UPDATES; update += 1) {
        const next = update === UPDATES - 1 ? design : author.next(design);
        const request = { text: templateOf(next), files: FILES, environment: {}, parameters: {} };
        const plan = unwrapped(await previewPlan(bench.ports, bench.caller, { ...request, stackId }));
        unwrapped(await updateStack(bench.ports, bench.caller, stackId, { ...request, planId: plan.planId, onFailure: 'keep' }));
        const operation = await lastOperation(stackId);
        expect(operation, request.text).toMatchObject({ status: 'COMPLETE' });
        const outcome = unwrapped(await planOutcome(bench.ports, bench.caller, stackId, operation.id));
        const types = new Map(plan.entries.map(({ name, type, decision }) => [name, { type, decision }]));
        seen.operations += 1;
        seen.resources += outcome?.resources ?? 0;
        for (const { name, planned, actual } of outcome?.differing ?? []) seen.differing.push(`seed ${seed}, update ${update + 1}: ${name} was to be ${planned ?? 'left out'}, was ${actual}`);
        const replaced = [...types.values()].filter(({ decision }) => decision === 'replace');
        seen.replaced += replaced.length;
        seen.data += replaced.filter(({ type }) => DATA_BEARING.has(type)).length;
        if (next === design || JSON.stringify(next) === JSON.stringify(design)) {
          seen.quiet += 1;
          seen.noise += plan.entries.filter(({ decision }) => decision !== 'keep').length;
        }
        design = next;
      }
    }
    const rate = 1 - seen.differing.length / seen.resources;
    console.log(`previews: ${(rate * 100).toFixed(2)} % of ${seen.resources} resources as said, in ${seen.operations} updates; ${seen.replaced} replacements (${seen.data} of volumes); ${seen.noise} changes said in ${seen.quiet} updates that change nothing${seen.differing.map((line) => `\n  ${line}`).join('')}`);
    expect(seen.differing.filter((line) => line.endsWith('was replace')), 'replacements that were not announced').toEqual([]);
    expect(seen.noise).toBe(0);
    expect(rate, seen.differing.join('\n')).toBeGreaterThanOrEqual(0.99);
    expect([seen.replaced > STACKS / 4, seen.data > 0, seen.quiet >= STACKS]).toEqual([true, true, true]);
  }, 300_000);
});
