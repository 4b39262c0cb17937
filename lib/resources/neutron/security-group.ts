/** OS::Neutron::SecurityGroup in the sandbox: remembered, and not enforced, because its servers are processes of one machine. */
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { cloudType, given, saveObject } from '../cloud-type';
import { runnable } from '../schema';

export const securityGroup = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::SecurityGroup', 'sandbox'),
    kind: 'security_group',
    save: (store, wanted) => saveObject(store, 'security_group', wanted, { ...given(wanted.properties, 'description', 'rules', 'stateful'), tenant_id: wanted.projectId }),
    attributes: () => ({}),
  });
