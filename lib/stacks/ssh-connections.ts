/** Connections to servers over SSH, as people manage them. Whoever has one can do on its hosts what its user can, so it takes an administrator of the project. */
import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionStore } from '@/lib/providers/connections';
import { openSession, SshFault, type SshTarget } from '@/lib/providers/ssh/session';
import { targetOf } from '@/lib/providers/ssh/target';
import { hostsOf, sshProblems, sshSecrets, sshSettings, sshSettingsJson } from '@/lib/providers/ssh/settings';
import { probe } from '@/lib/software/relay/relay';
import type { SshHostStore } from '@/lib/store/ssh-hosts';
import type { ConnectionTest, SshConnectionInput, SshConnectionView } from '@/lib/wire/connections';
import type { ActionResult } from '@/lib/wire/types';
import { type Caller, done, refuse } from './ports';

export interface SshConnectionPorts {
  connections: ConnectionStore;
  sshHosts: SshHostStore;
}

const NAME = /^[A-Za-z0-9][\w.-]{0,62}$/;
const NO_SUCH_CONNECTION = refuse('not_found', 'There is no such connection in this project. It may have been removed; the page Connections shows what is there.');
const LABELS: Readonly<Record<string, string>> = { name: 'Name', hosts: 'Hosts', user: 'User', port: 'Port', privateKey: 'Private key' };

export async function listSshConnections(ports: SshConnectionPorts, { projectId }: Caller): Promise<ActionResult<SshConnectionView[]>> {
  const all = await ports.connections.ofKind(projectId, 'ssh-hosts');
  return done(await Promise.all(all.map((connection) => viewOf(ports, connection))));
}

export async function saveSshConnection(ports: SshConnectionPorts, caller: Caller, input: SshConnectionInput): Promise<ActionResult<SshConnectionView>> {
  const read = await readInput(ports, caller, input);
  if (!read.ok) return read;
  const { settings, privateKey, before } = read.value;
  const name = input.name.trim();
  if (!NAME.test(name)) return invalid([{ field: 'name', message: 'Expected a letter or digit first, then letters, digits, "_", "." and "-", 63 at most.' }]);
  const id = before?.id ?? randomUUID();
  const names = settings.hosts.map((host) => host.name);
  const taken = await ports.sshHosts.taken({ id, projectId: caller.projectId }, names);
  if (taken.length > 0) return invalid([{ field: 'hosts', message: `Other hosts of this project are called ${taken.join(', ')}. Templates find hosts by name: choose other ones.` }]);
  const busy = before === null ? [] : await ports.sshHosts.busy(id, names);
  if (busy.length > 0) return busyRefusal(busy);
  const connection: Connection = {
    id, projectId: caller.projectId, kind: 'ssh-hosts', name, settings: sshSettingsJson(settings), secrets: { privateKey }, createdBy: before?.createdBy ?? caller.userName,
  };
  if (!(await ports.connections.save(connection))) return invalid([{ field: 'name', message: `This project has a connection "${name}" already.` }]);
  await ports.sshHosts.keep(connection, settings.hosts);
  return done(await viewOf(ports, connection));
}

/** Signs in to every host with what the form says, saved or not, and asks it what it is. */
export async function testSshConnection(ports: SshConnectionPorts, caller: Caller, input: SshConnectionInput): Promise<ActionResult<ConnectionTest>> {
  const read = await readInput(ports, caller, input);
  if (!read.ok) return read;
  const { settings, privateKey } = read.value;
  const answers = await Promise.all(settings.hosts.map(async ({ name, address }) => ask(name, targetOf(settings, privateKey, address))));
  const failed = answers.filter(({ ok }) => !ok);
  return failed.length === 0 ? done({ text: answers.map(({ text }) => text).join(' ') }) : refuse('unreachable', failed.map(({ text }) => text).join(' '));
}

export async function removeSshConnection({ connections, sshHosts }: SshConnectionPorts, { projectId }: Caller, id: string): Promise<ActionResult<null>> {
  const connection = await connections.find(projectId, id);
  if (connection === null || connection.kind !== 'ssh-hosts') return NO_SUCH_CONNECTION;
  const busy = await sshHosts.busy(id, []);
  if (busy.length > 0) return busyRefusal(busy);
  await sshHosts.keep(connection, []);
  await connections.remove(id);
  return done(null);
}

async function ask(name: string, target: SshTarget): Promise<{ ok: boolean; text: string }> {
  try {
    const session = await openSession(target);
    try {
      return { ok: true, text: `${name}: ${await probe(session)}, with the key ${session.hostKey}.` };
    } finally {
      session.close();
    }
  } catch (error) {
    if (error instanceof SshFault) return { ok: false, text: `${name}: ${error.message}` };
    throw error;
  }
}

async function readInput(ports: SshConnectionPorts, { projectId }: Caller, input: SshConnectionInput) {
  const before = input.id === null ? null : await ports.connections.find(projectId, input.id);
  if (input.id !== null && before?.kind !== 'ssh-hosts') return NO_SUCH_CONNECTION;
  const known = before === null ? null : sshSettings.parse(before.settings);
  const privateKey = input.privateKey.trim() === '' && before !== null ? sshSecrets.parse(before.secrets).privateKey : `${input.privateKey.trim()}\n`;
  const user = input.user.trim();
  const problems = sshProblems({ user, port: input.port, hosts: input.hosts, privateKey });
  if (problems.length > 0) return invalid(problems);
  const hosts = hostsOf(input.hosts).filter((host) => host !== null);
  const same = known !== null && known.port === input.port && !input.forgetHostKeys ? known.hostKeys : {};
  const hostKeys = Object.fromEntries(Object.entries(same).filter(([address]) => hosts.some((host) => host.address === address)));
  return done({ settings: { user, port: input.port, hosts, hostKeys }, privateKey, before });
}

function busyRefusal(names: readonly string[]) {
  return refuse('conflict', `Deployments are under way on ${names.join(', ')}. Wait for them, or delete their stacks, and try again.`);
}

function invalid(problems: readonly { field: string; message: string }[]) {
  return refuse('validation', problems.map(({ field, message }) => `${LABELS[field] ?? field}: ${message}`).join(' '));
}

async function viewOf({ sshHosts }: SshConnectionPorts, { id, name, settings, createdBy }: Connection): Promise<SshConnectionView> {
  const { user, port, hosts, hostKeys } = sshSettings.parse(settings);
  const health = new Map((await sshHosts.problems(id)).map((host) => [host.name, host]));
  return {
    id, kind: 'ssh', name, user, port, createdBy,
    hosts: hosts.map((host) => ({
      ...host, hostKey: hostKeys[host.address] ?? null, problem: health.get(host.name)?.problem ?? null, lastSeenAt: health.get(host.name)?.lastSeenAt?.toISOString() ?? null,
    })),
  };
}
