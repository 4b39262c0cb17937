/**
 * A container that takes the place of another one of its resource is made before that one goes, so that a failed update finds it again. Where both
 * want the same name or the same port of the host, the older one steps aside: it is renamed and stopped. When the newer one is deleted and the older
 * one is still there, the update was rolled back, and it gets its place back.
 */
import type { ContainerInspectInfo } from 'dockerode';
import type { ActionContext } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { unlessMissing } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import { hostPortsOf, nameIn } from './container-request';
import { isOurs, madeForSame } from './engine-call';

/** In its name stands who took its place, and whether it has to be started when it gets it back. */
const suffixOf = ({ resource }: ActionContext, stopped: boolean): string => `.${stopped ? 'stopped' : 'renamed'}-for-${resource.id.slice(0, 8)}`;

export async function setAside(ctx: ActionContext, host: DockerHost, name: string, properties: JsonMap): Promise<void> {
  const wanted = hostPortsOf(properties);
  for (const older of await others(ctx, host)) {
    const container = host.engine.getContainer(older.Id);
    const sameName = nameIn(older) === name;
    const samePort = older.State.Running && portsOf(older).some((port) => wanted.includes(port));
    if (!sameName && !samePort) continue;
    await container.rename({ name: `${nameIn(older)}${suffixOf(ctx, samePort)}` });
    if (samePort) await container.stop();
  }
}

export async function giveBack(ctx: ActionContext, host: DockerHost): Promise<void> {
  for (const older of await others(ctx, host)) {
    const name = nameIn(older);
    const suffix = [suffixOf(ctx, true), suffixOf(ctx, false)].find((end) => name.endsWith(end));
    if (suffix === undefined) continue;
    const container = host.engine.getContainer(older.Id);
    // Started first: after a crash in between, its name still says what is to be done.
    if (suffix === suffixOf(ctx, true)) await container.start();
    await container.rename({ name: name.slice(0, -suffix.length) });
  }
}

async function others(ctx: ActionContext, { engine }: DockerHost): Promise<ContainerInspectInfo[]> {
  const same = await engine.listContainers({ all: true, filters: madeForSame(ctx) });
  const found = await Promise.all(same.filter(({ Labels }) => !isOurs(ctx, Labels)).map(({ Id }) => unlessMissing(engine.getContainer(Id).inspect())));
  return found.filter((container) => container !== null);
}

function portsOf({ HostConfig }: ContainerInspectInfo): string[] {
  const bindings: unknown = HostConfig.PortBindings;
  if (typeof bindings !== 'object' || bindings === null) return [];
  return Object.entries(bindings).flatMap(([inside, outside]: [string, unknown]) =>
    Array.isArray(outside) ? outside.flatMap((each: unknown) => (typeof each === 'object' && each !== null && 'HostPort' in each && each.HostPort !== '' ? [`${String(each.HostPort)}/${inside.split('/')[1] ?? 'tcp'}`] : [])) : [],
  );
}
