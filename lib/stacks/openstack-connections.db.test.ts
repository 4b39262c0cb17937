/** What is kept of a connection to a cloud, and what a plan says where there is none. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeWorld, type World } from '@/lib/testing/resource-world';
import { USER } from '@/lib/testing/openstack/keystone';
import { type StandIn, startStandIn } from '@/lib/testing/openstack/stand-in';
import type { CloudConnectionInput } from '@/lib/wire/connections';
import { type CloudConnectionPorts, listCloudConnections, removeCloudConnection, saveCloudConnection, testCloudConnection } from './openstack-connections';
import type { Caller, StackPorts } from './ports';
import { previewPlan } from './plan';
import { readDashboardLinks, readResource } from './read';

let world: World;
let cloud: StandIn;
let ports: CloudConnectionPorts;
let caller: Caller;
let input: CloudConnectionInput;
beforeAll(async () => {
  world = await makeWorld();
  cloud = await startStandIn();
  ports = { connections: world.connections };
  caller = { userId: 'u', userName: 'ada', projectId: world.projectId, projectName: 'default', role: 'admin' };
  input = {
    id: null, name: 'cloud', authUrl: cloud.url, signIn: 'password', user: USER.name, userDomain: 'Default', project: USER.project, projectDomain: 'Default', credentialId: '',
    secret: USER.password, region: '', interface: 'public', ca: '', dashboardUrl: '', endpoints: '',
  };
});
afterAll(async () => {
  await cloud.stop();
  await world.end();
});

const TEMPLATE = `
heat_template_version: 2021-04-16
resources:
  flow:
    type: OS::Mistral::Workflow
    properties: {type: direct, tasks: [{name: go, action: std.noop}]}
`;
const plan = async () => {
  const { database, registry, vault } = world;
  const stackPorts: StackPorts = { pool: database.pool, vault, registry, catalogue: registry.catalogue, queue: { enqueueRun: async () => undefined } };
  return previewPlan(stackPorts, caller, { text: TEMPLATE });
};

describe('a connection to an OpenStack cloud', () => {
  it('is missed by a plan that needs one, at the resource', async () => {
    const planned = await plan();
    expect(planned).toMatchObject({ ok: false, problem: { message: expect.stringContaining('"flow" cannot be deployed: OS::Mistral::Workflow needs a connection to an OpenStack cloud, and this project has none') } });
    expect(planned.ok ? [] : planned.problem.diagnostics.map(({ code, path }) => [code, path])).toContainEqual(['no-connection', ['resources', 'flow', 'type']]);
  });

  it('leads from what it runs to the dashboard, where it says one', async () => {
    const { pool } = world.database;
    expect(await saveCloudConnection(ports, caller, { ...input, dashboardUrl: 'somewhere' })).toMatchObject({ ok: false, problem: { message: expect.stringContaining('Address of the dashboard') } });
    const saved = await saveCloudConnection(ports, caller, { ...input, dashboardUrl: 'https://cloud.example.org/dashboard' });
    const connection = saved.ok ? saved.value : null;
    expect(connection?.dashboardUrl).toBe('https://cloud.example.org/dashboard');
    const [stack, resource] = [randomUUID(), randomUUID()];
    await pool.query("INSERT INTO stack (id, project_id, name, root_id, action, status, created_by) VALUES ($1, $2, 'linked', $1, 'CREATE', 'COMPLETE', 'ada')", [stack, world.projectId]);
    await pool.query("INSERT INTO resource (id, stack_id, root_id, name, type, physical_resource_id, action, status, definition, requires, data) VALUES ($1, $2, $2, 'flow', 'OS::Mistral::Workflow', 'flow-1', 'CREATE', 'COMPLETE', '{}', '{}', $3)", [resource, stack, JSON.stringify({ connection: connection?.id })]);
    const { database, registry, vault } = world;
    const reading = { pool: database.pool, vault, registry, catalogue: registry.catalogue, queue: { enqueueRun: async () => undefined }, addressOf: () => '' };
    expect(await readResource(reading, caller, stack, resource)).toMatchObject({ ok: true, value: { consoleUrl: 'https://cloud.example.org/dashboard/mistral/workflows/flow-1/detail' } });
    expect(await readDashboardLinks(reading, caller, stack)).toEqual({ ok: true, value: { [resource]: 'https://cloud.example.org/dashboard/mistral/workflows/flow-1/detail' } });
    expect(await readDashboardLinks(reading, { ...caller, projectId: randomUUID() }, stack)).toMatchObject({ ok: false });
    await pool.query("UPDATE connection SET settings = settings - 'dashboardUrl'");
    expect(await readDashboardLinks(reading, caller, stack)).toEqual({ ok: true, value: {} });
    expect(await readResource(reading, caller, stack, resource)).toMatchObject({ ok: true, value: { consoleUrl: null } });
    await pool.query('DELETE FROM stack WHERE id = $1', [stack]);
    expect(await removeCloudConnection(ports, caller, connection?.id ?? '')).toMatchObject({ ok: true });
  });

  it('keeps its password sealed and shows it nowhere, and sends it only to the address it was given for', async () => {
    const saved = await saveCloudConnection(ports, caller, { ...input, secret: 'secret of the cloud' });
    expect(JSON.stringify(saved)).not.toContain('secret of the cloud');
    const id = saved.ok ? saved.value.id : '';
    const { rows } = await world.database.pool.query<{ row: string }>('SELECT connection::text AS row FROM connection WHERE id = $1', [id]);
    expect(rows[0]?.row).not.toContain('secret of the cloud');
    expect(await saveCloudConnection(ports, caller, { ...input, id, name: 'renamed', secret: '' })).toMatchObject({ ok: true, value: { name: 'renamed' } });
    expect((await world.connections.find(world.projectId, id))?.secrets).toEqual({ secret: 'secret of the cloud' });
    expect(await testCloudConnection(ports, caller, { ...input, id, secret: '', authUrl: 'http://elsewhere.example/v3' })).toMatchObject({ ok: false, problem: { message: 'Password or secret: Expected a password.' } });
    expect(await saveCloudConnection(ports, caller, { ...input, id, secret: USER.password })).toMatchObject({ ok: true });
    expect((await plan()).ok).toBe(true);
  });

  it('is tried step by step, saved or not', async () => {
    const [known] = await world.connections.ofKind(world.projectId, 'openstack');
    const tried = await testCloudConnection(ports, caller, { ...input, id: known?.id ?? '', secret: '' });
    expect(tried.ok ? tried.value.map(({ step, ok }) => [step, ok]) : tried).toEqual([['Address', true], ['Sign-in', true], ['Catalogue', true], ['Mistral', true], ['Murano', true]]);
    const wrong = await testCloudConnection(ports, caller, { ...input, secret: 'wrong' });
    expect(wrong.ok ? wrong.value.at(-1) : wrong).toEqual({ step: 'Sign-in', ok: false, text: 'Keystone answered 401: The request you have made requires authentication.' });
  });

  it('says what is wrong with what was written', async () => {
    expect(await saveCloudConnection(ports, caller, { ...input, name: 'other', authUrl: 'cloud', endpoints: 'x' })).toMatchObject({ ok: false, problem: { message: expect.stringContaining('Addresses of services: Expected one service a line') } });
    expect(await saveCloudConnection(ports, caller, { ...input, name: 'other', authUrl: 'cloud', user: '' })).toMatchObject({ ok: false, problem: { message: expect.stringMatching(/^Address of Keystone: .* User: /) } });
  });

  it('stays while resources are there, and is nobody else\'s', async () => {
    const [known] = await world.connections.ofKind(world.projectId, 'openstack');
    const id = known?.id ?? '';
    expect(await removeCloudConnection(ports, { ...caller, projectId: 'e'.repeat(32) }, id)).toMatchObject({ ok: false, problem: { code: 'not_found' } });
    const resource = await world.resource('OS::Mistral::Workflow', 'flow');
    await world.database.pool.query('UPDATE resource SET data = $2 WHERE id = $1', [resource.view.id, JSON.stringify({ connection: id })]);
    expect(await removeCloudConnection(ports, caller, id)).toMatchObject({ ok: false, problem: { code: 'conflict' } });
    await world.database.pool.query("UPDATE resource SET action = 'DELETE', status = 'COMPLETE' WHERE id = $1", [resource.view.id]);
    expect(await removeCloudConnection(ports, caller, id)).toEqual({ ok: true, value: null });
    expect(await listCloudConnections(ports, caller)).toEqual({ ok: true, value: [] });
  });
});
