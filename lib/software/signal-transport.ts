/** How the sender of a signal is told where to send it and who it is, by transport. Pure. */
import type { JsonMap } from '@/lib/hot/types';
import type { SignalAddresses, SignalTarget } from './signal-address';
import type { SignalTransport } from './types';

/** The one region there is; names of regions are part of what Heat's agents are given. */
export const REGION = 'RegionOne';

/** What an agent finds among the inputs of a derived config. */
export interface SignalDirections {
  inputs: readonly { name: string; description: string; value: string }[];
  /** Of these, values that nobody else may see. */
  secrets: readonly string[];
}

export function signalDirections(transport: SignalTransport, addresses: SignalAddresses, target: SignalTarget, run: string): SignalDirections {
  switch (transport) {
    case 'NO_SIGNAL':
      return { inputs: [], secrets: [] };
    case 'CFN_SIGNAL':
      return byUrl(addresses.url(target, run), 'POST');
    case 'TEMP_URL_SIGNAL':
      return byUrl(addresses.objectUrl(target, run), 'PUT');
    case 'HEAT_SIGNAL':
    case 'ZAQAR_SIGNAL': {
      const { password } = addresses.user(target);
      const input = (name: string, description: string, value: string) => ({ name, description, value });
      const credentials = credentialsOf(addresses, target);
      return {
        inputs: [
          input('deploy_auth_url', 'URL for API authentication', credentials.auth_url),
          input('deploy_username', 'Username for API authentication', credentials.username),
          input('deploy_user_id', 'User ID for API authentication', credentials.user_id),
          input('deploy_password', 'Password for API authentication', password),
          input('deploy_project_id', 'ID of project for API authentication', credentials.project_id),
          input('deploy_region_name', 'Region name for API authentication', credentials.region_name),
          ...(transport === 'ZAQAR_SIGNAL' ? [input('deploy_queue_id', 'ID of the queue to use for signaling', addresses.queue(target, run))] : []),
        ],
        secrets: [password],
      };
    }
  }
}

function byUrl(url: string, verb: string): SignalDirections {
  return {
    inputs: [
      { name: 'deploy_signal_id', description: 'URL to signal the result of the deployment to', value: url },
      { name: 'deploy_signal_verb', description: 'HTTP verb of that signal', value: verb },
    ],
    secrets: [],
  };
}

/** What the user of a resource signs in with, under the names that Heat's agents know. */
export function credentialsOf(addresses: SignalAddresses, target: SignalTarget) {
  const { id, password } = addresses.user(target);
  return { auth_url: addresses.identityUrl, username: id, user_id: id, password, project_id: target.stack.projectId, region_name: REGION };
}

/** The attribute `signal` of handles, before it is made a text. */
export function signalAttribute(transport: string, addresses: SignalAddresses, target: SignalTarget): JsonMap | null {
  switch (transport) {
    case 'NO_SIGNAL':
      return {};
    case 'TEMP_URL_SIGNAL':
      return { alarm_url: addresses.objectUrl(target) };
    case 'HEAT_SIGNAL':
    case 'ZAQAR_SIGNAL':
      return { ...credentialsOf(addresses, target), domain_id: 'default', ...(transport === 'ZAQAR_SIGNAL' ? { queue_id: addresses.queue(target) } : { alarm_url: addresses.endpoint(target) }) };
    case 'TOKEN_SIGNAL':
      return null;
    default:
      return { alarm_url: addresses.url(target) };
  }
}
