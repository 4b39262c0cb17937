/** Connections to OpenStack clouds, as people manage them. Whoever has one can do there what its user can, so it takes an administrator of the project. */
import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionStore } from '@/lib/providers/connections';
import { readConnection } from '@/lib/providers/openstack/clouds';
import { probeCloud } from '@/lib/providers/openstack/probe';
import { endpointsOf, openStackProblems, type OpenStackSettings, settingsJson } from '@/lib/providers/openstack/settings';
import type { CloudConnectionInput, CloudConnectionView, CloudTestStep } from '@/lib/wire/connections';
import type { ActionResult } from '@/lib/wire/types';
import { type Caller, done, refuse } from './ports';

export interface CloudConnectionPorts {
  connections: ConnectionStore;
}

const NAME = /^[A-Za-z0-9][\w.-]{0,62}$/;
const NO_SUCH_CONNECTION = refuse('not_found', 'There is no such connection in this project. It may have been removed; the page Connections shows what is there.');
const LABELS: Readonly<Record<string, string>> = {
  name: 'Name', authUrl: 'Address of Keystone', user: 'User', project: 'Project', credentialId: 'Id of the credential', secret: 'Password or secret', ca: 'CA certificate', dashboardUrl: 'Address of the dashboard', endpoints: 'Addresses of services',
};

export async function listCloudConnections({ connections }: CloudConnectionPorts, { projectId }: Caller): Promise<ActionResult<CloudConnectionView[]>> {
  return done((await connections.ofKind(projectId, 'openstack')).map(viewOf));
}

export async function saveCloudConnection(ports: CloudConnectionPorts, caller: Caller, input: CloudConnectionInput): Promise<ActionResult<CloudConnectionView>> {
  const read = await readInput(ports, caller, input);
  if (!read.ok) return read;
  const { settings, secret, before } = read.value;
  const name = input.name.trim();
  if (!NAME.test(name)) return invalid([{ field: 'name', message: 'Expected a letter or digit first, then letters, digits, "_", "." and "-", 63 at most.' }]);
  const connection: Connection = {
    id: before?.id ?? randomUUID(), projectId: caller.projectId, kind: 'openstack', name, settings: settingsJson(settings),
    secrets: settings.signIn === 'none' ? null : { secret }, createdBy: before?.createdBy ?? caller.userName,
  };
  if (!(await ports.connections.save(connection))) return invalid([{ field: 'name', message: `This project has a connection "${name}" already.` }]);
  return done(viewOf(connection));
}

/** Tries what the form says, saved or not. What does not work is an answer as well. */
export async function testCloudConnection(ports: CloudConnectionPorts, caller: Caller, input: CloudConnectionInput): Promise<ActionResult<CloudTestStep[]>> {
  const read = await readInput(ports, caller, input);
  return read.ok ? done(await probeCloud(read.value.settings, read.value.secret)) : read;
}

export async function removeCloudConnection({ connections }: CloudConnectionPorts, { projectId }: Caller, id: string): Promise<ActionResult<null>> {
  if ((await connections.find(projectId, id))?.kind !== 'openstack') return NO_SUCH_CONNECTION;
  const stacks = await connections.usedBy(id);
  if (stacks.length > 0) return refuse('conflict', `Stacks have resources there: ${stacks.join(', ')}. Delete them first.`);
  await connections.remove(id);
  return done(null);
}

interface Wanted {
  settings: OpenStackSettings;
  secret: string;
  before: Connection | null;
}

async function readInput({ connections }: CloudConnectionPorts, { projectId }: Caller, input: CloudConnectionInput): Promise<ActionResult<Wanted>> {
  const before = input.id === null ? null : await connections.find(projectId, input.id);
  if (input.id !== null && before?.kind !== 'openstack') return NO_SUCH_CONNECTION;
  const endpoints = endpointsOf(input.endpoints);
  if (endpoints === null) return invalid([{ field: 'endpoints', message: 'Expected one service a line: "type = URL", for example "workflowv2 = http://192.0.2.10:8989/v2".' }]);
  const text = (name: 'authUrl' | 'user' | 'userDomain' | 'project' | 'projectDomain' | 'credentialId' | 'region' | 'ca' | 'dashboardUrl'): string => input[name].trim();
  const settings: OpenStackSettings = {
    authUrl: text('authUrl'), signIn: input.signIn, user: text('user'), userDomain: text('userDomain'), project: text('project'), projectDomain: text('projectDomain'),
    credentialId: text('credentialId'), region: text('region'), interface: input.interface, ca: text('ca'), dashboardUrl: text('dashboardUrl'), endpoints,
  };
  const known = before === null ? null : readConnection(before);
  // A stored secret goes to the address it was given for, and to no other one.
  const same = known !== null && known.settings.authUrl === settingsJson(settings)['authUrl'] && known.settings.signIn === settings.signIn;
  const secret = input.secret === '' && same ? known.secret : input.secret;
  const problems = openStackProblems(settings, secret);
  return problems.length > 0 ? invalid(problems) : done({ settings, secret, before });
}

function invalid(problems: readonly { field: string; message: string }[]) {
  return refuse('validation', problems.map(({ field, message }) => `${LABELS[field] ?? field}: ${message}`).join(' '));
}

function viewOf(connection: Connection): CloudConnectionView {
  const { settings } = readConnection(connection);
  const { endpoints, ...shown } = settings;
  return {
    id: connection.id, kind: 'openstack', name: connection.name, ...shown, createdBy: connection.createdBy,
    endpoints: Object.entries(endpoints).map(([type, url]) => `${type} = ${url}`).join('\n'),
  };
}
