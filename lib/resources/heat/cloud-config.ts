/** OS::Heat::CloudConfig: user data for cloud-init, stored as text. */
import { stringify } from 'yaml';
import type { ResourceType } from '@/lib/engine/resource-type';
import { uuidFrom } from '@/lib/providers/uuid';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asMap } from '../values';

export function cloudConfig({ configs }: Pick<ResourcePorts, 'configs'>): ResourceType {
  return {
    schema: runnable('OS::Heat::CloudConfig', 'builtin'),
    effects: 'external',
    async create(ctx, properties) {
      const id = uuidFrom('config', ctx.resource.id);
      const config = `#cloud-config\n${stringify(asMap(properties['cloud_config']))}`;
      await configs.save(ctx.stack.projectId, {
        id, name: ctx.physicalName, group: 'Heat::Ungrouped', config, inputs: [], outputs: [], options: {}, secrets: ctx.secrets,
      });
      return { kind: 'complete', physicalResourceId: id, attributes: { config } };
    },
    async delete(ctx) {
      await configs.remove(uuidFrom('config', ctx.resource.id));
      return { kind: 'complete' };
    },
  };
}
