/** A container with Hearth's agent is a server like any other: it has a row, a token, and work to do. */
import { createHash } from 'node:crypto';
import type { ContainerInspectInfo } from 'dockerode';
import type { ActionContext } from '@/lib/engine/resource-type';
import { type ContainerAgent, startAgent } from '@/lib/providers/docker/agent';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import { readAgent } from '@/lib/providers/sandbox';
import type { StackUserSecrets } from '@/lib/software/stack-user';
import { tokenHash } from '@/lib/software/token-hash';
import type { ResourcePorts } from '../ports';
import { nameIn } from './container-request';

export type ServerPorts = Pick<ResourcePorts, 'docker' | 'servers' | 'addresses'>;

/** Null, or why the agent cannot run. The container must be running. */
export async function serveContainer(ctx: ActionContext, host: DockerHost, found: ContainerInspectInfo, address: string, ports: ServerPorts): Promise<string | null> {
  const token = agentToken(ports.addresses.user(ctx));
  const known = await ports.servers.find(found.Id);
  const name = nameIn(found);
  if (known === null) {
    await ports.servers.save({
      id: found.Id, projectId: ctx.stack.projectId, stackId: ctx.stack.id, resourceId: ctx.resource.id, name, kind: 'docker', tokenHash: tokenHash(token),
      directory: null, connectionId: host.connectionId, address, metadata: ctx.resource.metadata,
    });
  } else await ports.servers.describe(found.Id, { name, address, metadata: ctx.resource.metadata, state: 'ACTIVE' });
  return agentRuns(found) ? null : startAgent(host.engine.getContainer(found.Id), host, agentOf(found.Id, name, token), found.Config.Image);
}

/** The first token of the agent: the same after a crash, and stored nowhere. */
export function agentToken({ secretKey }: StackUserSecrets): string {
  return createHash('sha256').update(`agent ${secretKey}`).digest('base64url');
}

/** Docker tells which commands run in a container beside its own. Two agents of one server do no harm, none would. */
export function agentRuns({ ExecIDs }: ContainerInspectInfo): boolean {
  return (ExecIDs ?? []).length > 0;
}

export function agentOf(serverId: string, serverName: string, token: string): ContainerAgent {
  return { script: readAgent(), serverId, serverName, token };
}
