import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonMap } from '@/lib/hot/types';
import { makeWorld, type TestedResource, type World } from '@/lib/testing/resource-world';

let world: World;
beforeAll(async () => {
  world = await makeWorld();
});
afterAll(() => world.end());

async function created(type: string, properties: JsonMap): Promise<TestedResource> {
  const resource = await world.resource(type, type.split('::')[2] ?? type, properties);
  const outcome = await resource.create();
  if (outcome.kind !== 'complete') throw new Error(JSON.stringify(outcome));
  return resource;
}

async function subnetOf(cidr: string, more: JsonMap = {}) {
  const net = await created('OS::Neutron::Net', { name: `net-${cidr}` });
  const subnet = await created('OS::Neutron::Subnet', { network: net.referenceId, cidr, ...more });
  return { net, subnet };
}

describe('addresses in the sandbox', () => {
  it('come from the subnets of the template, each once', async () => {
    const { net, subnet } = await subnetOf('192.168.7.0/24');
    expect(subnet.attribute('gateway_ip')).toBe('192.168.7.1');
    const ports = await Promise.all(Array.from({ length: 8 }, () => created('OS::Neutron::Port', { network: net.referenceId })));
    const addresses = ports.map((port) => JSON.stringify(port.attribute('fixed_ips')).match(/192\.168\.7\.\d+/)?.[0]);
    expect(new Set(addresses)).toEqual(new Set(['2', '3', '4', '5', '6', '7', '8', '9'].map((last) => `192.168.7.${last}`)));
  });

  it('stay the same when the handler is called again, and are free after deletion', async () => {
    const { net } = await subnetOf('10.9.0.0/30');
    const port = await created('OS::Neutron::Port', { network: net.referenceId });
    const before = port.attribute('fixed_ips');
    await port.again();
    expect(port.attribute('fixed_ips')).toEqual(before);
    const other = await world.resource('OS::Neutron::Port', 'other', { network: net.referenceId });
    expect(await other.create()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('No more IP addresses available on network') });
    await port.delete();
    expect(await other.create()).toMatchObject({ kind: 'complete' });
  });

  it('can be wished for, if they are free and in a subnet', async () => {
    const { net } = await subnetOf('10.8.0.0/24');
    const port = (ip: string) => world.resource('OS::Neutron::Port', 'p', { network: net.referenceId, fixed_ips: [{ ip_address: ip }] });
    expect(await (await port('10.8.0.77')).create()).toMatchObject({ kind: 'complete' });
    expect(await (await port('10.8.0.77')).create()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('already allocated') });
    expect(await (await port('10.7.0.1')).create()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is not in a subnet') });
  });
});

describe('a server in the sandbox', () => {
  it('has the address of its port, by name and by id of the network', async () => {
    const { net } = await subnetOf('10.6.0.0/24');
    const port = await created('OS::Neutron::Port', { network: net.referenceId, fixed_ips: [{ ip_address: '10.6.0.20' }] });
    const server = await created('OS::Nova::Server', { flavor: 'm1', networks: [{ port: port.referenceId }] });
    expect(server.attribute('first_address')).toBe('10.6.0.20');
    expect(server.attribute('networks')).toEqual({ 'net-10.6.0.0/24': ['10.6.0.20'], [String(net.referenceId)]: ['10.6.0.20'] });
    await server.delete();
    const next = await created('OS::Nova::Server', { flavor: 'm1', networks: [{ port: port.referenceId }] });
    expect(next.attribute('accessIPv4')).toBe('10.6.0.20');
    await next.delete();
  });

  it('gets an address in a network that is only named, and gives it back', async () => {
    const one = await created('OS::Nova::Server', { flavor: 'm1', networks: [{ network: 'operators-net' }] });
    const two = await created('OS::Nova::Server', { flavor: 'm1', networks: [{ network: 'operators-net' }] });
    expect(one.attribute('first_address')).not.toBe(two.attribute('first_address'));
    const address = one.attribute('first_address');
    await one.delete();
    const three = await created('OS::Nova::Server', { flavor: 'm1', networks: [{ network: 'operators-net' }] });
    expect(three.attribute('first_address')).toBe(address);
    await Promise.all([two.delete(), three.delete()]);
  });

  it('keeps its id when its name changes, and is replaced where its policies say so', async () => {
    const server = await created('OS::Nova::Server', { flavor: 'm1', name: 'old' });
    const id = server.referenceId;
    expect(await server.update({ name: 'new', flavor: 'm2' })).toMatchObject({ kind: 'complete' });
    expect(server.referenceId).toBe(id);
    expect(server.attribute('name')).toBe('new');
    expect(await world.database.prisma.server.findUnique({ where: { id: String(id) } })).toMatchObject({ name: 'new' });
    const type = world.registry.get('OS::Nova::Server');
    const replaces = (changed: string, after: JsonMap) => type?.needsReplace?.({ before: {}, after, changed: [changed], metadataChanged: false });
    expect(replaces('image', { image_update_policy: 'REPLACE' })).toBe(true);
    expect(replaces('image', { image_update_policy: 'REBUILD' })).toBe(false);
    expect(replaces('user_data', { user_data_update_policy: 'REPLACE' })).toBe(true);
    expect(replaces('user_data', { user_data_update_policy: 'IGNORE' })).toBe(false);
    await server.delete();
  });
});

describe('the other things of the sandbox', () => {
  it('know each other', async () => {
    const { net, subnet } = await subnetOf('10.5.0.0/24');
    const router = await created('OS::Neutron::Router', { external_gateway_info: { network: 'public' } });
    const leg = await created('OS::Neutron::RouterInterface', { router: router.referenceId, subnet: subnet.referenceId });
    expect(leg.referenceId).toBe(`${String(router.referenceId)}:subnet_id=${String(subnet.referenceId)}`);
    const port = await created('OS::Neutron::Port', { network: net.referenceId });
    const floating = await created('OS::Neutron::FloatingIP', { floating_network: 'public', port_id: port.referenceId });
    expect(floating.attribute('fixed_ip_address')).toBe('10.5.0.2');
    expect(floating.attribute('floating_ip_address')).toMatch(/^10\./);
    const volume = await created('OS::Cinder::Volume', { size: 1 });
    await created('OS::Cinder::VolumeAttachment', { volume_id: volume.referenceId, instance_uuid: 'a' });
    const second = await world.resource('OS::Cinder::VolumeAttachment', 'second', { volume_id: volume.referenceId, instance_uuid: 'b' });
    expect(await second.create()).toMatchObject({ kind: 'failed', reason: expect.stringContaining('is attached to a already') });
    const key = await created('OS::Nova::KeyPair', { name: 'ops', save_private_key: true });
    expect(key.referenceId).toBe('ops');
    expect(key.attribute('public_key')).toMatch(/^ssh-ed25519 AAAAC3NzaC1lZDI1NTE5/);
    expect(key.attribute('private_key')).toContain('BEGIN PRIVATE KEY');
  });
});

describe('the registry', () => {
  it('shows the facts of what it cannot run, and the connections of what it can', () => {
    expect(world.registry.get('OS::Magnum::Cluster')).toBeUndefined();
    expect(world.registry.catalogue.get('OS::Magnum::Cluster')?.connections).toEqual([]);
    expect(world.registry.catalogue.get('OS::Nova::Server')?.connections).toEqual(['sandbox']);
    expect(world.registry.catalogue.get('Hearth::Workflow::Http')?.connections).toEqual(['builtin']);
    expect(world.registry.catalogue.names().length).toBeGreaterThan(200);
  });
});
