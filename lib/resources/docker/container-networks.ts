/** The networks a container is in, made what they are to be. */
import type { ContainerInspectInfo } from 'dockerode';
import { sameJson } from '@/lib/hot/json';
import { unlessMissing } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import type { JsonMap } from '@/lib/hot/types';
import { networksOf } from './container-request';

/** Joins what is missing and, where networks are given, leaves what is not among them. Null, or the network that is not there. */
export async function joinNetworks({ engine }: DockerHost, container: ContainerInspectInfo, properties: JsonMap): Promise<string | null> {
  const wanted = networksOf(properties);
  const present = Object.entries(container.NetworkSettings.Networks ?? {});
  const isIn = (network: string): boolean => present.some(([name, { NetworkID }]) => name === network || NetworkID === network);
  for (const { network, endpoint } of wanted) {
    if (isIn(network)) continue;
    const joined = await unlessMissing(engine.getNetwork(network).connect({ Container: container.Id, EndpointConfig: endpoint }).then(() => true));
    if (joined === null) return network;
  }
  return null;
}

/** For an update: networks that were given up or are to be joined otherwise are left; joining comes afterwards. */
export async function leaveNetworks({ engine }: DockerHost, container: ContainerInspectInfo, before: JsonMap, after: JsonMap): Promise<void> {
  const wanted = networksOf(after);
  for (const old of networksOf(before)) {
    const kept = wanted.find(({ network }) => network === old.network);
    if (kept !== undefined && sameJson(toJson(kept.endpoint), toJson(old.endpoint))) continue;
    const present = Object.entries(container.NetworkSettings.Networks ?? {}).some(([name, { NetworkID }]) => name === old.network || NetworkID === old.network);
    if (present) await unlessMissing(engine.getNetwork(old.network).disconnect({ Container: container.Id, Force: true }));
  }
}

function toJson(endpoint: { Aliases?: string[] | undefined; IPAMConfig?: { IPv4Address?: string | undefined } | undefined }): JsonMap {
  return { aliases: endpoint.Aliases ?? [], address: endpoint.IPAMConfig?.IPv4Address ?? null };
}
