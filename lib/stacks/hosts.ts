/** Machines as people manage them: looking at them, joining one, giving it a new token, taking it away, sending it away. */
import { z } from 'zod';
import { asList, asMap, asText } from '@/lib/software/json';
import { shownMetadata } from '@/lib/software/shown-metadata';
import { newToken } from '@/lib/software/join-api';
import { joinCommand, joinContainerCommand } from '@/lib/software/join-script';
import type { HostStore, ServerStore } from '@/lib/software/ports';
import { tokenHash } from '@/lib/software/token-hash';
import { hostSource, hostView, serverViews } from '@/lib/store/host-views';
import type { HostMetadataView, HostView, ServerView } from '@/lib/wire/hosts';
import { TRIAL_TAG } from '@/lib/wire/library';
import type { ActionResult, JoinCommand } from '@/lib/wire/types';
import { parseInput } from './input';
import { resourceMetadata } from './resource-metadata';
import { type Caller, done, refuse, type StackPorts } from './ports';

export interface HostPorts {
  hosts: HostStore;
  servers: Pick<ServerStore, 'find' | 'markDeleted'>;
  /** Where machines reach this server. */
  publicUrl: string;
}

/** What something was done to. */
export interface HostNamed {
  name: string;
}

/** How long the command of a join can be used, in minutes. */
const JOIN_MINUTES = 60;

export const NO_SUCH_HOST = refuse('not_found', 'There is no such host in this project. It may have been sent away; the page Hosts shows what is there.');

export async function listServers({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Caller): Promise<ActionResult<ServerView[]>> {
  return done(await serverViews(pool, projectId));
}

export async function readHost({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Caller, serverId: string): Promise<ActionResult<HostView>> {
  const host = await hostView(pool, projectId, serverId, TRIAL_TAG);
  return host === null ? NO_SUCH_HOST : done(host);
}

/** The metadata of a server as its agent reads it, merged of what the template says and of what is deployed; but for secrets. */
export async function readHostMetadata({ pool, servers }: Pick<StackPorts, 'pool'> & { servers: Pick<ServerStore, 'find'> }, caller: Caller, serverId: string): Promise<ActionResult<HostMetadataView>> {
  const server = await hostOf({ servers }, caller, serverId);
  if (server === null) return NO_SUCH_HOST;
  const { metadata, ended } = await hostSource(pool, serverId);
  const document = shownMetadata(await resourceMetadata(pool, null, caller.projectId, { metadata, physicalResourceId: serverId }));
  const deployments = asList(document['deployments']).map(asMap).map((each) => ({ id: asText(each['id']), name: asText(each['name']), group: asText(each['group']), done: ended.has(asText(each['id'])) }));
  return done({ document, deployments });
}

/** `serverId`: the server of a stack that the machine is to be (OS::Heat::DeployedServer); null for a new host. */
export async function joinHost(ports: HostPorts, caller: Caller, serverId: string | null): Promise<ActionResult<JoinCommand>> {
  if (serverId !== null) {
    const server = await hostOf(ports, caller, serverId);
    if (server === null) return NO_SUCH_HOST;
    if (server.kind === 'sandbox') return refuse('conflict', `${server.name} is a server of the sandbox: it has an agent already.`);
    if (server.kind === 'docker') return refuse('conflict', `${server.name} is a container: its property agent says whether it has an agent.`);
  }
  const token = newToken();
  await ports.hosts.allow({ projectId: caller.projectId, tokenHash: tokenHash(token), serverId, createdBy: caller.userName, minutes: JOIN_MINUTES });
  return done({ command: joinCommand(ports.publicUrl, token), containerCommand: joinContainerCommand(ports.publicUrl, token), minutes: JOIN_MINUTES });
}

/** The agent gets a new token the next time it asks; the old one is void then. */
export async function renewToken(ports: HostPorts, caller: Caller, serverId: string): Promise<ActionResult<HostNamed>> {
  const server = await hostOf(ports, caller, serverId);
  return server !== null && (await ports.hosts.expireToken(caller.projectId, serverId)) ? done({ name: server.name }) : NO_SUCH_HOST;
}

/** Its token is void at once, and what it has to do waits. A machine that joins as it again, the same or another one, goes on with that. */
export async function revokeToken(ports: HostPorts, caller: Caller, serverId: string): Promise<ActionResult<HostNamed>> {
  const server = await hostOf(ports, caller, serverId);
  if (server === null) return NO_SUCH_HOST;
  if (server.kind === 'ssh') return refuse('conflict', `${server.name} has no agent, so it has no token. The key by which Hearth signs in there is in its connection, on the page Connections.`);
  if (server.kind === 'sandbox' || server.kind === 'docker') return refuse('conflict', `Hearth itself keeps the agent of ${server.name} running, with a token of its own. It goes with its stack.`);
  return (await ports.hosts.revokeToken(caller.projectId, serverId)) ? done({ name: server.name }) : NO_SUCH_HOST;
}

const labelsInput = z.array(z.string().trim().min(1, 'A label is empty').max(63, 'A label has at most 63 characters').regex(/^[^\s,]+$/, 'A label has no spaces and no commas')).max(20, 'A host has at most 20 labels')
  .transform((labels) => [...new Set(labels)].toSorted());

/** By its labels a template finds a host (Hearth::Hosts), and people filter the list. */
export async function setLabels(ports: HostPorts, caller: Caller, serverId: string, wanted: readonly string[]): Promise<ActionResult<HostNamed>> {
  const labels = parseInput(labelsInput, [...wanted]);
  if (!labels.ok) return labels;
  const server = await hostOf(ports, caller, serverId);
  return server !== null && (await ports.hosts.setLabels(caller.projectId, serverId, labels.value)) ? done({ name: server.name }) : NO_SUCH_HOST;
}

/** Its token is void at once. Servers of stacks go with their stack. */
export async function removeHost(ports: HostPorts, caller: Caller, serverId: string): Promise<ActionResult<HostNamed>> {
  const server = await hostOf(ports, caller, serverId);
  if (server === null) return NO_SUCH_HOST;
  if (server.kind === 'ssh') return refuse('conflict', `${server.name} is a host of a connection. Edit or remove it on the page Connections.`);
  if (server.kind !== 'joined') return refuse('conflict', `${server.name} belongs to a stack. It goes when its resource is deleted.`);
  const open = await ports.hosts.openRuns(serverId);
  if (open > 0) return refuse('conflict', `${server.name} has ${open} ${open === 1 ? 'deployment' : 'deployments'} under way. Wait for them, or delete their stacks, and try again.`);
  await ports.servers.markDeleted(serverId);
  return done({ name: server.name });
}

/** A server of the caller's project that is there. */
export async function hostOf({ servers }: { servers: Pick<ServerStore, 'find'> }, { projectId }: Caller, serverId: string) {
  const server = await servers.find(serverId);
  return server === null || server.projectId !== projectId || server.deletedAt !== null ? null : server;
}
