/** Stacks that are brought back, let go of, and taken over; resources that are said to be ill. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { ApiStage, listOf, mapOf } from './testing/api-stage';

let api: ApiStage;
beforeAll(async () => {
  api = await ApiStage.open();
});
afterAll(() => api.close());

const template = (length: number): JsonMap => ({
  heat_template_version: '2021-04-16',
  resources: {
    net: { type: 'OS::Neutron::Net', properties: { name: 'kept' } },
    text: { type: 'OS::Heat::RandomString', properties: { length } },
  },
  outputs: { text: { value: { get_attr: ['text', 'value'] } } },
});

const output = async (address: string): Promise<unknown> => mapOf((await api.ask('GET', `${address}/outputs/text`)).map['output'])['output_value'];
const resource = async (address: string, name: string): Promise<JsonMap> => mapOf((await api.ask('GET', `${address}/resources/${name}`)).map['resource']);
const networks = async (): Promise<number> => (await api.stage.world.database.pool.query("SELECT 1 FROM sandbox_object WHERE kind = 'network' AND name = 'kept'")).rowCount ?? 0;

describe('a snapshot', () => {
  it('is in progress until every resource has been asked, then has what they were', async () => {
    const address = await api.create('snapped', template(8));
    const taken = await api.ask('POST', `${address}/snapshots`, { name: 'first' });
    expect(taken).toMatchObject({ status: 200, map: { name: 'first', action: 'CREATE', status: 'IN_PROGRESS', status_reason: null, data: { resources: {} } } });
    expect(await api.settled(address)).toBe('SNAPSHOT_COMPLETE');
    const [snapshot] = listOf((await api.ask('GET', `${address}/snapshots`)).map['snapshots']);
    expect(snapshot).toMatchObject({ status: 'COMPLETE', status_reason: 'Stack SNAPSHOT completed successfully', data: { resources: { text: { action: 'SNAPSHOT', status: 'COMPLETE' } } } });
  });

  it('brings the stack back to what it was', async () => {
    const address = await api.create('restored', template(8));
    const { id } = (await api.ask('POST', `${address}/snapshots`, { name: 'eight' })).map;
    await api.settled(address);
    await api.ask('PUT', address, { template: template(20) });
    await api.settled(address);
    expect(String(await output(address))).toHaveLength(20);
    expect((await api.ask('POST', `${address}/snapshots/${String(id)}/restore`)).status).toBe(202);
    expect(await api.settled(address)).toBe('RESTORE_COMPLETE');
    expect(String(await output(address))).toHaveLength(8);
    expect((await api.ask('GET', `${address}/template`)).body).toEqual(template(8));
  });

  it('is deleted, and then is not found', async () => {
    const address = await api.create('forgetful', template(8));
    const { id } = (await api.ask('POST', `${address}/snapshots`)).map;
    await api.settled(address);
    expect((await api.ask('DELETE', `${address}/snapshots/${String(id)}`)).status).toBe(204);
    expect((await api.ask('GET', `${address}/snapshots/${String(id)}`)).map).toMatchObject({ code: 404, error: { type: 'SnapshotNotFound' } });
  });

  it('is refused while the stack is busy', async () => {
    const answer = await api.ask('POST', '/stacks', { stack_name: 'busy', template: { heat_template_version: '2021-04-16', resources: { w: { type: 'OS::Heat::TestResource', properties: { wait_secs: 1 } } } } });
    const address = answer.headers.get('location') ?? '';
    expect((await api.ask('POST', `${address}/snapshots`)).map).toMatchObject({ code: 409, error: { type: 'ActionInProgress', message: 'Stack busy already has an action (CREATE) in progress.' } });
    await api.settled(address);
  });
});

describe('an abandoned stack', () => {
  it('is gone, what it made is not, and a new stack takes it over with its values', async () => {
    const before = await networks();
    const address = await api.create('left', template(10), { parameters: {} });
    const [text, net] = [await output(address), await resource(address, 'net')];
    const left = await api.ask('DELETE', `${address}/abandon`);
    expect(left).toMatchObject({ status: 200, map: { name: 'left', resources: { net: { resource_id: net['physical_resource_id'] } } } });
    expect(await api.settled(address)).toBe('DELETE_COMPLETE');
    expect(await networks()).toBe(before + 1);

    const adopted = await api.ask('POST', '/stacks', { stack_name: 'heir', adopt_stack_data: JSON.stringify(left.body) });
    const heir = adopted.headers.get('location') ?? '';
    expect(await api.settled(heir)).toBe('ADOPT_COMPLETE');
    expect(await output(heir)).toBe(text);
    expect((await resource(heir, 'net'))['physical_resource_id']).toBe(net['physical_resource_id']);
    const events = listOf((await api.ask('GET', `${heir}/events?sort_dir=asc`)).map['events']).map((event) => `${String(event['resource_name'])} ${String(event['resource_status'])}`);
    expect(events).toEqual(expect.arrayContaining(['heir ADOPT_IN_PROGRESS', 'net ADOPT_COMPLETE', 'text ADOPT_COMPLETE', 'heir ADOPT_COMPLETE']));

    await api.ask('DELETE', heir);
    await api.settled(heir);
    expect(await networks()).toBe(before);
  });

  it('is taken over with the stacks within it', async () => {
    const before = await networks();
    const group = { type: 'OS::Heat::ResourceGroup', properties: { count: 2, resource_def: { type: 'OS::Neutron::Net', properties: { name: 'kept' } } } };
    const nested = { heat_template_version: '2021-04-16', resources: { group, child: { type: 'child.yaml' } } };
    const files = { 'child.yaml': JSON.stringify({ heat_template_version: '2021-04-16', resources: { net: { type: 'OS::Neutron::Net', properties: { name: 'kept' } } } }) };
    const address = await api.create('family', nested, { files });
    const ids = async (at: string) => listOf((await api.ask('GET', `${at}/resources?nested_depth=2&type=OS::Neutron::Net`)).map['resources']).map((row) => String(row['physical_resource_id'])).sort();
    const had = await ids(address);
    expect(had).toHaveLength(3);
    await api.ask('POST', `${address}/snapshots`);
    expect(await api.settled(address)).toBe('SNAPSHOT_COMPLETE');
    const left = await api.ask('DELETE', `${address}/abandon`);
    expect(await api.settled(address)).toBe('DELETE_COMPLETE');
    expect(await networks()).toBe(before + 3);
    expect(listOf((await api.ask('GET', '/stacks?show_nested=true')).map['stacks']).filter((stack) => String(stack['stack_name']).startsWith('family'))).toEqual([]);
    const heir = (await api.ask('POST', '/stacks', { stack_name: 'relatives', adopt_stack_data: JSON.stringify(left.body) })).headers.get('location') ?? '';
    expect(await api.settled(heir)).toBe('ADOPT_COMPLETE');
    expect(await ids(heir)).toEqual(had);
    await api.ask('DELETE', heir);
    expect(await api.settled(heir)).toBe('DELETE_COMPLETE');
    expect(await networks()).toBe(before);
  });

  it('cannot be adopted without knowing what its resources were', async () => {
    const adopted = await api.ask('POST', '/stacks', { stack_name: 'blind', adopt_stack_data: JSON.stringify({ template: template(8), resources: {} }) });
    const address = adopted.headers.get('location') ?? '';
    expect(await api.settled(address)).toBe('ADOPT_FAILED');
    expect(mapOf((await api.ask('GET', address)).map['stack'])['stack_status_reason']).toMatch(/Resource ADOPT failed: Exception: resources\.\w+: Resource ID was not provided\./);
  });
});

describe('a resource that is marked unhealthy', () => {
  it('has failed its check, and is made anew by an update to the same template', async () => {
    const address = await api.create('ill', template(8));
    const before = await output(address);
    expect((await api.ask('PATCH', `${address}/resources/text`, { mark_unhealthy: true, resource_status_reason: 'worn' })).body).toBeNull();
    await expect.poll(async () => (await resource(address, 'text'))['resource_status']).toBe('CHECK_FAILED');
    expect(await resource(address, 'text')).toMatchObject({ resource_status_reason: 'worn' });
    await api.ask('PUT', address, { template: template(8) });
    expect(await api.settled(address)).toBe('UPDATE_COMPLETE');
    expect(await output(address)).not.toBe(before);
  });

  it('is well again when the mark is taken off', async () => {
    const address = await api.create('well', template(8));
    await api.ask('PATCH', `${address}/resources/text`, { mark_unhealthy: true });
    await expect.poll(async () => (await resource(address, 'text'))['resource_status']).toBe('CHECK_FAILED');
    await api.ask('PATCH', `${address}/resources/text`, { mark_unhealthy: 'false' });
    await expect.poll(async () => (await resource(address, 'text'))['resource_status']).toBe('CHECK_COMPLETE');
  });

  it('is so by nothing that is sent as a signal', async () => {
    const address = await api.create('signalled', { heat_template_version: '2021-04-16', resources: { handle: { type: 'OS::Heat::WaitConditionHandle' } } });
    expect((await api.ask('POST', `${address}/resources/handle/signal`, { 'hearth:health': { unhealthy: true, reason: 'x' } })).status).toBe(200);
    await expect.poll(async () => listOf((await api.ask('GET', `${address}/events?resource_action=SIGNAL`)).map['events']).length).toBe(1);
    expect(await resource(address, 'handle')).toMatchObject({ resource_status: 'CREATE_COMPLETE' });
  });

  it('says so with exactly the words that are known', async () => {
    const address = await api.create('words', template(8));
    const refusals: [JsonMap, string][] = [
      [{ mark_unhealthy: 'x' }, 'Unrecognized value "x" for "mark_unhealthy", acceptable values are: true, false.'],
      [{ mark_unhealthy: true, foo: 1 }, "Invalid keys in resource mark unhealthy {'foo'}"],
      [{}, 'Missing mandatory (mark_unhealthy) key from mark unhealthy request'],
    ];
    for (const [body, message] of refusals) expect((await api.ask('PATCH', `${address}/resources/text`, body)).map).toMatchObject({ code: 400, error: { type: 'HTTPBadRequest', message } });
  });
});
