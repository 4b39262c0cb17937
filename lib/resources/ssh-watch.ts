/** Hosts of connections over SSH are served as long as they are there. */
import type { ConnectionStore } from '@/lib/providers/connections';
import { targetOfHost } from '@/lib/providers/ssh/target';
import { type RelayWatch, type RelayWatchPorts, watchRelays } from '@/lib/software/relay/relay';

export function watchSshHosts(ports: Omit<RelayWatchPorts, 'target' | 'pin'>, connections: Pick<ConnectionStore, 'find' | 'pinHostKey'>): RelayWatch {
  return watchRelays({
    ...ports,
    async target({ projectId, connectionId, address }) {
      const connection = connectionId === null ? null : await connections.find(projectId, connectionId);
      return connection === null || address === null ? null : targetOfHost(connection, address);
    },
    async pin({ connectionId, address }, hostKey) {
      if (connectionId !== null && address !== null) await connections.pinHostKey(connectionId, address, hostKey);
    },
  });
}
