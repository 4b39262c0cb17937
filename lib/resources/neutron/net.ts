/** OS::Neutron::Net in the sandbox. */
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { cloudType, given, saveObject } from '../cloud-type';
import { runnable } from '../schema';

const MTU = 1450;

export const net = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::Net', 'sandbox'),
    kind: 'network',
    save: (store, wanted) =>
      saveObject(store, 'network', wanted, {
        ...given(wanted.properties, 'admin_state_up', 'shared', 'port_security_enabled', 'dns_domain', 'tags'),
        tenant_id: wanted.projectId,
        status: 'ACTIVE',
        mtu: MTU,
      }),
    attributes: ({ name, body }) => ({
      name,
      status: 'ACTIVE',
      subnets: [],
      admin_state_up: body['admin_state_up'] ?? true,
      tenant_id: body['tenant_id'] ?? null,
      port_security_enabled: body['port_security_enabled'] ?? true,
      mtu: MTU,
      qos_policy_id: null,
      l2_adjacency: true,
      segments: null,
    }),
  });
