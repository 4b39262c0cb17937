/**
 * Machines that Hearth goes to itself, over SSH, to put its agent there: the same agent as of machines that join with a command, which then asks this
 * server for work. The address and the key stay as a connection, for putting the agent there again and for taking it away.
 */
import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Connection, ConnectionStore } from '@/lib/providers/connections';
import { type SshConnect, SshFault, type SshSession, type SshTarget } from '@/lib/providers/ssh';
import { newToken } from '@/lib/software/join-api';
import { joinScript } from '@/lib/software/join-script';
import { leaveScript } from '@/lib/software/leave-script';
import { tokenHash } from '@/lib/software/token-hash';
import { shellQuote } from '@/lib/software/tools/shell';
import type { ActionResult, SshHostFound } from '@/lib/wire/types';
import { type HostNamed, type HostPorts, removeHost } from './hosts';
import { parseInput } from './input';
import { type Caller, done, refuse } from './ports';

export interface SshHostPorts extends HostPorts {
  connections: ConnectionStore;
  ssh: SshConnect;
}

const target = z.object({
  address: z.string().trim().min(1, 'expected a name or an address').max(255).regex(/^[\w.:-]+$/, 'expected a name or an address, such as web1.example.org or 192.0.2.7'),
  port: z.number().int().min(1).max(65535).default(22),
  user: z.string().trim().regex(/^[a-z_][\w.-]{0,31}\$?$/i, 'expected a name of a user'),
  privateKey: z.string().min(1, 'expected a private key').max(20_000).transform((key) => `${key.trim()}\n`),
  passphrase: z.string().max(1_000).optional(),
});
const newHost = target.extend({
  name: z.string().trim().regex(/^[A-Za-z0-9][\w.-]{0,99}$/, 'expected letters, digits, and _ . - ; at most 100 characters'),
  /** What the machine showed, as the person has seen and accepted it. */
  hostKey: z.string().regex(/^SHA256:[\w+/]{43}$/, 'expected the key of the machine'),
  /** Where the agent lives; default: that of the command. */
  directory: z.string().regex(/^\/[^\0\n]*$/, 'expected an absolute path').optional(),
  startAtBoot: z.boolean().default(true),
});
export type SshTargetInput = z.input<typeof target>;
export type NewSshHost = z.input<typeof newHost>;

const settingsSchema = z.object({
  address: z.string(), port: z.number(), user: z.string(), hostKey: z.string(), serverId: z.string(), directory: z.string().nullable(), startAtBoot: z.boolean(),
});
const secretsSchema = z.object({ privateKey: z.string(), passphrase: z.string().optional() });

const JOIN_MINUTES = 10;

/** Looks at a machine and changes nothing: the key by which it is known, what it is, and whether it has what the agent needs. */
export async function lookAtSshHost(ports: SshHostPorts, input: SshTargetInput): Promise<ActionResult<SshHostFound>> {
  const given = parseInput(target, input);
  if (!given.ok) return given;
  return within(ports.ssh, given.value, null, async (session) => {
    const { stdout } = await session.run('uname -srm; uname -n; id -u; command -v curl');
    const [system = '', name = '', uid = '', curl = ''] = stdout.split('\n');
    if (curl === '') return refuse('conflict', `The machine (${system}) has no curl in the PATH of "${given.value.user}", which the agent needs. Install it and try again.`);
    return done({ hostKey: session.hostKey, system, name, root: uid === '0' });
  });
}

