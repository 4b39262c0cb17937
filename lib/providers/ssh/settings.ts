/** What a connection over SSH is made of, and how people write it. Pure. */
import { z } from 'zod';
import type { JsonMap } from '@/lib/hot/types';

export interface SshHost {
  /** How templates call it. */
  name: string;
  address: string;
}

export interface SshSettings {
  user: string;
  port: number;
  hosts: SshHost[];
  /** The pinned key of each host, by address: `SHA256:<base64>`, as ssh-keygen prints it. Empty until it was reached once. */
  hostKeys: Record<string, string>;
}

export interface SshSecrets {
  privateKey: string;
}

export const sshSettings = z.object({
  user: z.string(), port: z.number().int(), hosts: z.array(z.object({ name: z.string(), address: z.string() })), hostKeys: z.record(z.string(), z.string()).default({}),
});
export const sshSecrets = z.object({ privateKey: z.string() });

const HOST_LINE = /^([A-Za-z0-9][\w.-]{0,62})(?:\s*=\s*(\S+))?$/;
const ADDRESS = /^[A-Za-z0-9][\w.:%-]{0,252}$/;

/** One host a line: `name = address`, or an address that is the name as well. Null in the place of a line that is none. */
export function hostsOf(text: string): (SshHost | null)[] {
  const lines = text.split('\n').map((line) => line.trim()).filter((line) => line !== '');
  return lines.map((line) => {
    const [, name, address = name] = HOST_LINE.exec(line) ?? [];
    return name === undefined || address === undefined || !ADDRESS.test(address) ? null : { name, address };
  });
}

/** Everything that is wrong with what somebody has written, by field. `hosts` is the text of the form. */
export function sshProblems(given: { user: string; port: number; hosts: string; privateKey: string }): { field: string; message: string }[] {
  const problems: { field: string; message: string }[] = [];
  const hosts = hostsOf(given.hosts);
  const names = hosts.map((host) => host?.name);
  if (hosts.length === 0 || hosts.includes(null)) problems.push({ field: 'hosts', message: 'Expected one host a line: "name = address", for example "web = 192.0.2.10".' });
  else if (new Set(names).size < names.length) problems.push({ field: 'hosts', message: 'Two hosts have the same name.' });
  if (!/^[\w][\w.@\\-]{0,63}$/.test(given.user)) problems.push({ field: 'user', message: 'Expected the name of the user to sign in as.' });
  if (!Number.isInteger(given.port) || given.port < 1 || given.port > 65_535) problems.push({ field: 'port', message: 'Expected a number from 1 to 65535; SSH is 22.' });
  if (!/-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(given.privateKey)) problems.push({ field: 'privateKey', message: 'Expected a private key: a text with a line "-----BEGIN ... PRIVATE KEY-----".' });
  return problems;
}

export function sshSettingsJson({ user, port, hosts, hostKeys }: SshSettings): JsonMap {
  return { user, port, hosts: hosts.map(({ name, address }) => ({ name, address })), hostKeys };
}
