/** What a connection to a Docker Engine is made of, and how people write it. Pure. */
import { z } from 'zod';
import type { JsonMap } from '@/lib/hot/types';

export interface DockerSettings {
  /** `unix:///var/run/docker.sock`, or `tcp://host:port`. */
  address: string;
  /** Where containers reach Hearth; empty: where everybody does. */
  agentUrl: string;
}

/** PEM texts. `key` and `cert` are this side's, `ca` signed the daemon's. */
export interface DockerSecrets {
  ca: string;
  cert: string;
  key: string;
}

export const dockerSettings = z.object({ address: z.string(), agentUrl: z.string().default('') });
export const dockerSecrets = z.object({ ca: z.string(), cert: z.string(), key: z.string() });

export type Endpoint = { socketPath: string } | { protocol: 'http' | 'https'; host: string; port: number };

/** Where a client connects to; null for an address that is none. With TLS material, `tcp` means HTTPS. */
export function endpointOf(address: string, tls: boolean): Endpoint | null {
  const socket = /^unix:\/\/(\/.+)$/.exec(address)?.[1];
  if (socket !== undefined) return { socketPath: socket };
  if (!/^(tcp|http|https):\/\//.test(address) || !URL.canParse(address)) return null;
  const { hostname, port, pathname, protocol } = new URL(address.replace(/^tcp:/, tls ? 'https:' : 'http:'));
  if (hostname === '' || !['', '/'].includes(pathname)) return null;
  const secure = protocol === 'https:' || tls;
  return { protocol: secure ? 'https' : 'http', host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? (secure ? 2376 : 2375) : Number(port) };
}

/** Everything that is wrong with what somebody has written, by field. */
export function dockerProblems(settings: DockerSettings, secrets: DockerSecrets | null): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  if (endpointOf(settings.address, secrets !== null) === null) {
    problems.push({ field: 'address', message: 'Expected unix:///path/to/docker.sock or tcp://host:port.' });
  }
  if (settings.agentUrl !== '' && !(URL.canParse(settings.agentUrl) && /^https?:/.test(settings.agentUrl))) {
    problems.push({ field: 'agentUrl', message: 'Expected an http or https URL, for example http://172.17.0.1:3000.' });
  }
  for (const [name, text] of Object.entries(secrets ?? {})) {
    if (!/-----BEGIN [A-Z ]+-----/.test(text)) problems.push({ field: name, message: 'Expected PEM: a text with a line "-----BEGIN ...-----". TLS needs all three of them.' });
  }
  return problems;
}

export function settingsJson({ address, agentUrl }: DockerSettings): JsonMap {
  return { address, agentUrl: agentUrl.replace(/\/+$/, '') };
}
