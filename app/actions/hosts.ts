'use server';
/** Hosts, as pages act on them: each action authorises, calls one use case, and answers with an ActionResult. */
import type { Services } from '@/lib/runtime/services';
import { connectSsh } from '@/lib/providers/ssh';
import * as hosts from '@/lib/stacks/hosts';
import { startDemoHost as startDemo } from '@/lib/stacks/demo-host';
import * as test from '@/lib/stacks/host-test';
import * as ssh from '@/lib/stacks/ssh-hosts';
import type { HostMetadataView, HostTestView, HostView, ServerView } from '@/lib/wire/hosts';
import type { ActionResult, JoinCommand, SshHostFound } from '@/lib/wire/types';
import { asCaller, noted } from './result';

const portsOf = ({ resources, config }: Services): ssh.SshHostPorts => ({ hosts: resources.hosts, servers: resources.servers, publicUrl: config.publicUrl, connections: resources.connections, ssh: connectSsh });

export async function listServers(project: string): Promise<ActionResult<ServerView[]>> {
  return asCaller(project, 'reader', (parts, caller) => hosts.listServers(parts, caller));
}

export async function readHost(project: string, serverId: string): Promise<ActionResult<HostView>> {
  return asCaller(project, 'reader', (parts, caller) => hosts.readHost(parts, caller, serverId));
}

export async function readHostMetadata(project: string, serverId: string): Promise<ActionResult<HostMetadataView>> {
  return asCaller(project, 'reader', (parts, caller) => hosts.readHostMetadata({ pool: parts.pool, servers: parts.resources.servers }, caller, serverId));
}

const testPortsOf = ({ pool, vault, resources }: Services): test.HostTestPorts => ({ pool, vault, servers: resources.servers });

export async function readHostTest(project: string, serverId: string): Promise<ActionResult<HostTestView | null>> {
  return asCaller(project, 'reader', (parts, caller) => test.readHostTest(testPortsOf(parts), caller, serverId));
}

export async function startHostTest(project: string, serverId: string): Promise<ActionResult<hosts.HostNamed>> {
  return asCaller(project, 'member', noted((parts, caller) => test.startHostTest(testPortsOf(parts), caller, serverId), ({ name }) => ({ action: 'tested', kind: 'host', name, id: serverId })));
}

export async function stopHostTest(project: string, serverId: string): Promise<ActionResult<hosts.HostNamed>> {
  return asCaller(project, 'member', (parts, caller) => test.stopHostTest(testPortsOf(parts), caller, serverId));
}

export async function setLabels(project: string, serverId: string, labels: readonly string[]): Promise<ActionResult<hosts.HostNamed>> {
  return asCaller(project, 'member', noted((parts, caller) => hosts.setLabels(portsOf(parts), caller, serverId, labels), ({ name }) => ({ action: 'labelled', kind: 'host', name, id: serverId, detail: labels.join(', ') })));
}

/** The command that joins a machine, as a new host or as the server `serverId` of a stack. */
export async function joinHost(project: string, serverId: string | null): Promise<ActionResult<JoinCommand>> {
  return asCaller(project, 'member', noted((parts, caller) => hosts.joinHost(portsOf(parts), caller, serverId), () => ({ action: 'asked to join', kind: 'host', name: serverId ?? 'a new one' })));
}

export async function renewToken(project: string, serverId: string): Promise<ActionResult<hosts.HostNamed>> {
  return asCaller(project, 'member', noted((parts, caller) => hosts.renewToken(portsOf(parts), caller, serverId), ({ name }) => ({ action: 'renewed the token of', kind: 'host', name, id: serverId })));
}

export async function revokeToken(project: string, serverId: string): Promise<ActionResult<hosts.HostNamed>> {
  return asCaller(project, 'member', noted((parts, caller) => hosts.revokeToken(portsOf(parts), caller, serverId), ({ name }) => ({ action: 'revoked the token of', kind: 'host', name, id: serverId })));
}

export async function removeHost(project: string, serverId: string): Promise<ActionResult<hosts.HostNamed>> {
  return asCaller(project, 'member', noted((parts, caller) => ssh.removeSshHost(portsOf(parts), caller, serverId), ({ name }) => ({ action: 'removed', kind: 'host', name, id: serverId })));
}

/** Looks at a machine over SSH and changes nothing. */
export async function lookAtSshHost(project: string, input: ssh.SshTargetInput): Promise<ActionResult<SshHostFound>> {
  return asCaller(project, 'member', (parts) => ssh.lookAtSshHost(portsOf(parts), input));
}

export async function addSshHost(project: string, input: ssh.NewSshHost): Promise<ActionResult<{ serverId: string }>> {
  return asCaller(project, 'member', noted((parts, caller) => ssh.addSshHost(portsOf(parts), caller, input), (added) => ({ action: 'added', kind: 'host', name: input.name, id: added.serverId })));
}

export async function repairSshHost(project: string, serverId: string): Promise<ActionResult<{ serverId: string }>> {
  return asCaller(project, 'member', (parts, caller) => ssh.repairSshHost(portsOf(parts), caller, serverId));
}

/** A server of the sandbox, for those who have no host yet. */
export async function startDemoHost(project: string): Promise<ActionResult<{ stackId: string }>> {
  return asCaller(project, 'member', (parts, caller) => startDemo(parts, caller));
}
