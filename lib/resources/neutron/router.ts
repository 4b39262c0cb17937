/** OS::Neutron::Router and OS::Neutron::RouterInterface in the sandbox. */
import type { CloudStore } from '@/lib/providers/sandbox/cloud';
import { cloudType, given, saveObject } from '../cloud-type';
import { runnable } from '../schema';
import { asText, textOf } from '../values';

export const router = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::Router', 'sandbox'),
    kind: 'router',
    save: (store, wanted) =>
      saveObject(store, 'router', wanted, { ...given(wanted.properties, 'external_gateway_info', 'admin_state_up', 'tags'), tenant_id: wanted.projectId }),
    attributes: ({ name, body }) => ({ ...given(body, 'external_gateway_info', 'admin_state_up', 'tenant_id'), name, status: 'ACTIVE' }),
  });

export const routerInterface = (cloud: CloudStore) =>
  cloudType(cloud, {
    schema: runnable('OS::Neutron::RouterInterface', 'sandbox'),
    kind: 'router_interface',
    validate: (properties) =>
      textOf(properties['subnet']) === null && textOf(properties['port']) === null
        ? ['At least one of the following properties must be specified: subnet, port.']
        : [],
    async save(store, wanted) {
      const { properties, projectId } = wanted;
      const found = await store.find(projectId, 'router', asText(properties['router']));
      if (found === null) return { ok: false, reason: `Router ${asText(properties['router'])} could not be found.` };
      return saveObject(store, 'router_interface', wanted, given(properties, 'subnet', 'port'), found.id);
    },
    attributes: () => ({}),
    physicalId: ({ parentId, body }) =>
      textOf(body['subnet']) === null ? `${parentId}:port_id=${asText(body['port'])}` : `${parentId}:subnet_id=${asText(body['subnet'])}`,
  });
