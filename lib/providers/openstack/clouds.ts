/** The clouds of a project, by the names of their connections. */
import { createHash } from 'node:crypto';
import type { Connection, ConnectionStore } from '../connections';
import { type Cloud, openCloud } from './cloud';
import { openStackSecrets, type OpenStackSettings, openStackSettings } from './settings';

export interface NamedCloud {
  connectionId: string;
  name: string;
  cloud: Cloud;
}

export type OpenedCloud = { ok: true; cloud: NamedCloud } | { ok: false; reason: string };

export interface OpenStackClouds {
  /** By name or id; null: the only one of the project. */
  open(projectId: string, wanted: string | null): Promise<OpenedCloud>;
}

export function openStackClouds(connections: Pick<ConnectionStore, 'ofKind'>): OpenStackClouds {
  /** With their tokens, until the connection is changed. */
  const opened = new Map<string, { key: string; cloud: Cloud }>();
  const cloudOf = (connection: Connection): Cloud => {
    const { settings, secret } = readConnection(connection);
    const key = createHash('sha256').update(JSON.stringify([settings, secret])).digest('hex');
    const known = opened.get(connection.id);
    if (known?.key === key) return known.cloud;
    const cloud = openCloud(settings, secret);
    opened.set(connection.id, { key, cloud });
    return cloud;
  };
  return {
    async open(projectId, wanted) {
      const known = await connections.ofKind(projectId, 'openstack');
      const chosen = wanted === null ? (known.length === 1 ? known[0] : undefined) : (known.find(({ id }) => id === wanted) ?? known.find(({ name }) => name === wanted));
      if (chosen === undefined) return { ok: false, reason: refusal(wanted, known) };
      return { ok: true, cloud: { connectionId: chosen.id, name: chosen.name, cloud: cloudOf(chosen) } };
    },
  };
}

export function readConnection({ settings, secrets }: Pick<Connection, 'settings' | 'secrets'>): { settings: OpenStackSettings; secret: string } {
  return { settings: openStackSettings.parse(settings), secret: secrets === null ? '' : openStackSecrets.parse(secrets).secret };
}

function refusal(wanted: string | null, known: readonly Connection[]): string {
  const names = known.map(({ name }) => `"${name}"`).join(', ');
  if (known.length === 0) return 'This project has no connection to an OpenStack cloud. An administrator of the project adds one on the page Connections.';
  return wanted === null
    ? `Property connection: this project has several OpenStack connections (${names}); say which one.`
    : `Property connection: there is no OpenStack connection "${wanted}" in this project. There are: ${names}.`;
}
