/** OS::Neutron::FloatingIP in the sandbox: an address of the external network, remembered together with the port it leads to. */
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { attach } from '@/lib/providers/sandbox/network';
import { cloudType, given, saveObject } from '../cloud-type';
import { runnable } from '../schema';
import { asText, textOf } from '../values';

export const floatingIp = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::FloatingIP', 'sandbox'),
    kind: 'floating_ip',
    async save(store, wanted) {
      const { id, projectId, properties } = wanted;
      const attached = await attach(store, {
        projectId,
        portId: id,
        portName: wanted.name,
        network: asText(properties['floating_network'] ?? properties['floating_network_id']),
        subnet: textOf(properties['floating_subnet']),
        fixedIp: textOf(properties['floating_ip_address']),
        body: { device_owner: 'network:floatingip' },
      });
      if (!attached.ok) return attached;
      const portId = textOf(properties['port_id']);
      const port = portId === null ? null : await store.find(projectId, 'port', portId);
      if (portId !== null && port === null) return { ok: false, reason: `Port ${portId} could not be found.` };
      const body = {
        router_id: null,
        tenant_id: projectId,
        floating_network_id: attached.network.id,
        floating_ip_address: attached.port.address,
        port_id: port?.id ?? null,
        fixed_ip_address: textOf(properties['fixed_ip_address']) ?? port?.address ?? null,
      };
      return saveObject(store, 'port', wanted, { ...attached.port.body, ...body }, attached.network.id);
    },
    attributes: ({ body }) => given(body, 'router_id', 'tenant_id', 'floating_network_id', 'floating_ip_address', 'port_id', 'fixed_ip_address'),
  });
