/** OS::Heat::SoftwareConfig and OS::Heat::StructuredConfig: store a configuration. Immutable: every change is a new one. */
import type { ResourceType } from '@/lib/engine/resource-type';
import { inputDeclarations, outputDeclarations } from '@/lib/software/derive';
import { uuidFrom } from '@/lib/providers/uuid';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asMap, textOf } from '../values';

export function softwareConfig(ports: Pick<ResourcePorts, 'configs'>): ResourceType {
  return configType('OS::Heat::SoftwareConfig', '', ports);
}

export function structuredConfig(ports: Pick<ResourcePorts, 'configs'>): ResourceType {
  return configType('OS::Heat::StructuredConfig', {}, ports);
}

function configType(name: string, empty: '' | Record<string, never>, { configs }: Pick<ResourcePorts, 'configs'>): ResourceType {
  return {
    schema: runnable(name, 'builtin'),
    effects: 'external',
    async create(ctx, properties) {
      const id = uuidFrom('config', ctx.resource.id);
      const config = properties['config'] ?? empty;
      await configs.save(ctx.stack.projectId, {
        id,
        name: ctx.physicalName,
        group: textOf(properties['group']) ?? 'Heat::Ungrouped',
        config,
        inputs: inputDeclarations(properties['inputs']),
        outputs: outputDeclarations(properties['outputs']),
        options: asMap(properties['options']),
        secrets: ctx.secrets,
      });
      return { kind: 'complete', physicalResourceId: id, attributes: { config } };
    },
    async delete(ctx) {
      await configs.remove(uuidFrom('config', ctx.resource.id));
      return { kind: 'complete' };
    },
  };
}
