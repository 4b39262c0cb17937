/** From a stored connection to what a session is opened with. Pure. */
import type { Connection } from '../connections';
import type { SshTarget } from './session';
import { sshSecrets, sshSettings, type SshSettings } from './settings';

/** The host at `address`; null when the connection has none there. */
export function targetOfHost({ settings, secrets }: Pick<Connection, 'settings' | 'secrets'>, address: string): SshTarget | null {
  const read = sshSettings.parse(settings);
  return read.hosts.some((host) => host.address === address) ? targetOf(read, sshSecrets.parse(secrets).privateKey, address) : null;
}

export function targetOf({ user, port, hostKeys }: SshSettings, privateKey: string, address: string): SshTarget {
  return { address, port, user, privateKey, hostKey: hostKeys[address] ?? null };
}
