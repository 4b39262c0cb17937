'use server';
/** Hosts, as pages act on them: each action authorises, calls one use case, and answers with an ActionResult. */
import type { Services } from '@/lib/runtime/services';
import * as hosts from '@/lib/stacks/hosts';
import type { ActionResult, JoinCommand } from '@/lib/wire/types';
import { asCaller } from './result';

const portsOf = ({ resources, config }: Services): hosts.HostPorts => ({ hosts: resources.hosts, servers: resources.servers, publicUrl: config.publicUrl });

/** The command that joins a machine, as a new host or as the server `serverId` of a stack. */
export async function joinHost(project: string, serverId: string | null): Promise<ActionResult<JoinCommand>> {
  return asCaller(project, 'member', (parts, caller) => hosts.joinHost(portsOf(parts), caller, serverId));
}

export async function renewToken(project: string, serverId: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => hosts.renewToken(portsOf(parts), caller, serverId));
}

export async function removeHost(project: string, serverId: string): Promise<ActionResult<null>> {
  return asCaller(project, 'member', (parts, caller) => hosts.removeHost(portsOf(parts), caller, serverId));
}