/** Puts the agent there. All of it, or nothing stays: no host, no connection. */
export async function addSshHost(ports: SshHostPorts, caller: Caller, input: NewSshHost): Promise<ActionResult<{ serverId: string }>> {
  const given = parseInput(newHost, input);
  if (!given.ok) return given;
  const { name, hostKey, directory = null, startAtBoot, privateKey, passphrase, address, port, user } = given.value;
  if ((await ports.hosts.findHost(caller.projectId, name)).length > 0) return refuse('conflict', `The project has a host "${name}" already. Choose another name.`);
  const serverId = randomUUID();
  const connection: Connection = {
    id: randomUUID(), projectId: caller.projectId, kind: 'ssh', name, createdBy: caller.userName, settings: { address, port, user, hostKey, serverId, directory, startAtBoot },
    secrets: { privateKey, ...(passphrase === undefined ? {} : { passphrase }) },
  };
  if (!(await ports.connections.save(connection))) return refuse('conflict', `The project has a connection "${name}" already. Choose another name.`);
  await ports.hosts.add({ id: serverId, projectId: caller.projectId, name, tokenHash: tokenHash(newToken()) });
  let installed = false;
  try {
    const answer = await install(ports, caller, connection);
    installed = answer.ok;
    return answer;
  } finally {
    if (!installed) {
      await ports.servers.markDeleted(serverId);
      await ports.connections.remove(connection.id);
    }
  }
}

/** Puts the agent there again, with a new token: after the machine was installed anew, or lost its files. */
export async function repairSshHost(ports: SshHostPorts, caller: Caller, serverId: string): Promise<ActionResult<{ serverId: string }>> {
  const connection = await connectionOf(ports, caller.projectId, serverId);
  return connection === null ? refuse('not_found', 'This host was not added over SSH. Join it with a command.') : install(ports, caller, connection);
}

/** As any host is sent away; where Hearth had put the agent there, it also takes it away, if the machine can be reached. */
export async function removeSshHost(ports: SshHostPorts, caller: Caller, serverId: string): Promise<ActionResult<HostNamed>> {
  const connection = await connectionOf(ports, caller.projectId, serverId);
  const removed = await removeHost(ports, caller, serverId);
  if (!removed.ok || connection === null) return removed;
  await within(ports.ssh, targetOf(connection), settingsOf(connection).hostKey, async (session) => done(await session.run('sh -s', leaveScript(settingsOf(connection).directory))));
  await ports.connections.remove(connection.id);
  return removed;
}

async function install(ports: SshHostPorts, caller: Caller, connection: Connection): Promise<ActionResult<{ serverId: string }>> {
  const { serverId, hostKey, directory, startAtBoot } = settingsOf(connection);
  const token = newToken();
  await ports.hosts.allow({ projectId: caller.projectId, tokenHash: tokenHash(token), serverId, createdBy: caller.userName, minutes: JOIN_MINUTES });
  return within(ports.ssh, targetOf(connection), hostKey, async (session) => {
    const variables = [`HEARTH_NAME=${shellQuote(connection.name)}`, ...(directory === null ? [] : [`HEARTH_DIR=${shellQuote(directory)}`]), ...(startAtBoot ? [] : ['HEARTH_BOOT=off'])];
    const { code, stdout, stderr } = await session.run(`${variables.join(' ')} sh -s`, joinScript(ports.publicUrl, token));
    if (code === 0) return done({ serverId });
    const said = `${stdout}\n${stderr}`.trim().split('\n').slice(-4).join('\n');
    return refuse('conflict', `The agent could not be installed (the machine has to reach this server at ${ports.publicUrl}):\n${said}`);
  });
}

async function within<T>(connect: SshConnect, reached: SshTarget, hostKey: string | null, work: (session: SshSession) => Promise<ActionResult<T>>): Promise<ActionResult<T>> {
  try {
    const session = await connect(reached, hostKey);
    try {
      return await work(session);
    } finally {
      session.end();
    }
  } catch (fault) {
    if (fault instanceof SshFault) return refuse('unreachable', fault.message);
    throw fault;
  }
}

async function connectionOf({ connections }: SshHostPorts, projectId: string, serverId: string): Promise<Connection | null> {
  return (await connections.ofKind(projectId, 'ssh')).find((connection) => settingsOf(connection).serverId === serverId) ?? null;
}

function settingsOf({ settings }: Pick<Connection, 'settings'>): z.output<typeof settingsSchema> {
  return settingsSchema.parse(settings);
}

function targetOf(connection: Connection): SshTarget {
  const { address, port, user } = settingsOf(connection);
  const { privateKey, passphrase } = secretsSchema.parse(connection.secrets);
  return { address, port, user, privateKey, ...(passphrase === undefined ? {} : { passphrase }) };
}
