/** How addresses are given out in the sandbox: the subnets of the template where it has some, invented networks where it only names one. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import { type AddressRange, contains, defaultGateway, defaultPools, parseCidr } from './addresses';
import { chooser, type CloudObject, type CloudStore, macAddress } from './cloud';

/** The network of servers that name none. */
export const DEFAULT_NETWORK = 'private';

export interface AttachRequest {
  projectId: string;
  /** Of the port; the same id gets the same address again. */
  portId: string;
  portName: string;
  /** Id or name. One that the sandbox does not have is made up, as an operator's network would be there already. */
  network: string;
  subnet: string | null;
  fixedIp: string | null;
  body: JsonMap;
}

export type Attachment = { ok: true; port: CloudObject; network: CloudObject; subnet: CloudObject } | { ok: false; reason: string };

export async function attach(cloud: CloudStore, request: AttachRequest): Promise<Attachment> {
  const network = await findOrInventNetwork(cloud, request.projectId, request.network);
  const subnets = await subnetsOf(cloud, network);
  const subnet = chooseSubnet(subnets, request);
  if (subnet === null) return { ok: false, reason: subnetProblem(network, subnets, request) };
  const port = await cloud.claim(
    {
      id: request.portId,
      projectId: request.projectId,
      kind: 'port',
      name: request.portName,
      parentId: network.id,
      address: null,
      body: { ...request.body, mac_address: macAddress(request.portId), subnet_id: subnet.id },
    },
    chooser(poolsOf(subnet), request.fixedIp),
  );
  if (port === null) {
    const reason = request.fixedIp === null
      ? `No more IP addresses available on network ${network.id}.`
      : `IP address ${request.fixedIp} already allocated in subnet ${subnet.id}`;
    return { ok: false, reason };
  }
  return { ok: true, port, network, subnet };
}

export async function findOrInventNetwork(cloud: CloudStore, projectId: string, idOrName: string): Promise<CloudObject> {
  const found = await cloud.find(projectId, 'network', idOrName);
  if (found !== null) return found;
  const network: CloudObject = {
    id: uuidFrom('network', projectId, idOrName), projectId, kind: 'network', name: idOrName, parentId: null, address: null,
    body: { admin_state_up: true, status: 'ACTIVE', shared: true },
  };
  await cloud.save(network);
  return network;
}

async function subnetsOf(cloud: CloudStore, network: CloudObject): Promise<CloudObject[]> {
  const known = await cloud.children(network.id, 'subnet');
  if (known.length > 0) return known;
  const invented = inventSubnet(network);
  await cloud.save(invented);
  return [invented];
}

/** The same network always gets the same subnet: a /24 of 10.0.0.0/8. */
function inventSubnet(network: CloudObject): CloudObject {
  const id = uuidFrom('subnet', network.id);
  const byte = (at: number): number => Number.parseInt(id.slice(at, at + 2), 16);
  const cidr = `10.${byte(0)}.${byte(2)}.0/24`;
  return {
    id, projectId: network.projectId, kind: 'subnet', name: `${network.name}-subnet`, parentId: network.id, address: null, body: subnetBody({ cidr, ip_version: 4 }),
  };
}

/** What Neutron would fill in: gateway and pools. `properties` are those of the template. */
export function subnetBody(properties: JsonMap): JsonMap {
  const cidr = typeof properties['cidr'] === 'string' ? parseCidr(properties['cidr']) : null;
  if (cidr === null) return properties;
  const given = properties['gateway_ip'];
  // An empty gateway is how templates say "none".
  const gateway = given === '' ? null : typeof given === 'string' ? given : defaultGateway(cidr);
  const pools = Array.isArray(properties['allocation_pools']) && properties['allocation_pools'].length > 0
    ? properties['allocation_pools']
    : defaultPools(cidr, gateway).map((pool): Json => ({ ...pool }));
  return { ...properties, gateway_ip: gateway, allocation_pools: pools };
}

function chooseSubnet(subnets: readonly CloudObject[], { subnet, fixedIp }: AttachRequest): CloudObject | null {
  const named = subnet === null ? subnets : subnets.filter((candidate) => candidate.id === subnet || candidate.name === subnet);
  if (fixedIp === null) return named[0] ?? null;
  return named.find((candidate) => {
    const cidr = parseCidr(String(candidate.body['cidr'] ?? ''));
    return cidr !== null && contains(cidr, fixedIp);
  }) ?? null;
}

function subnetProblem(network: CloudObject, subnets: readonly CloudObject[], { subnet, fixedIp }: AttachRequest): string {
  const known = subnets.map((candidate) => `${candidate.name} (${String(candidate.body['cidr'])})`).join(', ');
  return subnet !== null
    ? `The network ${network.name} has no subnet ${subnet}; it has ${known}.`
    : `${fixedIp} is not in a subnet of the network ${network.name}; it has ${known}.`;
}

function poolsOf(subnet: CloudObject): AddressRange[] {
  const pools = subnet.body['allocation_pools'];
  if (!Array.isArray(pools)) return [];
  return pools.flatMap((pool) =>
    typeof pool === 'object' && pool !== null && !Array.isArray(pool) && typeof pool['start'] === 'string' && typeof pool['end'] === 'string'
      ? [{ start: pool['start'], end: pool['end'] }]
      : [],
  );
}

/** What `OS::Nova::Server` shows as `addresses` and `networks`: by name and by id of the network, as Heat has it. */
export function addressAttributes(attachments: readonly { port: CloudObject; network: CloudObject }[]): JsonMap {
  const addresses: JsonMap = {};
  const networks: JsonMap = {};
  for (const { port, network } of attachments) {
    const address = port.address ?? '';
    const entry: JsonMap = {
      addr: address, version: address.includes(':') ? 6 : 4, 'OS-EXT-IPS:type': 'fixed', 'OS-EXT-IPS-MAC:mac_addr': port.body['mac_address'] ?? null,
      port: port.id,
    };
    for (const key of [network.name, network.id]) {
      addresses[key] = [...listOf(addresses[key]), entry];
      networks[key] = [...listOf(networks[key]), address];
    }
  }
  const all = attachments.map(({ port }) => port.address ?? '');
  const first = all[0] ?? '';
  return {
    addresses,
    networks,
    first_address: first,
    accessIPv4: all.find((address) => !address.includes(':')) ?? '',
    accessIPv6: all.find((address) => address.includes(':')) ?? '',
  };
}

function listOf(value: Json | undefined): Json[] {
  return Array.isArray(value) ? value : [];
}
