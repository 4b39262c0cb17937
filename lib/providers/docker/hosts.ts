/** The Docker Engines of a project, by the names of their connections. */
import Docker from 'dockerode';
import type { Connection, ConnectionStore } from '../connections';
import { type DockerSecrets, dockerSecrets, type DockerSettings, dockerSettings, endpointOf } from './settings';

export interface DockerHost {
  connectionId: string;
  name: string;
  engine: Docker;
  /** Where its containers reach Hearth. */
  agentUrl: string;
}

export type OpenedHost = { ok: true; host: DockerHost } | { ok: false; reason: string };

export interface DockerHosts {
  /** By name or id; null: the only one of the project. */
  open(projectId: string, wanted: string | null): Promise<OpenedHost>;
}

/** No answer within this time is an error of the connection, in milliseconds. Pulls send progress all the time, so they keep within it. */
const SILENCE_MS = 60_000;

/** `publicUrl`: where containers reach Hearth unless the connection says otherwise. */
export function dockerHosts(connections: Pick<ConnectionStore, 'ofKind'>, publicUrl: string): DockerHosts {
  return {
    async open(projectId, wanted) {
      const known = await connections.ofKind(projectId, 'docker');
      const chosen = wanted === null ? (known.length === 1 ? known[0] : undefined) : (known.find(({ id }) => id === wanted) ?? known.find(({ name }) => name === wanted));
      if (chosen === undefined) return { ok: false, reason: refusal(wanted, known) };
      const { settings, secrets } = readConnection(chosen);
      const engine = dockerClient(settings, secrets);
      return { ok: true, host: { connectionId: chosen.id, name: chosen.name, engine, agentUrl: settings.agentUrl === '' ? publicUrl : settings.agentUrl } };
    },
  };
}

export function readConnection({ settings, secrets }: Pick<Connection, 'settings' | 'secrets'>): { settings: DockerSettings; secrets: DockerSecrets | null } {
  return { settings: dockerSettings.parse(settings), secrets: secrets === null ? null : dockerSecrets.parse(secrets) };
}

/** `silenceMs`: how long a request may go without an answer. */
export function dockerClient({ address }: DockerSettings, secrets: DockerSecrets | null, silenceMs = SILENCE_MS): Docker {
  const endpoint = endpointOf(address, secrets !== null);
  if (endpoint === null) throw new Error(`The address of a Docker Engine is unix:///path or tcp://host:port, not ${JSON.stringify(address)}.`);
  return new Docker({ ...endpoint, ...secrets, timeout: silenceMs });
}

function refusal(wanted: string | null, known: readonly Connection[]): string {
  const names = known.map(({ name }) => `"${name}"`).join(', ');
  if (known.length === 0) return 'This project has no connection to a Docker Engine. An administrator of the project adds one on the page Connections.';
  return wanted === null
    ? `Property connection: this project has several Docker connections (${names}); say which one.`
    : `Property connection: there is no Docker connection "${wanted}" in this project. There are: ${names}.`;
}
