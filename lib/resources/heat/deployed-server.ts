/**
 * OS::Heat::DeployedServer: a machine that nobody here made. Its operator writes what `os_collect_config` shows to it, or joins it with Hearth's own
 * agent on the Hosts page; then configurations are deployed to it as to any server.
 */
import type { ActionContext, Outcome, ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { tokenHash } from '@/lib/software/agent-api';
import { collectMetadata } from '../collect-metadata';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asMap, nameOf } from '../values';

type Ports = Pick<ResourcePorts, 'servers' | 'addresses'>;

export function deployedServer(ports: Ports): ResourceType {
  return {
    schema: runnable('OS::Heat::DeployedServer', 'builtin'),
    effects: 'external',
    async create(ctx, properties) {
      const shown = describe(ctx, properties, ports);
      await ports.servers.save({
        id: ctx.resource.id,
        projectId: ctx.stack.projectId,
        stackId: ctx.stack.id,
        resourceId: ctx.resource.id,
        name: nameOf(properties, ctx.physicalName),
        kind: 'deployed',
        // Nobody knows it before the machine is joined.
        tokenHash: tokenHash(`${ctx.resource.id} ${ports.addresses.user(ctx).secretKey}`),
        directory: null,
        address: null,
        metadata: shown.metadata ?? {},
      });
      return { ...shown, physicalResourceId: ctx.resource.id };
    },
    async update(ctx, { after }) {
      const shown = describe(ctx, after, ports);
      await ports.servers.describe(ctx.resource.id, { name: nameOf(after, ctx.physicalName), metadata: shown.metadata ?? {} });
      return shown;
    },
    async delete(ctx) {
      await ports.servers.markDeleted(ctx.resource.id);
      return { kind: 'complete' };
    },
    suspend: () => ({ kind: 'complete' }),
    resume: () => ({ kind: 'complete' }),
  };
}

function describe(ctx: ActionContext, properties: JsonMap, ports: Ports): Outcome {
  const { metadata, block } = collectMetadata(ctx, properties, ports);
  return {
    kind: 'complete',
    metadata: { ...asMap(properties['metadata']), ...metadata },
    attributes: { name: nameOf(properties, ctx.physicalName), os_collect_config: block },
  };
}
