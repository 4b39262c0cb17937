/** The list of stacks: filters, order, pages and counts, over rows as the engine leaves them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unwrapped } from '@/lib/testing/unwrapped';
import { actOnStacks, type BoardInput, dataIn, readBoard, readFacetValues, tagStacks } from './board';
import { createStack } from './create-stack';
import { dropView, keepView, listViews } from './saved-views';
import { type StackBench, stackBench } from './testing/bench';

let bench: StackBench;
const ids = new Map<string, string>();
const TEMPLATE = 'heat_template_version: 2021-04-16\nresources: {value: {type: OS::Heat::Value, properties: {value: 1}}}\n';

/** A stack as it is after (or in) an operation. */
async function stack(name: string, state: { action: string; status: string; tags?: string[]; ago?: string; types?: string[] }): Promise<void> {
  const { stackId } = unwrapped(await createStack(bench.ports, bench.caller, { name, text: TEMPLATE, tags: state.tags ?? [] }));
  ids.set(name, stackId);
  const { pool } = bench.database;
  await pool.query('UPDATE stack SET action = $2, status = $3, updated_at = clock_timestamp() - $4::interval, revision_id = (SELECT id FROM revision WHERE stack_id = $1) WHERE id = $1', [stackId, state.action, state.status, state.ago ?? '1 minute']);
  for (const type of state.types ?? ['OS::Heat::Value']) {
    await pool.query("INSERT INTO resource (id, stack_id, root_id, name, type, action, status, definition) VALUES (gen_random_uuid(), $1, $1, $2, $3, 'CREATE', 'COMPLETE', '{}')", [stackId, type.split('::').at(-1), type]);
  }
}

beforeAll(async () => {
  bench = await stackBench();
  await stack('web', { action: 'CREATE', status: 'COMPLETE', tags: ['prod', 'eu'], types: ['OS::Nova::Server', 'OS::Cinder::Volume'], ago: '1 hour' });
  await stack('api', { action: 'UPDATE', status: 'FAILED', tags: ['prod'], ago: '2 days' });
  await stack('batch', { action: 'UPDATE', status: 'IN_PROGRESS', ago: '1 second' });
  await stack('old_100', { action: 'ROLLBACK', status: 'COMPLETE', ago: '30 days' });
  await stack('checked', { action: 'CHECK', status: 'FAILED', ago: '3 hours' });
  await stack('trial', { action: 'CREATE', status: 'COMPLETE', tags: ['hearth:trial'] });
  await bench.database.pool.query("INSERT INTO stack (id, project_id, name, root_id, action, status, created_by) VALUES (gen_random_uuid(), 'other', 'secret', gen_random_uuid(), 'CREATE', 'COMPLETE', 'eve')");
});
afterAll(() => bench.close());

const names = async (input: BoardInput): Promise<string[]> => unwrapped(await readBoard(bench.ports, bench.caller, input)).rows.map(({ name }) => name);

describe('the list of stacks', () => {
  it('has the stacks of the project and no others, the last changed first', async () => {
    expect(await names({})).toEqual(['batch', 'web', 'checked', 'api', 'old_100']);
    expect(await names({ sort: 'name', descending: false })).toEqual(['api', 'batch', 'checked', 'old_100', 'web']);
    expect(await names({ sort: 'state', descending: false }), 'what failed comes first').toEqual(expect.arrayContaining(['api', 'checked', 'batch', 'old_100', 'web']));
  });

  it.each([
    ['web', ['web']], ['status:failed', ['checked', 'api']], ['status:progress', ['batch']], ['status:failed,rollback', ['checked', 'api', 'old_100']], ['action:update', ['batch', 'api']],
    ['tag:prod', ['web', 'api']], ['tag:eu status:failed', []], ['owner:bob', ['batch', 'web', 'checked', 'api', 'old_100']], ['owner:eve', []], ['type:OS::Nova::Server', ['web']], ['type:os::cinder::*', ['web']],
    ['updated:<1d', ['batch', 'web', 'checked']], ['updated:>1w', ['old_100']], ['is:drifted', ['checked']], ['is:failed', ['api']], ['is:deleted', []], ['d_100', ['old_100']], ['%', []], ['old_1', ['old_100']], ['oldx1', []],
  ])('filters by %s', async (text, expected) => {
    expect(await names({ text })).toEqual(expected);
  });

  it('pages without gaps and overlaps', async () => {
    expect([...(await names({ limit: 2 })), ...(await names({ limit: 2, offset: 2 })), ...(await names({ limit: 2, offset: 4 }))]).toEqual(await names({}));
  });

  it('counts what there is: all, what matches, states, tags, and what wants attention', async () => {
    const { facets } = unwrapped(await readBoard(bench.ports, bench.caller, { text: 'tag:prod status:failed', facets: true }));
    expect(facets).toMatchObject({ total: 5, matching: 1, families: { f: 1, d: 1 }, tags: [{ name: 'prod', count: 2 }, { name: 'eu', count: 1 }], owners: [{ name: 'bob', count: 5 }], attention: { failed: 1, drifted: 1 } });
  });

  it('counts resource types and environments over the stacks that are there', async () => {
    await bench.database.pool.query(`UPDATE revision SET layers = '{"environments": [{"id": "e", "name": "prod-eu", "number": 1}]}' WHERE stack_id = ANY ($1::uuid[])`, [[ids.get('web'), ids.get('api')]]);
    expect(unwrapped(await readFacetValues(bench.ports, bench.caller, 'type'))).toEqual([{ name: 'OS::Heat::Value', count: 4 }, { name: 'OS::Cinder::Volume', count: 1 }, { name: 'OS::Nova::Server', count: 1 }]);
    expect(unwrapped(await readFacetValues(bench.ports, bench.caller, 'env'))).toEqual([{ name: 'prod-eu', count: 2 }]);
  });

  it('shows a picture of the resources, the revision and the progress', async () => {
    const [row] = unwrapped(await readBoard(bench.ports, bench.caller, { text: 'web' })).rows;
    expect(row).toMatchObject({ dots: 'dd', revision: 1, progress: { done: 2, total: 2 }, actor: 'bob', heldFor: null, nested: 0 });
  });

  it('counts what is there after an operation, and not what that took away', async () => {
    await bench.database.pool.query(`UPDATE operation SET plan = '{"Server": {}, "Volume": {}, "Port": {}}' WHERE stack_id = $1`, [ids.get('web')]);
    const [row] = unwrapped(await readBoard(bench.ports, bench.caller, { text: 'web' })).rows;
    expect(row?.progress).toEqual({ done: 2, total: 2 });
  });

  it('says what a stack waits for when it waits long', async () => {
    await bench.database.pool.query(
      "INSERT INTO resource (id, stack_id, root_id, name, type, action, status, definition, waiting, started_at) VALUES (gen_random_uuid(), $1, $1, 'gate', 'OS::Heat::WaitCondition', 'CREATE', 'IN_PROGRESS', '{}', '{\"what\": \"a signal\"}', clock_timestamp() - interval '1 hour')", [ids.get('batch')]);
    expect(unwrapped(await readBoard(bench.ports, bench.caller, { text: 'is:waiting' })).rows).toMatchObject([{ name: 'batch', heldFor: 'a signal' }]);
    expect(await names({ text: 'status:held' })).toEqual(['batch']);
  });
});

