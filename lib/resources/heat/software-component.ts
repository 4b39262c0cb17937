/** OS::Heat::SoftwareComponent: several configurations under one name, each for some actions of the stack. */
import type { ResourceType } from '@/lib/engine/resource-type';
import type { JsonMap } from '@/lib/hot/types';
import { inputDeclarations, outputDeclarations } from '@/lib/software/derive';
import { uuidFrom } from '@/lib/providers/uuid';
import type { ResourcePorts } from '../ports';
import { runnable } from '../schema';
import { asList, asMap, textsOf } from '../values';

export function softwareComponent({ configs }: Pick<ResourcePorts, 'configs'>): ResourceType {
  return {
    schema: runnable('OS::Heat::SoftwareComponent', 'builtin'),
    effects: 'external',
    validate: (properties, { name }) =>
      hasRepeatedAction(properties) ? [`Defining more than one configuration for the same action in SoftwareComponent "${name}" is not allowed.`] : [],
    async create(ctx, properties) {
      const id = uuidFrom('config', ctx.resource.id);
      const parts = asList(properties['configs']);
      await configs.save(ctx.stack.projectId, {
        id,
        name: ctx.physicalName,
        group: 'component',
        config: { configs: parts },
        inputs: inputDeclarations(properties['inputs']),
        outputs: outputDeclarations(properties['outputs']),
        options: asMap(properties['options']),
        secrets: ctx.secrets,
      });
      return { kind: 'complete', physicalResourceId: id, attributes: { configs: parts } };
    },
    async delete(ctx) {
      await configs.remove(uuidFrom('config', ctx.resource.id));
      return { kind: 'complete' };
    },
  };
}

function hasRepeatedAction(properties: JsonMap): boolean {
  const actions = asList(properties['configs']).flatMap((part) => textsOf(asMap(part)['actions']));
  return new Set(actions).size < actions.length;
}
