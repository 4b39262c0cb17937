/** What os-collect-config on a server needs to know to read that server's metadata, by transport. Pure. */
import type { JsonMap } from '@/lib/hot/types';
import { credentialsOf } from './signal-transport';
import type { SignalAddresses, SignalTarget } from './signal-address';

export type ServerTransport = 'POLL_SERVER_CFN' | 'POLL_SERVER_HEAT' | 'POLL_TEMP_URL' | 'ZAQAR_MESSAGE';

export function collectConfig(transport: ServerTransport, addresses: SignalAddresses, target: SignalTarget): JsonMap {
  const { stack, resource } = target;
  switch (transport) {
    case 'POLL_TEMP_URL':
      return { collectors: ['request', 'local'], request: { metadata_url: addresses.metadataUrl(target) } };
    case 'ZAQAR_MESSAGE': {
      const { username: _unused, ...credentials } = credentialsOf(addresses, target);
      return { collectors: ['zaqar', 'local'], zaqar: { ...credentials, queue_id: addresses.queue(target) } };
    }
    case 'POLL_SERVER_HEAT': {
      const { username: _unused, ...credentials } = credentialsOf(addresses, target);
      return { collectors: ['heat', 'local'], heat: { ...credentials, stack_id: `${stack.name}/${stack.id}`, resource_name: resource.name } };
    }
    case 'POLL_SERVER_CFN': {
      const { accessKey, secretKey } = addresses.user(target);
      return {
        collectors: ['cfn', 'local'],
        cfn: { metadata_url: addresses.cfnUrl, access_key_id: accessKey, secret_access_key: secretKey, stack_name: stack.name, path: `${resource.name}.Metadata` },
      };
    }
  }
}

export function serverTransport(given: unknown): ServerTransport {
  return given === 'POLL_SERVER_HEAT' || given === 'POLL_TEMP_URL' || given === 'ZAQAR_MESSAGE' ? given : 'POLL_SERVER_CFN';
}
