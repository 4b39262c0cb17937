/** OS::Heat::Stack: a stack from the text of a template. It is part of its parent's tree, so that both are one transaction. */
import type { ResourceType } from '@/lib/engine/resource-type';
import { parseTemplate } from '@/lib/hot';
import { runnable } from '../../schema';
import { asMap, textOf } from '../../values';

export const stack: ResourceType = {
  schema: runnable('OS::Heat::Stack', 'builtin'),
  effects: 'none',
  replaceWhenFailed: false,
  validate({ context }) {
    const elsewhere = ['region_name', 'credential_secret_id'].filter((key) => asMap(context)[key] !== undefined && asMap(context)[key] !== null);
    return elsewhere.length === 0 ? [] : [`context.${elsewhere.join(', context.')}: this project has no connection to another cloud. Leave the context out to create the stack here.`];
  },
  nested({ properties, arn }) {
    const { template, diagnostics } = parseTemplate(textOf(properties['template']) ?? '');
    const errors = diagnostics.filter((problem) => problem.severity === 'error').map((problem) => problem.message);
    if (template === null || errors.length > 0) return { ok: false, errorType: 'StackValidationFailed', reason: `Failed validating stack template: ${errors.join('; ')}` };
    return { ok: true, template, parameters: asMap(properties['parameters']), data: { name: arn.split('/').at(-2) ?? '' } };
  },
  attribute(resource, name) {
    if (name === 'outputs') return resource.attributes;
    return name === 'stack_name' ? (resource.data['name'] ?? null) : null;
  },
};
