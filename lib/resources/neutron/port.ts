/** OS::Neutron::Port in the sandbox: an address of a subnet of the template. */
import type { JsonMap } from '@/lib/hot/types';
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { attach } from '@/lib/providers/sandbox/network';
import { cloudType, given, type Saved, type WantedObject } from '../cloud-type';
import { runnable } from '../schema';
import { asList, asMap, asText, textOf } from '../values';

export const port = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::Port', 'sandbox'),
    kind: 'port',
    save,
    attributes: ({ name, parentId, address, body }) => ({
      ...given(body, 'admin_state_up', 'device_id', 'device_owner', 'mac_address', 'security_groups', 'allowed_address_pairs', 'tenant_id'),
      ...given(body, 'port_security_enabled', 'propagate_uplink_status'),
      name,
      network_id: parentId,
      fixed_ips: [{ subnet_id: body['subnet_id'] ?? null, ip_address: address }],
      status: 'ACTIVE',
      subnets: [],
      qos_policy_id: null,
      dns_assignment: {},
      network: { id: parentId },
    }),
  });

async function save(cloud: CloudStore, wanted: WantedObject): Promise<Saved> {
  const { id, projectId, name, properties } = wanted;
  const fixed = asMap(asList(properties['fixed_ips'])[0]);
  const subnet = textOf(fixed['subnet']) ?? textOf(fixed['subnet_id']);
  const address = textOf(fixed['ip_address']);
  const known = await cloud.find(projectId, 'port', id);
  // Another address than before is a new claim; the same one, or no wish, keeps what is there.
  if (known !== null && address !== null && address !== known.address) await cloud.remove(id);
  const attached = await attach(cloud, {
    projectId,
    portId: id,
    portName: name,
    network: asText(properties['network'] ?? properties['network_id']),
    subnet,
    fixedIp: address,
    body: bodyOf(properties, projectId, known?.body ?? {}),
  });
  return attached.ok ? { ok: true, object: attached.port } : attached;
}

function bodyOf(properties: JsonMap, projectId: string, known: JsonMap): JsonMap {
  return {
    ...given(properties, 'admin_state_up', 'security_groups', 'allowed_address_pairs', 'port_security_enabled', 'propagate_uplink_status'),
    // A server that has taken the port keeps it.
    device_id: known['device_id'] ?? properties['device_id'] ?? '',
    device_owner: known['device_owner'] ?? properties['device_owner'] ?? '',
    tenant_id: projectId,
  };
}
