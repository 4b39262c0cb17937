/** What cannot be deployed is refused with the place of the fault, and leaves no row behind. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createStack } from './create-stack';
import type { CreateInput } from './input';
import { parameterForm } from './parameter-form';
import { previewPlan } from './plan';
import type { Caller } from './ports';
import { type StackBench, stackBench } from './testing/bench';
import { updateStack } from './update-stack';

let bench: StackBench;
beforeAll(async () => {
  bench = await stackBench();
});
afterAll(() => bench.close());

const VERSION = 'heat_template_version: 2021-04-16\n';
const VALUE = `${VERSION}parameters:
  size: { type: number, default: 1, constraints: [{ range: { max: 9 } }] }
  zone: { type: string, default: north, immutable: true }
  password: { type: string, hidden: true }
resources:
  kept: { type: OS::Heat::Value, properties: { value: { list_join: ["-", [{ get_param: zone }, { get_param: password }]] } } }
`;
const SECRET = 'correct-horse-battery';
const valid = (name: string, more: Partial<CreateInput> = {}): CreateInput => ({ name, text: VALUE, parameters: { password: SECRET }, ...more });

async function created(name: string): Promise<string> {
  const result = await createStack(bench.ports, bench.caller, valid(name));
  if (!result.ok) throw new Error(result.problem.message);
  // As a worker leaves it when the revision is in force.
  await bench.database.pool.query('UPDATE stack SET revision_id = (SELECT id FROM revision WHERE stack_id = $1 AND number = 1) WHERE id = $1', [result.value.stackId]);
  return result.value.stackId;
}

describe('a stack that cannot be created', () => {
  it.each<[string, CreateInput, string, (string | number)[]]>([
    ['a request that is too large', valid('a', { text: `${VALUE}# ${'x'.repeat(1_100_000)}` }), 'too_large', []],
    ['a template that is too large', valid('a', { text: `${VERSION}description: ${'x'.repeat(530_000)}\n` }), 'too_large', []],
    ['broken YAML', valid('a', { text: `${VERSION}resources: { a: [` }), 'validation', []],
    ['a cycle', { name: 'a', text: `${VERSION}resources:\n  a: { type: OS::Heat::Value, depends_on: b }\n  b: { type: OS::Heat::Value, depends_on: a }\n` }, 'validation', []],
    ['an unknown type', { name: 'a', text: `${VERSION}resources: { a: { type: OS::No::Such } }` }, 'validation', ['resources', 'a', 'type']],
    ['a type that nothing here runs', { name: 'a', text: `${VERSION}resources: { a: { type: OS::Magnum::Cluster, properties: { cluster_template: t } } }` }, 'validation', ['resources', 'a', 'type']],
    ['a parameter beyond its constraint', valid('a', { parameters: { password: SECRET, size: 10 } }), 'validation', ['parameters', 'size']],
    ['a missing parameter', valid('a', { parameters: {} }), 'validation', ['parameters', 'password']],
    ['an unknown parameter', valid('a', { parameters: { password: SECRET, colour: 'red' } }), 'validation', ['parameters', 'colour']],
    ['a name that is none', valid('1a'), 'validation', ['name']],
    ['a plan that was of something else', valid('a', { planId: 'another' }), 'moved', []],
  ])('%s', async (_, input, code, path) => {
    const before = await bench.stored();
    const result = await createStack(bench.ports, bench.caller, input);
    expect(result).toMatchObject({ ok: false, problem: { code } });
    if (!result.ok && path.length > 0) expect(result.problem.diagnostics.filter(({ severity }) => severity === 'error').map((problem) => problem.path)).toContainEqual(path);
    expect(JSON.stringify(result)).not.toContain(SECRET);
    expect(await bench.stored()).toEqual(before);
  });

  it('is refused as a preview and as a form too', async () => {
    const text = `${VERSION}resources: { a: { type: OS::No::Such } }`;
    expect((await previewPlan(bench.ports, bench.caller, { text })).ok).toBe(false);
    expect((await parameterForm(bench.ports, bench.caller, { text })).ok).toBe(false);
  });

  it('because its name is taken: of three at once one is stored, whole', async () => {
    const before = await bench.stored();
    const results = await Promise.all([1, 2, 3].map(() => createStack(bench.ports, bench.caller, valid('race'))));
    expect(results.map((result) => (result.ok ? 'created' : result.problem.code)).toSorted()).toEqual(['conflict', 'conflict', 'created']);
    expect(await bench.stored()).toEqual({ stack: before.stack + 1, revision: before.revision + 1, operation: before.operation + 1 });
  });
});

describe('an update that is refused', () => {
  it('of an immutable parameter says which, in the plan and in the update', async () => {
    const stackId = await created('fixed');
    const before = await bench.stored();
    const change = { text: VALUE, parameters: { zone: 'south' } };
    const refusal = {
      ok: false,
      problem: {
        message: 'The following parameters are immutable and may not be updated: zone',
        diagnostics: [{ path: ['parameters', 'zone'], heat: { type: 'ImmutableParameterModified' } }],
      },
    };
    expect(await updateStack(bench.ports, bench.caller, stackId, change)).toMatchObject(refusal);
    expect(await previewPlan(bench.ports, bench.caller, { ...change, stackId })).toMatchObject(refusal);
    expect(await bench.stored()).toEqual(before);
    expect(await updateStack(bench.ports, bench.caller, stackId, { text: VALUE, parameters: { zone: 'north', size: 2 } })).toMatchObject({ ok: true });
  });

  it('because the stack is of another project looks as if there were none', async () => {
    const stackId = await created('ours');
    const before = await bench.stored();
    const stranger: Caller = { ...bench.caller, projectId: 'other', projectName: 'other' };
    expect(await updateStack(bench.ports, stranger, stackId, { text: VALUE })).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    expect(await bench.stored()).toEqual(before);
  });
});

describe('a hidden parameter', () => {
  it('is in no text or JSON column of any table', async () => {
    await created('secretive');
    const { pool } = bench.database;
    const { rows: columns } = await pool.query<{ name: string; place: string }>(
      `SELECT quote_ident(column_name) AS name, quote_ident(table_schema) || '.' || quote_ident(table_name) AS place FROM information_schema.columns
       WHERE table_schema NOT IN ('pg_catalog', 'information_schema') AND data_type IN ('text', 'json', 'jsonb', 'character varying', 'ARRAY')`,
    );
    const found: string[] = [];
    for (const { name, place } of columns) {
      const { rowCount } = await pool.query(`SELECT 1 FROM ${place} WHERE ${name}::text LIKE '%' || $1 || '%' LIMIT 1`, [SECRET]);
      if (rowCount !== 0) found.push(`${place}.${name}`);
    }
    expect(columns.length).toBeGreaterThan(30);
    expect(found).toEqual([]);
  });
});
