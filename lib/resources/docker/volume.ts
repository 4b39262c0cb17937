/** Hearth::Docker::Volume: data of containers that outlives them. */
import type { VolumeInspectInfo } from 'dockerode';
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { unlessMissing } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import { asMap, asText, nameOf, textOf } from '../values';
import { atEngine, type DockerPorts, dockerSchema, failed, isOurs, LABELS, labelsOf } from './engine-call';

const schema = dockerSchema({
  name: 'Hearth::Docker::Volume',
  description: 'A volume of a Docker Engine. Containers keep in it what is to outlive them; deletion_policy: Retain keeps it when the stack goes.',
  properties: {
    name: { type: 'String', description: 'How it is called; made from stack and resource where none is given.' },
    driver: { type: 'String', default: 'local', description: 'What keeps it: local, or the name of a plug-in.' },
    options: { type: 'Map', default: {}, description: 'Options of its driver.' },
    labels: LABELS,
  },
  attributes: {
    name: { type: 'String', description: 'How it is called.' },
    mountpoint: { type: 'String', description: 'Where it is on the host.' },
    driver: { type: 'String', description: 'What keeps it.' },
    show: { type: 'Map', description: 'Everything Docker tells of it.' },
  },
});

export function dockerVolume(ports: DockerPorts): ResourceType {
  return {
    schema,
    effects: 'external',
    create: (ctx, properties) => atEngine(ctx, properties, ports, (host) => make(ctx, properties, host)),
    delete: (ctx) => atEngine(ctx, ctx.resource.properties, ports, async ({ engine }) => {
      const name = ctx.resource.physicalResourceId ?? nameOf(ctx.resource.properties, ctx.physicalName);
      const found = await unlessMissing(engine.getVolume(name).inspect());
      // Creation may have been refused because it is somebody else's.
      if (found !== null && (ctx.resource.physicalResourceId !== null || isOurs(ctx, found.Labels))) await unlessMissing(engine.getVolume(name).remove());
      return { kind: 'complete' };
    }),
    check: (ctx) => atEngine(ctx, ctx.resource.properties, ports, async ({ engine }) => {
      const found = await unlessMissing(engine.getVolume(ctx.resource.physicalResourceId ?? '').inspect());
      return found === null
        ? failed('NotFound', `The volume ${ctx.resource.physicalResourceId} is not there any more.`)
        : { kind: 'complete', attributes: described(found) };
    }),
  };
}

/** Docker makes a volume of a name once, whoever asks how often: it is asked whose it is. */
async function make(ctx: ActionContext, properties: JsonMap, { engine, name: connection }: DockerHost): Promise<Outcome> {
  const name = nameOf(properties, ctx.physicalName);
  const options = Object.entries(asMap(properties['options'])).map(([option, value]) => [option, asText(value)]);
  await engine.createVolume({ Name: name, Driver: textOf(properties['driver']) ?? 'local', DriverOpts: Object.fromEntries(options), Labels: labelsOf(ctx, properties) });
  const found = await engine.getVolume(name).inspect();
  if (!isOurs(ctx, found.Labels)) {
    return failed('Conflict', `Property name: there is a volume "${name}" at "${connection}" already. Choose another name, or take it in with external_id: ${name}.`);
  }
  return { kind: 'complete', physicalResourceId: name, attributes: described(found) };
}

function described({ Name, Driver, Mountpoint, Scope }: VolumeInspectInfo): JsonMap {
  const shown = { name: Name, driver: Driver, mountpoint: Mountpoint };
  return { ...shown, show: { ...shown, scope: Scope } };
}
