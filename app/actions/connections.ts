'use server';
/** Connections, as the page acts on them. Looking takes a reader; what reaches a host takes an administrator of the project. */
import { z } from 'zod';
import type { Services } from '@/lib/runtime/services';
import * as connections from '@/lib/stacks/connections';
import * as clouds from '@/lib/stacks/openstack-connections';
import * as ssh from '@/lib/stacks/ssh-connections';
import type { CloudConnectionInput, CloudConnectionView, CloudTestStep, ConnectionInput, ConnectionTest, ConnectionView, SshConnectionInput, SshConnectionView } from '@/lib/wire/connections';
import type { ActionResult } from '@/lib/wire/types';
import { asCaller, noted } from './result';

const text = z.string().max(20_000);
const input = z.object({
  id: z.string().nullable(), name: text, address: text, agentUrl: text,
  tls: z.union([z.literal('none'), z.literal('keep'), z.object({ ca: text, cert: text, key: text })]),
});

const portsOf = ({ resources }: Services): connections.ConnectionPorts => ({ connections: resources.connections });

export async function connectedKinds(project: string): Promise<ActionResult<string[]>> {
  return asCaller(project, 'reader', (parts, caller) => connections.connectedKinds(parts, caller));
}

export async function listConnections(project: string): Promise<ActionResult<ConnectionView[]>> {
  return asCaller(project, 'reader', (parts, caller) => connections.listConnections(portsOf(parts), caller));
}

export async function saveConnection(project: string, wanted: ConnectionInput): Promise<ActionResult<ConnectionView>> {
  return asCaller(project, 'admin', noted((parts, caller) => connections.saveConnection(portsOf(parts), caller, input.parse(wanted)), ({ name, id }) => ({ action: wanted.id === null ? 'added' : 'changed', kind: 'connection', name, id })));
}

export async function testConnection(project: string, wanted: ConnectionInput): Promise<ActionResult<ConnectionTest>> {
  return asCaller(project, 'admin', (parts, caller) => connections.testConnection(portsOf(parts), caller, input.parse(wanted)));
}

export async function removeConnection(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'admin', noted((parts, caller) => connections.removeConnection(portsOf(parts), caller, id), () => ({ action: 'removed', kind: 'connection', name: id, id })));
}

const sshInput = z.object({ id: z.string().nullable(), name: text, user: text, port: z.number(), hosts: text, privateKey: text, forgetHostKeys: z.boolean() });

const sshPortsOf = ({ resources }: Services): ssh.SshConnectionPorts => ({ connections: resources.connections, sshHosts: resources.sshHosts });

export async function listSshConnections(project: string): Promise<ActionResult<SshConnectionView[]>> {
  return asCaller(project, 'reader', (parts, caller) => ssh.listSshConnections(sshPortsOf(parts), caller));
}

export async function saveSshConnection(project: string, wanted: SshConnectionInput): Promise<ActionResult<SshConnectionView>> {
  return asCaller(project, 'admin', noted((parts, caller) => ssh.saveSshConnection(sshPortsOf(parts), caller, sshInput.parse(wanted)), ({ name, id }) => ({ action: wanted.id === null ? 'added' : 'changed', kind: 'connection', name, id })));
}

export async function testSshConnection(project: string, wanted: SshConnectionInput): Promise<ActionResult<ConnectionTest>> {
  return asCaller(project, 'admin', (parts, caller) => ssh.testSshConnection(sshPortsOf(parts), caller, sshInput.parse(wanted)));
}

export async function removeSshConnection(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'admin', noted((parts, caller) => ssh.removeSshConnection(sshPortsOf(parts), caller, id), () => ({ action: 'removed', kind: 'connection', name: id, id })));
}

const cloudInput = z.object({
  id: z.string().nullable(), name: text, authUrl: text, signIn: z.enum(['password', 'application_credential', 'none']), user: text, userDomain: text, project: text, projectDomain: text,
  credentialId: text, secret: text, region: text, interface: z.enum(['public', 'internal', 'admin']), ca: z.string().max(200_000), dashboardUrl: text, endpoints: text,
});

export async function listCloudConnections(project: string): Promise<ActionResult<CloudConnectionView[]>> {
  return asCaller(project, 'reader', (parts, caller) => clouds.listCloudConnections(portsOf(parts), caller));
}

export async function saveCloudConnection(project: string, wanted: CloudConnectionInput): Promise<ActionResult<CloudConnectionView>> {
  return asCaller(project, 'admin', noted((parts, caller) => clouds.saveCloudConnection(portsOf(parts), caller, cloudInput.parse(wanted)), ({ name, id }) => ({ action: wanted.id === null ? 'added' : 'changed', kind: 'connection', name, id })));
}

export async function testCloudConnection(project: string, wanted: CloudConnectionInput): Promise<ActionResult<CloudTestStep[]>> {
  return asCaller(project, 'admin', (parts, caller) => clouds.testCloudConnection(portsOf(parts), caller, cloudInput.parse(wanted)));
}

export async function removeCloudConnection(project: string, id: string): Promise<ActionResult<null>> {
  return asCaller(project, 'admin', noted((parts, caller) => clouds.removeCloudConnection(portsOf(parts), caller, id), () => ({ action: 'removed', kind: 'connection', name: id, id })));
}
