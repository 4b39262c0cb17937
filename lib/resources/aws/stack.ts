/** AWS::CloudFormation::Stack: a stack from a template among the files, named by its URL. */
import type { ResourceType } from '@/lib/engine/resource-type';
import { runnable } from '../schema';
import { asMap, asText } from '../values';

const OUTPUT = 'Outputs.';

export const cloudFormationStack: ResourceType = {
  schema: runnable('AWS::CloudFormation::Stack', 'builtin'),
  effects: 'none',
  replaceWhenFailed: false,
  nested({ properties, template }) {
    const url = asText(properties['TemplateURL']);
    const found = template(url);
    if (found === null) return { ok: false, errorType: 'StackValidationFailed', reason: `The template "${url}" is not among the files of this stack, or cannot be read. Add it to the files under that name.` };
    return { ok: true, template: found, parameters: asMap(properties['Parameters']) };
  },
  // Its outputs are attributes of the resource, under a name of their own.
  memberAttribute: (resource, _members, attribute) => (attribute.startsWith(OUTPUT) ? (resource.attributes[attribute.slice(OUTPUT.length)] ?? null) : undefined),
};
