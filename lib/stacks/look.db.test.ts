/** What a resource is, asked while one looks: beside its stack, which does not change by it. */
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { ResourceType } from '@/lib/engine/resource-type';
import { startWorker, type Worker } from '@/lib/runtime/worker';
import { unwrapped } from '@/lib/testing/unwrapped';
import { createStack } from './create-stack';
import { lookAtResource } from './look';
import { type StackBench, stackBench } from './testing/bench';

const TEMPLATE = `heat_template_version: 2021-04-16
parameters:
  secret: {type: string, hidden: true}
resources:
  net: {type: OS::Neutron::Net, properties: {name: look-net, admin_state_up: true}}
  subnet: {type: OS::Neutron::Subnet, properties: {network: {get_resource: net}, cidr: 10.1.0.0/24}}
  plain: {type: OS::Keystone::Project, properties: {name: look-plain, description: a likeness}}
  config: {type: OS::Heat::Value, properties: {value: {get_param: secret}}}
`;

let bench: StackBench;
let worker: Worker;
let stackId = '';
beforeAll(async () => {
  bench = await stackBench();
  const { ports, database } = bench;
  worker = await startWorker({ ...ports, databaseUrl: database.url, logger: { info: () => undefined, warn: () => undefined, error: () => undefined }, lingerMs: 50 });
  ({ stackId } = unwrapped(await createStack(ports, bench.caller, { name: 'look', text: TEMPLATE, parameters: { secret: 'open sesame' } })));
  await vi.waitUntil(async () => (await database.pool.query('SELECT 1 FROM operation WHERE stack_id = $1 AND status = $2', [stackId, 'COMPLETE'])).rowCount === 1, { timeout: 20_000 });
});
afterAll(async () => {
  await worker.stop();
  await bench.close();
});

const idOf = async (name: string): Promise<string> => (await bench.database.pool.query<{ id: string }>('SELECT id FROM resource WHERE stack_id = $1 AND name = $2', [stackId, name])).rows[0]?.id ?? '';
const rows = async () => (await bench.database.pool.query('SELECT s.event_seq, s.action, s.status, r.* FROM stack s JOIN resource r ON r.stack_id = s.id WHERE s.id = $1 ORDER BY r.id', [stackId])).rows;
const look = async (name: string, changed: Partial<ResourceType> = {}, withinMs?: number) => {
  const registry = { ...bench.ports.registry, get: (type: string) => { const found = bench.ports.registry.get(type); return found === undefined ? undefined : { ...found, ...changed }; } };
  return lookAtResource({ ...bench.ports, registry }, bench.caller, stackId, await idOf(name), withinMs);
};

describe('a resource that is looked at', () => {
  it('is what it was recorded to be, while nobody has touched it, and nothing is written', async () => {
    const before = await rows();
    expect(unwrapped(await look('net'))).toMatchObject({ state: 'as recorded', words: null, attributes: { name: 'look-net' }, changed: [] });
    expect(await rows()).toEqual(before);
  });

  it('says what it is, too, where it is only a likeness without behaviour of its own', async () => {
    await bench.database.pool.query("UPDATE sandbox_object SET body = body || '{\"description\": \"changed by hand\"}' WHERE name = 'look-plain'");
    const found = unwrapped(await look('plain'));
    expect(found).toMatchObject({ state: 'as recorded', attributes: { show: { description: 'changed by hand' } } });
    expect(found.changed).toContain('show');
  });

  it('tells what was changed behind the back of its stack, and what is gone', async () => {
    const { pool } = bench.database;
    const before = await rows();
    await pool.query("UPDATE sandbox_object SET body = body || '{\"admin_state_up\": false}' WHERE name = 'look-net'");
    const found = unwrapped(await look('net'));
    expect(found).toMatchObject({ state: 'differs', words: expect.stringContaining('admin_state_up'), attributes: { admin_state_up: false } });
    expect(found.changed).toContain('admin_state_up');
    await pool.query("DELETE FROM sandbox_object WHERE name = 'look-net'");
    expect(unwrapped(await look('net'))).toMatchObject({ state: 'wrong', words: expect.stringContaining('not there any more') });
    expect(await rows()).toEqual(before);
  });

  it('is not waited for without end, and what breaks is said', async () => {
    expect(await look('subnet', { check: () => new Promise(() => undefined) }, 50)).toMatchObject({ problem: { code: 'unreachable', message: 'Nothing answered within 0.05 seconds.' } });
    expect(await look('subnet', { check: () => { throw new Error('connect ECONNREFUSED'); } })).toMatchObject({ problem: { message: expect.stringContaining('ECONNREFUSED') } });
  });

  it('cannot be asked where there is nothing to ask, or for somebody else', async () => {
    expect(await look('config')).toMatchObject({ problem: { code: 'not_possible' } });
    expect(await lookAtResource(bench.ports, { ...bench.caller, projectId: 'other' }, stackId, await idOf('subnet'))).toMatchObject({ problem: { code: 'not_found' } });
  });

  it('keeps its secrets', async () => {
    await bench.database.pool.query("UPDATE resource SET physical_resource_id = 'x' WHERE name = 'config'");
    expect(JSON.stringify(unwrapped(await look('config', { check: (ctx) => ({ kind: 'complete', reason: `it has ${String(ctx.resource.properties['value'])}`, attributes: { value: ctx.resource.properties['value'] ?? null } }) })))).not.toContain('open sesame');
  });
});
