/** Events that are sent on, what exists outside of a stack, and how much there may be. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';

let api: ApiStage;
beforeAll(async () => {
  api = await ApiStage.open();
});
afterAll(() => api.close());

const VERSION = { heat_template_version: '2021-04-16' };
const value = (text: string): JsonMap => ({ ...VERSION, resources: { a: { type: 'OS::Heat::Value', properties: { value: text } } } });

interface Message {
  body: JsonMap;
  ttl: number;
}

async function messages(queue: string): Promise<Message[]> {
  const { rows } = await api.stage.world.database.pool.query<Message>('SELECT body, ttl FROM queue_message WHERE queue_name = $1 ORDER BY number', [queue]);
  return rows;
}

describe('an event sink of the environment', () => {
  it('gets every event once and in order, those of nested stacks and of the deletion too', async () => {
    const sinks = { event_sinks: [{ type: 'zaqar-queue', target: 'told', ttl: 60 }] };
    const address = await api.create('telling', { ...VERSION, resources: { n: { type: 'OS::Heat::ResourceGroup', properties: { count: 2, resource_def: { type: 'OS::Heat::Value', properties: { value: 'x' } } } } } }, { environment: sinks });
    await api.ask('DELETE', address);
    await api.settled(address);
    const told = await messages('told');
    const { rows } = await api.stage.world.database.pool.query<{ id: string }>("SELECT e.id FROM event e JOIN stack s ON s.id = e.root_id WHERE s.name = 'telling' ORDER BY e.seq");
    expect(told.map(({ body }) => body['id'])).toEqual(rows.map(({ id }) => id));
    expect(told.length).toBeGreaterThan(10);
    expect(told[0]).toMatchObject({ ttl: 60, body: { version: '0.1', type: 'os.heat.event', payload: { resource_name: 'telling', resource_type: 'OS::Heat::Stack', resource_action: 'CREATE', resource_status: 'IN_PROGRESS', version: '0.1' } } });
    expect(mapOf(told.at(-1)?.body['payload'])).toMatchObject({ resource_action: 'DELETE', resource_status: 'COMPLETE' });
  });

  it('is not made for stacks without one', async () => {
    const { pool } = api.stage.world.database;
    const count = async (): Promise<number> => (await pool.query('SELECT 1 FROM queue_message')).rowCount ?? 0;
    const before = await count();
    await api.create('silent', value('x'));
    expect(await count()).toBe(before);
  });
});

describe('a resource with an external id', () => {
  it('is looked at: what is not there fails, what is there is used and outlives the stack', async () => {
    const owner = await api.create('owner', { ...VERSION, resources: { net: { type: 'OS::Neutron::Net', properties: { name: 'shared' } } } });
    const [net] = listOf((await api.ask('GET', `${owner}/resources`)).map['resources']);
    const user = (id: string): JsonMap => ({ ...VERSION, resources: { net: { type: 'OS::Neutron::Net', external_id: id } }, outputs: { net: { value: { get_resource: 'net' } } } });
    const id = String(mapOf(net)['physical_resource_id']);
    const address = await api.create('user', user(id));
    expect(mapOf((await api.ask('GET', `${address}/resources/net`)).map['resource'])).toMatchObject({ resource_status: 'CHECK_COMPLETE', physical_resource_id: id });
    await api.ask('DELETE', address);
    await api.settled(address);
    expect((await api.stage.world.database.pool.query("SELECT 1 FROM sandbox_object WHERE name = 'shared'")).rowCount).toBe(1);
    const missing = (await api.ask('POST', '/stacks', { stack_name: 'missing', template: user('11111111-1111-4111-8111-111111111111') })).headers.get('location') ?? '';
    expect(await api.settled(missing)).toBe('CREATE_FAILED');
  });
});

describe('a check', () => {
  it('tells what differs from what was sent, and what is gone', async () => {
    const address = await api.create('drifting', { ...VERSION, resources: { disk: { type: 'OS::Cinder::Volume', properties: { size: 1, description: 'mine' } } } });
    const { pool } = api.stage.world.database;
    await pool.query("UPDATE sandbox_object SET body = body || '{\"description\": \"theirs\"}' WHERE body->>'description' = 'mine'");
    const look = async (): Promise<JsonMap> => {
      await api.ask('POST', `${address}/actions`, { check: null });
      await api.settled(address);
      return mapOf((await api.ask('GET', `${address}/resources/disk`)).map['resource']);
    };
    expect(await look()).toMatchObject({ resource_status: 'CHECK_COMPLETE', resource_status_reason: 'Differs from what was sent: description ("mine" sent, "theirs" found)' });
    await pool.query("DELETE FROM sandbox_object WHERE body->>'description' = 'theirs'");
    expect(await look()).toMatchObject({ resource_status: 'CHECK_FAILED' });
  });
});

describe('what is too much', () => {
  it('is refused in Heat’s words: resources of a template', async () => {
    const resources = Object.fromEntries(Array.from({ length: 1001 }, (_, index) => [`r${index}`, { type: 'OS::Heat::None' }]));
    expect((await api.ask('POST', '/stacks', { stack_name: 'huge', template: { ...VERSION, resources } })).map).toMatchObject({
      code: 400, error: { type: 'RequestLimitExceeded', message: 'Request limit exceeded: Maximum resources per stack exceeded.' },
    });
  });

  it('is refused in Heat’s words: stacks of a project, unless an administrator asks', async () => {
    await api.stage.world.database.pool.query(
      `INSERT INTO stack (id, project_id, name, root_id, action, status, created_by)
       SELECT id, $1, 'filler-' || id, id, 'CREATE', 'COMPLETE', 'test' FROM (SELECT gen_random_uuid() AS id FROM generate_series(1, 512)) AS filler`, [api.projectId],
    );
    const ask = async (role: 'member' | 'admin') => api.ask('POST', '/stacks', { stack_name: `one-more-${role}`, template: value('x') }, { 'x-auth-token': await api.tokenOf(role) });
    expect((await ask('member')).map).toMatchObject({
      code: 400, error: { type: 'RequestLimitExceeded', message: 'Request limit exceeded: You have reached the maximum stacks per tenant, 512. Please delete some stacks.' },
    });
    expect((await ask('admin')).status).toBe(201);
    await api.stage.world.database.pool.query(
      `DELETE FROM stack WHERE id IN (SELECT id FROM stack WHERE name LIKE 'filler-%'
       LIMIT (SELECT count(*) - 511 FROM stack WHERE project_id = $1 AND owner_id IS NULL AND deleted_at IS NULL))`, [api.projectId],
    );
    const token = { 'x-auth-token': await api.tokenOf('member') };
    const answers = await Promise.all(Array.from({ length: 5 }, (_, index) => api.ask('POST', '/stacks', { stack_name: `last-${index}`, template: value('x') }, token)));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 400, 400, 400, 400]);
  });

  it('is refused in Heat’s words: software configs and deployments of a project', async () => {
    const { pool } = api.stage.world.database;
    await pool.query(`INSERT INTO software_config (id, project_id, name, "group", config) SELECT gen_random_uuid(), $1, 'filler', 'script', '""' FROM generate_series(1, 4096)`, [api.projectId]);
    const token = { 'x-auth-token': await api.tokenOf('member') };
    expect((await api.ask('POST', '/software_configs', { name: 'one more' }, token)).map).toMatchObject({
      code: 400, error: { type: 'RequestLimitExceeded', message: expect.stringContaining('You have reached the maximum software configs per tenant, 4096.') },
    });
    expect((await api.ask('POST', '/software_configs', { name: 'one more' }, { 'x-auth-token': await api.tokenOf('admin') })).status).toBe(200);
    const { rows: [config] } = await pool.query<{ id: string }>("SELECT id FROM software_config WHERE name = 'filler' LIMIT 1");
    await pool.query(
      `INSERT INTO software_deployment (id, project_id, server_id, config_id, action, status, status_reason, input_values)
       SELECT gen_random_uuid(), $1, 'elsewhere', $2, 'CREATE', 'COMPLETE', '', '{}' FROM generate_series(1, 4096)`, [api.projectId, config?.id],
    );
    expect((await api.ask('POST', '/software_deployments', { config_id: config?.id ?? '', server_id: 'elsewhere' }, token)).map).toMatchObject({ code: 400, error: { type: 'RequestLimitExceeded' } });
  });
});
