/** Hearth::Host: a machine that somebody has joined to the project, as a server for deployments. It is there before the stack and after it. */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap, TypeSchema } from '@/lib/hot/types';
import type { ResourcePorts } from '../ports';
import { textOf } from '../values';

const schema: TypeSchema = {
  name: 'Hearth::Host',
  description: 'A machine that was joined on the page Hosts. Configurations are deployed to it as to any server; the stack neither makes nor deletes it.',
  support: 'SUPPORTED',
  properties: { host: { type: 'String', required: true, description: 'The name of the host, or its id where several have the same name.' } },
  attributes: {
    name: { type: 'String', description: 'What it is called.' },
    system: { type: 'String', description: 'What its agent said about it: kernel, release and processor.' },
  },
  updatePolicy: {},
  can: { signal: false, check: true, suspend: false, snapshot: false, update: false, nested: false },
  connections: ['builtin'],
  nameLimit: 255,
};

export function host({ hosts }: Pick<ResourcePorts, 'hosts'>): ResourceType {
  const look = async (ctx: ActionContext, properties: JsonMap): Promise<Outcome> => {
    const wanted = textOf(properties['host']) ?? '';
    const [found, second] = await hosts.findHost(ctx.stack.projectId, wanted);
    if (found === undefined) {
      return { kind: 'failed', errorType: 'NotFound', reason: `Property host: no host of this project is called "${wanted}". The page Hosts shows them, and the command with which a machine joins.` };
    }
    if (second !== undefined && found.id !== wanted) {
      return { kind: 'failed', errorType: 'NotFound', reason: `Property host: several hosts are called "${wanted}". Use the id of one, which the page Hosts shows.` };
    }
    return { kind: 'complete', physicalResourceId: found.id, attributes: { name: found.name, system: found.system ?? '' } };
  };
  return {
    schema,
    effects: 'none',
    create: look,
    check: (ctx) => look(ctx, { host: ctx.resource.physicalResourceId ?? '' }),
  };
}
