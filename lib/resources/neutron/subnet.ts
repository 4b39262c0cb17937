/** OS::Neutron::Subnet in the sandbox: its ranges are where the addresses of ports and servers come from. */
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { parseCidr } from '@/lib/providers/sandbox/addresses';
import { findOrInventNetwork, subnetBody } from '@/lib/providers/sandbox/network';
import { cloudType, given, saveObject } from '../cloud-type';
import { runnable } from '../schema';
import { asText, textOf } from '../values';

export const subnet = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::Subnet', 'sandbox'),
    kind: 'subnet',
    validate(properties) {
      const cidr = textOf(properties['cidr']);
      if (cidr === null) return ['Property cidr: the sandbox has no subnet pools, so a subnet needs a range of its own, like 10.0.0.0/24.'];
      return parseCidr(cidr) === null ? [`Property cidr: expected a range like 10.0.0.0/24, found ${JSON.stringify(cidr)}.`] : [];
    },
    async save(store, wanted) {
      const { properties, projectId } = wanted;
      const network = await findOrInventNetwork(store, projectId, asText(properties['network'] ?? properties['network_id']));
      const body = subnetBody(
        given(properties, 'cidr', 'ip_version', 'gateway_ip', 'allocation_pools', 'enable_dhcp', 'dns_nameservers', 'host_routes', 'tags'),
      );
      return saveObject(store, 'subnet', wanted, { ...body, network_id: network.id, tenant_id: projectId }, network.id);
    },
    attributes: ({ name, body }) => ({
      ...given(body, 'network_id', 'tenant_id', 'allocation_pools', 'gateway_ip', 'host_routes', 'ip_version', 'cidr', 'dns_nameservers', 'enable_dhcp'),
      name,
    }),
  });
