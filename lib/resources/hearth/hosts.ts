/** Hearth::Hosts: the hosts of the project that have certain labels, as the map of servers that a deployment group takes. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap, TypeSchema } from '@/lib/hot/types';
import { uuidFrom } from '@/lib/providers/uuid';
import type { ResourcePorts } from '../ports';
import { numberOf, textsOf } from '../values';

const schema: TypeSchema = {
  name: 'Hearth::Hosts',
  description: 'Every host of the project that has these labels. Its attribute servers is what a deployment group takes, so that a configuration reaches all of them; every update of the stack looks again.',
  support: 'SUPPORTED',
  properties: {
    labels: { type: 'List', required: true, items: { type: 'String' }, constraints: [{ kind: 'length', min: 1 }], updateAllowed: true, description: 'Labels of the page Hosts. A host must have all of them.' },
    at_least: { type: 'Integer', default: 1, constraints: [{ kind: 'range', min: 0 }], updateAllowed: true, description: 'With fewer hosts than this the resource fails.' },
  },
  attributes: {
    servers: { type: 'Map', description: 'The ids of the hosts by their names: for the property servers of a deployment group.' },
    names: { type: 'List', description: 'What they are called, in the order of the alphabet.' },
    count: { type: 'Integer', description: 'How many there are.' },
  },
  updatePolicy: {},
  can: { signal: false, check: true, suspend: false, snapshot: false, update: true, nested: false },
  connections: ['builtin'],
  nameLimit: 255,
};

export function hostsByLabel({ hosts }: Pick<ResourcePorts, 'hosts'>): ResourceType {
  const look = async (ctx: ActionContext, properties: JsonMap): Promise<Outcome> => {
    const labels = textsOf(properties['labels']);
    const found = await hosts.labelled(ctx.stack.projectId, labels);
    const least = numberOf(properties['at_least'], 1);
    if (found.length < least) {
      const wanted = `${least} ${least === 1 ? 'host' : 'hosts'} with the ${labels.length === 1 ? 'label' : 'labels'} ${labels.join(', ')}`;
      return { kind: 'failed', errorType: 'NotFound', reason: `Expected ${wanted}, found ${found.length === 0 ? 'none' : found.length}. The page Hosts shows which host has which labels, and sets them.` };
    }
    const servers = byName(found);
    return { kind: 'complete', physicalResourceId: uuidFrom('hosts', ctx.resource.id), attributes: { servers, names: Object.keys(servers), count: found.length } };
  };
  return {
    schema,
    effects: 'none',
    updatedByEveryUpdate: () => true,
    create: look,
    update: (ctx, { after }) => look(ctx, after),
    check: (ctx) => look(ctx, ctx.resource.properties),
  };
}

/** Members of a group are named so, which excludes a slash; of hosts that share a name all but the first say their id. */
function byName(hosts: readonly { id: string; name: string }[]): Record<string, string> {
  const servers: Record<string, string> = {};
  for (const { id, name } of hosts) {
    const plain = name.replaceAll('/', '-');
    servers[Object.hasOwn(servers, plain) ? `${plain} (${id})` : plain] = id;
  }
  return servers;
}
