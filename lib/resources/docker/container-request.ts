/** What Docker is asked for, from the properties of a container; and what it answers, as attributes. Pure. */
import type { ContainerCreateOptions, ContainerInspectInfo, EndpointSettings, HostConfig } from 'dockerode';
import type { JsonMap } from '@/lib/hot/types';
import { asList, asMap, asText, numberOf, textOf, textsOf } from '../values';

const MEBIBYTE = 1_048_576;
const NANO = 1_000_000_000;

/** What can change while it runs. */
export function limitsOf(properties: JsonMap): Required<Pick<HostConfig, 'Memory' | 'MemorySwap' | 'NanoCpus' | 'RestartPolicy'>> {
  const memory = numberOf(properties['memory'], 0) * MEBIBYTE;
  return {
    Memory: memory,
    // Docker's own default; an update that raises the memory must say it.
    MemorySwap: memory === 0 ? 0 : memory * 2,
    NanoCpus: Math.round(numberOf(properties['cpus'], 0) * NANO),
    RestartPolicy: { Name: textOf(properties['restart']) ?? 'no' },
  };
}

export interface WantedNetwork {
  network: string;
  endpoint: Partial<EndpointSettings>;
}

export function networksOf(properties: JsonMap): WantedNetwork[] {
  return asList(properties['networks']).map((item) => {
    const wanted = asMap(item);
    const address = textOf(wanted['address']);
    return {
      network: textOf(wanted['network']) ?? '',
      endpoint: { Aliases: textsOf(wanted['aliases']), ...(address === null || address === '' ? {} : { IPAMConfig: { IPv4Address: address } }) },
    };
  });
}

/** The host ports that are asked for by number, as "8080/tcp". */
export function hostPortsOf(properties: JsonMap): string[] {
  return asList(properties['ports']).flatMap((item) => {
    const { host_port: port, protocol } = asMap(item);
    return typeof port === 'number' ? [`${port}/${textOf(protocol) ?? 'tcp'}`] : [];
  });
}

/** Only the first network: Docker takes one at creation, others are joined before the start. */
export function createRequest(name: string, properties: JsonMap, labels: Record<string, string>): ContainerCreateOptions {
  const ports = asList(properties['ports']).map(asMap);
  const key = (port: JsonMap): string => `${numberOf(port['port'], 0)}/${textOf(port['protocol']) ?? 'tcp'}`;
  const bindings: Record<string, { HostPort: string; HostIp: string }[]> = {};
  for (const port of ports) (bindings[key(port)] ??= []).push({ HostPort: typeof port['host_port'] === 'number' ? `${port['host_port']}` : '', HostIp: textOf(port['host_address']) ?? '' });
  const [first] = networksOf(properties);
  const command = textsOf(properties['command']);
  const entrypoint = textsOf(properties['entrypoint']);
  const optional = { WorkingDir: textOf(properties['working_dir']), User: textOf(properties['user']), Hostname: textOf(properties['hostname']) };
  return {
    name,
    Image: textOf(properties['image']) ?? '',
    ...(command.length > 0 && { Cmd: command }),
    ...(entrypoint.length > 0 && { Entrypoint: entrypoint }),
    Env: Object.entries(asMap(properties['environment'])).map(([variable, value]) => `${variable}=${asText(value)}`),
    ...Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== null && value !== '')),
    Labels: labels,
    StopTimeout: numberOf(properties['stop_timeout'], 10),
    ExposedPorts: Object.fromEntries(ports.map((port) => [key(port), {}])),
    HostConfig: {
      ...limitsOf(properties),
      PortBindings: bindings,
      Binds: asList(properties['volumes']).map((item) => {
        const mount = asMap(item);
        return `${asText(mount['volume'])}:${asText(mount['path'])}${mount['read_only'] === true ? ':ro' : ''}`;
      }),
      CapAdd: textsOf(properties['cap_add']),
      ...(first && { NetworkMode: first.network }),
    },
    ...(first && { NetworkingConfig: { EndpointsConfig: { [first.network]: first.endpoint } } }),
  };
}

export function wasStarted({ State }: ContainerInspectInfo): boolean {
  return !State.StartedAt.startsWith('0001-');
}

export function nameIn({ Name }: { Name: string }): string {
  return Name.replace(/^\//, '');
}

export function describeContainer(found: ContainerInspectInfo, logs: string): JsonMap {
  const { State, NetworkSettings, Config } = found;
  const networks = Object.entries(NetworkSettings.Networks ?? {});
  const addresses = Object.fromEntries(networks.map(([network, { IPAddress }]) => [network, IPAddress]));
  // The order of networks is not kept by Docker; the one it was made in comes first.
  const first = found.HostConfig.NetworkMode ?? '';
  const main = networks.find(([network, { NetworkID }]) => network === first || NetworkID === first)?.[0];
  const ports = Object.entries(NetworkSettings.Ports ?? {}).flatMap(([inside, outside]) => (outside?.[0] ? [[inside, Number(outside[0].HostPort)] as const] : []));
  const shown: JsonMap = {
    name: nameIn(found),
    address: (main === undefined ? Object.values(addresses).find((address) => address !== '') : addresses[main]) ?? '',
    addresses,
    ports: Object.fromEntries(ports),
    state: State.Status,
    exit_code: State.Running ? null : State.ExitCode,
    image_id: found.Image,
  };
  return { ...shown, logs, show: { id: found.Id, ...shown, image: Config.Image, health: State.Health?.Status ?? null, started_at: State.StartedAt, restarts: found.RestartCount } };
}

/** Beside what was sent: what can be told from an inspection. */
export function foundProperties(found: ContainerInspectInfo): JsonMap {
  const { HostConfig, Config } = found;
  return {
    image: Config.Image,
    name: nameIn(found),
    restart: HostConfig.RestartPolicy?.Name === '' ? 'no' : (HostConfig.RestartPolicy?.Name ?? 'no'),
    ...(HostConfig.Memory ? { memory: HostConfig.Memory / MEBIBYTE } : {}),
    ...(HostConfig.NanoCpus ? { cpus: HostConfig.NanoCpus / NANO } : {}),
  };
}
