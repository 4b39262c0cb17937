/** The network connections of a server: ports of the template, or ports made for it. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { attach, DEFAULT_NETWORK } from '@/lib/providers/sandbox/network';
import type { CloudObject, CloudStore } from '@/lib/providers/sandbox/cloud';
import { uuidFrom } from '@/lib/providers/uuid';
import { asList, asMap, textOf, textsOf } from '../values';

export interface ConnectRequest {
  projectId: string;
  serverId: string;
  name: string;
  properties: JsonMap;
}

interface Attached {
  port: CloudObject;
  network: CloudObject;
}

export type Connected = { ok: true; attachments: Attached[] } | { ok: false; reason: string };

/** The same networks give the same ports and addresses again. */
export async function connect(cloud: CloudStore, request: ConnectRequest): Promise<Connected> {
  const wanted = asList(request.properties['networks']).map(asMap);
  const attachments: Attached[] = [];
  for (const [index, network] of (wanted.length > 0 ? wanted : [{}]).entries()) {
    if (network['allocate_network'] === 'none') continue;
    const one = textOf(network['port']) === null ? await makePort(cloud, request, network, index) : await takePort(cloud, request, network['port'] ?? null);
    if (!one.ok) return one;
    attachments.push(one.attached);
  }
  return { ok: true, attachments };
}

type One = { ok: true; attached: Attached } | { ok: false; reason: string };

async function makePort(cloud: CloudStore, { projectId, serverId, name }: ConnectRequest, network: JsonMap, index: number): Promise<One> {
  const networkId = (await networkOf(cloud, projectId, network)) ?? DEFAULT_NETWORK;
  const attached = await attach(cloud, {
    projectId,
    portId: uuidFrom('server-port', serverId, networkId, String(index)),
    portName: `${name}-port-${index}`,
    network: networkId,
    subnet: textOf(network['subnet']),
    fixedIp: textOf(network['fixed_ip']),
    body: { device_id: serverId, device_owner: 'compute:nova', own: true },
  });
  return attached.ok ? { ok: true, attached } : attached;
}

/** A subnet alone says which network is meant. */
async function networkOf(cloud: CloudStore, projectId: string, network: JsonMap): Promise<string | null> {
  const named = textOf(network['network']) ?? textOf(network['uuid']);
  const subnet = textOf(network['subnet']);
  if (named !== null || subnet === null) return named;
  return (await cloud.find(projectId, 'subnet', subnet))?.parentId ?? null;
}

async function takePort(cloud: CloudStore, { projectId, serverId }: ConnectRequest, id: Json): Promise<One> {
  const port = await cloud.find(projectId, 'port', String(id));
  if (port === null) return { ok: false, reason: `Port ${String(id)} could not be found.` };
  const network = await cloud.find(projectId, 'network', port.parentId ?? '');
  if (network === null) return { ok: false, reason: `Network ${String(port.parentId)} could not be found.` };
  const taken = { ...port, body: { ...port.body, device_id: serverId, device_owner: 'compute:nova' } };
  await cloud.save(taken);
  return { ok: true, attached: { port: taken, network } };
}

/** Ports of the template are let go, ports made for the server are removed. */
export async function release(cloud: CloudStore, projectId: string, serverId: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const port = await cloud.find(projectId, 'port', id);
    if (port === null || port.body['device_id'] !== serverId) continue;
    if (port.body['own'] === true) await cloud.remove(id);
    else await cloud.save({ ...port, body: { ...port.body, device_id: '', device_owner: '' } });
  }
}

export function portsOf(data: JsonMap): string[] {
  return textsOf(data['ports']);
}