describe('a stack that is held at a breakpoint', () => {
  it('wants attention', async () => {
    await bench.database.pool.query(
      `INSERT INTO resource (id, stack_id, root_id, name, type, action, status, definition, waiting) VALUES (gen_random_uuid(), $1, $1, 'stopped', 'OS::Heat::Value', 'INIT', 'COMPLETE', '{}', '{"what": "hook pre-create to be cleared", "kind": "hook"}')`, [ids.get('batch')]);
    await bench.database.pool.query("DELETE FROM resource WHERE name = 'gate'");
    expect(unwrapped(await readBoard(bench.ports, bench.caller, { text: 'is:paused' })).rows).toMatchObject([{ name: 'batch', heldFor: 'somebody: it is held at a breakpoint' }]);
    expect(await names({ text: 'status:held' })).toEqual(['batch']);
    await bench.database.pool.query("DELETE FROM resource WHERE name = 'stopped'");
  });
});

describe('several stacks at once', () => {
  it('get tags and lose others', async () => {
    expect(unwrapped(await tagStacks(bench.ports, bench.caller, { ids: [ids.get('web') ?? '', ids.get('api') ?? ''], add: ['new'], remove: ['eu'] }))).toEqual({ changed: 2 });
    expect(unwrapped(await readBoard(bench.ports, bench.caller, { text: 'web' })).rows[0]?.tags).toEqual(['new', 'prod']);
  });

  it('are told of data they would lose', async () => {
    expect(unwrapped(await dataIn(bench.ports, bench.caller, [...ids.values()]))).toEqual([{ stackId: ids.get('web'), resources: ['Volume (OS::Cinder::Volume)'] }]);
  });

  it('of another project are refused, and do not keep the others from their operation', async () => {
    const stranger = (await bench.database.pool.query<{ id: string }>("SELECT id FROM stack WHERE name = 'secret'")).rows[0]?.id ?? '';
    expect(unwrapped(await actOnStacks(bench.ports, bench.caller, { ids: [stranger, ids.get('web') ?? ''], action: 'check' }))).toMatchObject({ accepted: [ids.get('web')], refused: [{ id: stranger }] });
  });
});

describe('saved views', () => {
  it('are somebody\u2019s own in a project, and one of the same name takes the place of the other', async () => {
    const { caller: bob } = bench;
    await bench.database.pool.query("INSERT INTO auth_user (id, name, email) VALUES ('u', 'bob', 'b@x'), ('v', 'eve', 'e@x')");
    await keepView(bench.ports, bob, { name: 'mine', address: '?q=tag%3Aprod' });
    await keepView(bench.ports, bob, { name: 'other', address: '' });
    expect(unwrapped(await keepView(bench.ports, bob, { name: 'mine', address: '?q=status%3Afailed' }))).toEqual([{ name: 'mine', address: '?q=status%3Afailed' }, { name: 'other', address: '' }]);
    expect(unwrapped(await listViews(bench.ports, { ...bob, userId: 'v' }))).toEqual([]);
    expect(unwrapped(await dropView(bench.ports, bob, 'mine'))).toEqual([{ name: 'other', address: '' }]);
    expect(await keepView(bench.ports, bob, { name: 'elsewhere', address: 'https://example.org' })).toMatchObject({ ok: false, problem: { code: 'validation' } });
  });
});
