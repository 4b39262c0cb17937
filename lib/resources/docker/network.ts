/** Hearth::Docker::Network: a network of a Docker Engine, in which containers find each other by name. */
import type { NetworkInspectInfo } from 'dockerode';
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { faultOf, unlessMissing } from '@/lib/providers/docker/errors';
import type { DockerHost } from '@/lib/providers/docker/hosts';
import { driftOf } from '../drift';
import { asMap, asText, nameOf, textOf } from '../values';
import { atEngine, type DockerPorts, dockerSchema, failed, isOurs, LABELS, labelsOf, madeBy } from './engine-call';

const schema = dockerSchema({
  name: 'Hearth::Docker::Network',
  description: 'A network of a Docker Engine. Containers in it reach each other by their names.',
  properties: {
    name: { type: 'String', description: 'How it is called; made from stack and resource where none is given.' },
    driver: { type: 'String', default: 'bridge', description: 'What carries it: bridge, overlay, macvlan, or the name of a plug-in.' },
    subnet: { type: 'String', constraints: [{ kind: 'custom_constraint', name: 'net_cidr' }], description: 'Its addresses, for example 10.30.0.0/24. Docker chooses some where none are given.' },
    gateway: { type: 'String', constraints: [{ kind: 'custom_constraint', name: 'ip_addr' }], description: 'The address of the host in it.' },
    internal: { type: 'Boolean', default: false, description: 'Whether nothing leads out of it.' },
    options: { type: 'Map', default: {}, description: 'Options of its driver.' },
    labels: LABELS,
  },
  attributes: {
    name: { type: 'String', description: 'How it is called.' },
    subnet: { type: 'String', description: 'Its addresses.' },
    gateway: { type: 'String', description: 'The address of the host in it.' },
    driver: { type: 'String', description: 'What carries it.' },
    show: { type: 'Map', description: 'Everything Docker tells of it.' },
  },
});

export function dockerNetwork(ports: DockerPorts): ResourceType {
  return {
    schema,
    effects: 'external',
    validate: ({ subnet, gateway }) => (textOf(gateway) !== null && textOf(subnet) === null ? ['Property gateway: an address in a network needs the property subnet.'] : []),
    create: (ctx, properties) => atEngine(ctx, properties, ports, (host) => make(ctx, properties, host)),
    delete: (ctx) => atEngine(ctx, ctx.resource.properties, ports, (host) => remove(ctx, host)),
    check: (ctx) => atEngine(ctx, ctx.resource.properties, ports, async ({ engine }) => {
      const found = await unlessMissing(inspect(engine.getNetwork(ctx.resource.physicalResourceId ?? '')));
      if (found === null) return failed('NotFound', `The network ${asText(ctx.resource.attributes['name'])} is not there any more.`);
      const { name, driver, subnet, gateway } = ctx.resource.properties;
      const drift = driftOf(given({ name, driver, subnet, gateway }), described(found));
      return { kind: 'complete', attributes: described(found), ...(drift === null ? {} : { reason: drift }) };
    }),
  };
}

async function make(ctx: ActionContext, properties: JsonMap, { engine }: DockerHost): Promise<Outcome> {
  // Names of networks are unique by convention only: what an earlier call has made is found by its label.
  const [earlier] = await engine.listNetworks({ filters: madeBy(ctx) });
  const id = earlier?.Id ?? (await engine.createNetwork(wanted(ctx, properties))).id;
  const found = await inspect(engine.getNetwork(id));
  return { kind: 'complete', physicalResourceId: found.Id, attributes: described(found) };
}

function wanted(ctx: ActionContext, properties: JsonMap) {
  const subnet = textOf(properties['subnet']);
  const gateway = textOf(properties['gateway']);
  const options = Object.entries(asMap(properties['options'])).map(([name, value]) => [name, asText(value)]);
  return {
    Name: nameOf(properties, ctx.physicalName),
    CheckDuplicate: true,
    Driver: textOf(properties['driver']) ?? 'bridge',
    Internal: properties['internal'] === true,
    ...(subnet === null ? {} : { IPAM: { Driver: 'default', Config: [{ Subnet: subnet, ...(gateway === null ? {} : { Gateway: gateway }) }] } }),
    Options: Object.fromEntries(options),
    Labels: labelsOf(ctx, properties),
  };
}

async function remove(ctx: ActionContext, { engine }: DockerHost): Promise<Outcome> {
  const made = await engine.listNetworks({ filters: madeBy(ctx) });
  const adopted = ctx.resource.physicalResourceId;
  const ids = new Set([...made.map(({ Id }) => Id), ...(adopted === null ? [] : [adopted])]);
  for (const id of ids) {
    const network = engine.getNetwork(id);
    const found = await unlessMissing(inspect(network));
    if (found === null) continue;
    try {
      await unlessMissing(network.remove());
    } catch (error) {
      const users = Object.values(found.Containers ?? {}).map(({ Name }) => Name);
      if (faultOf(error)?.kind === 'refused' && isOurs(ctx, found.Labels) && users.length > 0) {
        return failed('Conflict', `The network ${found.Name} is in use by containers that are not of this stack: ${users.join(', ')}. Disconnect them, and delete again.`);
      }
      throw error;
    }
  }
  return { kind: 'complete' };
}

async function inspect(network: { inspect(): Promise<NetworkInspectInfo> }): Promise<NetworkInspectInfo> {
  return network.inspect();
}

function described({ Id, Name, Driver, Scope, Internal, IPAM }: NetworkInspectInfo): JsonMap {
  const range = IPAM?.Config?.[0];
  const shown = { name: Name, driver: Driver, subnet: range?.['Subnet'] ?? '', gateway: range?.['Gateway'] ?? '' };
  return { ...shown, show: { id: Id, ...shown, scope: Scope, internal: Internal } };
}

function given(values: Record<string, JsonMap[string] | undefined>): JsonMap {
  return Object.fromEntries(Object.entries(values).flatMap(([name, value]) => (value === undefined || value === null ? [] : [[name, value]])));
}
