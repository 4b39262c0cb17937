/** What is offered for a value that names a thing: of a cloud that is asked over HTTP, else of the sandbox in a real database. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { cloudStore } from '@/lib/store/sandbox-objects';
import { makeWorld, type World } from '@/lib/testing/resource-world';
import { type WebServer, webServer } from '@/lib/testing/web-server';
import { saveCloudConnection } from './openstack-connections';
import type { Caller } from './ports';
import { thingsFor, type ThingPorts } from './things';

let world: World;
let cloud: WebServer;
let ports: ThingPorts;
let caller: Caller;
const ANSWERS: Readonly<Record<string, unknown>> = {
  '/compute/flavors/detail': { flavors: [{ id: '2', name: 'big', vcpus: 8, ram: 16384, disk: 80 }, { id: '1', name: 'a.small', vcpus: 1, ram: 512, disk: 1 }] },
  '/compute/os-keypairs': { keypairs: [{ keypair: { name: 'ops', fingerprint: 'x' } }] },
  '/network/v2.0/networks': { networks: [{ id: 'n1', name: 'outside', 'router:external': true }, { id: 'n2', name: '' }] },
};
beforeAll(async () => {
  world = await makeWorld();
  ports = { pool: world.database.pool, connections: world.connections };
  caller = { userId: 'u', userName: 'ada', projectId: world.projectId, projectName: 'default', role: 'admin' };
  cloud = await webServer(async (request) => {
    const answer = ANSWERS[new URL(request.url).pathname];
    return answer === undefined ? Response.json({ error: { message: 'no such thing' } }, { status: 404 }) : Response.json(answer);
  });
});
afterAll(async () => {
  await cloud.stop();
  await world.end();
});

const names = async (constraint: string) => {
  const answer = await thingsFor(ports, caller, constraint);
  return answer.ok ? answer.value.map(({ connection, things }) => [connection, things.map(({ name }) => name)]) : answer;
};

it('without a cloud it is what the sandbox has and usually takes, of this project', async () => {
  const object = { kind: 'network' as const, parentId: null, address: null, body: {} };
  await cloudStore(ports.pool).save({ ...object, id: randomUUID(), projectId: world.projectId, name: 'mine' });
  expect(await names('neutron.network')).toEqual([[null, ['mine', 'public', 'private']]]);
  expect(await names('nova.flavor')).toEqual([[null, ['m1.tiny', 'm1.small', 'm1.medium', 'm1.large']]]);
  expect(await names('trove.flavor')).toEqual([]);
});

it('of a cloud it is what it has, by name, with what tells one from another; and why, where it cannot be asked', async () => {
  const saved = await saveCloudConnection({ connections: world.connections }, caller, {
    id: null, name: 'lab', authUrl: '', signIn: 'none', user: '', userDomain: '', project: '', projectDomain: '', credentialId: '', secret: '', region: '', interface: 'public', ca: '', dashboardUrl: '',
    endpoints: `compute = ${cloud.url}/compute\nnetwork = ${cloud.url}/network\nimage = ${cloud.url}/image`,
  });
  expect(saved.ok).toBe(true);
  expect(await thingsFor(ports, caller, 'nova.flavor')).toEqual({ ok: true, value: [{ connection: 'lab', problem: null, things: [{ id: '1', name: 'a.small', detail: '1 vCPU, 512 MB, 1 GB' }, { id: '2', name: 'big', detail: '8 vCPU, 16384 MB, 80 GB' }] }] });
  expect(await names('nova.keypair')).toEqual([['lab', ['ops']]]);
  expect(await thingsFor(ports, caller, 'neutron.network')).toMatchObject({ value: [{ things: [{ id: 'n2', name: 'n2' }, { id: 'n1', name: 'outside', detail: 'external' }] }] });
  expect(await thingsFor(ports, caller, 'glance.image')).toMatchObject({ value: [{ connection: 'lab', things: [], problem: expect.stringMatching(/\S/) }] });
});
