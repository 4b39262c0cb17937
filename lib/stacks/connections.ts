/** Connections as people manage them: to a Docker Engine. Whoever has one can do anything on its host, so it takes an administrator of the project. */
import { randomUUID } from 'node:crypto';
import type { Connection, ConnectionStore } from '@/lib/providers/connections';
import { faultOf } from '@/lib/providers/docker/errors';
import { dockerClient, readConnection } from '@/lib/providers/docker/hosts';
import { dockerProblems, type DockerSecrets, type DockerSettings, settingsJson } from '@/lib/providers/docker/settings';
import type { ConnectionInput, ConnectionTest, ConnectionView } from '@/lib/wire/connections';
import type { ActionResult } from '@/lib/wire/types';
import { connectionKinds } from '@/lib/store/connections';
import { type Caller, done, refuse, type StackPorts } from './ports';

export interface ConnectionPorts {
  connections: ConnectionStore;
}

/** People wait for it, in milliseconds. */
const TEST_WITHIN_MS = 10_000;
const NAME = /^[A-Za-z0-9][\w.-]{0,62}$/;
const NO_SUCH_CONNECTION = refuse('not_found', 'There is no such connection in this project. It may have been removed; the page Connections shows what is there.');

/** Of which kinds the project has connections: what runs on others cannot be deployed. */
export async function connectedKinds({ pool }: Pick<StackPorts, 'pool'>, { projectId }: Pick<Caller, 'projectId'>): Promise<ActionResult<string[]>> {
  return done([...(await connectionKinds(pool, projectId))]);
}

export async function listConnections({ connections }: ConnectionPorts, { projectId }: Caller): Promise<ActionResult<ConnectionView[]>> {
  const all = await connections.ofKind(projectId, 'docker');
  return done(all.map(viewOf));
}

export async function saveConnection(ports: ConnectionPorts, caller: Caller, input: ConnectionInput): Promise<ActionResult<ConnectionView>> {
  const read = await readInput(ports, caller, input);
  if (!read.ok) return read;
  const name = input.name.trim();
  if (!NAME.test(name)) return invalid([{ field: 'name', message: 'Expected a letter or digit first, then letters, digits, "_", "." and "-", 63 at most.' }]);
  const { settings, secrets, before } = read.value;
  const connection: Connection = {
    id: before?.id ?? randomUUID(), projectId: caller.projectId, kind: 'docker', name, settings: settingsJson(settings),
    secrets: secrets === null ? null : { ...secrets }, createdBy: before?.createdBy ?? caller.userName,
  };
  if (!(await ports.connections.save(connection))) return invalid([{ field: 'name', message: `This project has a connection "${name}" already.` }]);
  return done(viewOf(connection));
}

/** Asks the daemon what it is, with what the form says, saved or not. */
export async function testConnection(ports: ConnectionPorts, caller: Caller, input: ConnectionInput): Promise<ActionResult<ConnectionTest>> {
  const read = await readInput(ports, caller, input);
  if (!read.ok) return read;
  try {
    const engine = dockerClient(read.value.settings, read.value.secrets, TEST_WITHIN_MS);
    const { Version, ApiVersion, Os, Arch } = await engine.version();
    const { Containers } = await engine.info();
    return done({ text: `Docker Engine ${Version} (API ${ApiVersion}) for ${Os}/${Arch}, with ${Containers} ${Containers === 1 ? 'container' : 'containers'}.` });
  } catch (error) {
    const fault = faultOf(error);
    if (fault === null && !(error instanceof Error)) throw error;
    const message = fault?.message ?? (error instanceof Error ? error.message : '');
    return refuse('unreachable', `No Docker Engine answers at ${input.address}: ${message}. Is the daemon running there, and may Hearth's user use it?`);
  }
}

export async function removeConnection({ connections }: ConnectionPorts, { projectId }: Caller, id: string): Promise<ActionResult<null>> {
  if ((await connections.find(projectId, id))?.kind !== 'docker') return NO_SUCH_CONNECTION;
  const stacks = await connections.usedBy(id);
  if (stacks.length > 0) return refuse('conflict', `Stacks have resources there: ${stacks.join(', ')}. Delete them first.`);
  await connections.remove(id);
  return done(null);
}

interface Wanted {
  settings: DockerSettings;
  secrets: DockerSecrets | null;
  before: Connection | null;
}

async function readInput({ connections }: ConnectionPorts, { projectId }: Caller, input: ConnectionInput): Promise<ActionResult<Wanted>> {
  const before = input.id === null ? null : await connections.find(projectId, input.id);
  if (input.id !== null && before?.kind !== 'docker') return NO_SUCH_CONNECTION;
  const settings = { address: input.address.trim(), agentUrl: input.agentUrl.trim() };
  const secrets = input.tls === 'none' ? null : input.tls === 'keep' ? (before === null ? null : readConnection(before).secrets) : input.tls;
  const problems = dockerProblems(settings, secrets);
  return problems.length > 0 ? invalid(problems) : done({ settings, secrets, before });
}

function invalid(problems: readonly { field: string; message: string }[]): { ok: false; problem: { code: string; message: string; diagnostics: [] } } {
  return { ok: false, problem: { code: 'validation', message: problems.map(({ field, message }) => `${LABELS[field] ?? field}: ${message}`).join(' '), diagnostics: [] } };
}

const LABELS: Readonly<Record<string, string>> = { name: 'Name', address: 'Address', agentUrl: 'Where containers reach Hearth', ca: 'CA certificate', cert: 'Certificate', key: 'Key' };

function viewOf(connection: Connection): ConnectionView {
  const { settings, secrets } = readConnection(connection);
  return { id: connection.id, kind: 'docker', name: connection.name, ...settings, tls: secrets !== null, createdBy: connection.createdBy };
}
