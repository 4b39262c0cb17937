/** Answers about stacks. */
import { z } from 'zod';
import { anything, anyMap, links, map, noTime, shape, text, texts, textMap, time } from './parts';

const common = {
  id: text('The id of the stack.'), links, stack_name: z.string(),
  stack_status: text('Action and status: CREATE_COMPLETE, UPDATE_IN_PROGRESS.'), stack_status_reason: z.string(),
  creation_time: time, updated_time: noTime, deletion_time: noTime,
  stack_owner: text('Who made it.'), parent: z.string().nullable().meta({ description: 'Of a nested stack: the stack it is part of.' }), stack_user_project_id: z.string(),
};

export const StackItem = shape('StackItem', {
  ...common, description: text('Empty in lists.'), tags: z.array(z.string()).nullable().meta({ description: 'null when it has none.' }), project: text('The project it belongs to.'),
});

export const Output = shape('Output', {
  output_key: z.string(), description: z.string(), output_value: anything('Its value; null where it has none.'), output_error: text('Why it has none.').optional(),
});

const details = {
  description: z.string(), template_description: z.string(), capabilities: z.array(z.never()), notification_topics: z.array(z.never()),
  disable_rollback: z.boolean(), timeout_mins: z.int().nullable(), tags: z.array(z.string()), parameters: textMap('Effective values, as text; hidden ones masked.'),
};

export const Stack = shape('Stack', { ...common, ...details, outputs: z.array(Output).optional().meta({ description: 'Absent in lists, of deleted stacks, and with resolve_outputs=false.' }) });

const identity = map({ stack_name: z.string(), stack_id: z.string(), tenant: z.string(), path: z.string() });
const prospect = {
  resource_name: z.string(), resource_type: z.string(), physical_resource_id: text('Empty of what is not there yet.'),
  resource_action: z.string(), resource_status: z.string(), resource_status_reason: z.string(), resource_identity: identity, stack_identity: identity, stack_name: z.string(),
  creation_time: noTime, updated_time: noTime, description: z.string(), required_by: texts('Names of the resources that depend on it.'),
  attributes: anyMap('By name; null where nothing is known yet.'), metadata: anyMap('As the template has it.'), parent_resource: text('Of a nested stack: the resource it is.').optional(),
};

export const ResourceChange = shape('ResourceChange', prospect);
const PreviewedResource = shape('PreviewedResource', { ...prospect, properties: anyMap('With defaults; null where nothing is known yet.') });
/** In the place of a resource that is a stack of its own stands the list of its resources. */
type Previewed = z.infer<typeof PreviewedResource> | Previewed[];
const Previewed: z.ZodType<Previewed> = z.lazy(() => z.union([PreviewedResource, z.array(Previewed)])).meta({ id: 'Previewed' });

const { stack_status: _status, stack_status_reason: _reason, ...thought } = common;

export const PreviewedStack = shape('PreviewedStack', {
  ...thought, ...details, id: text('None: it is not there.'), stack_user_project_id: z.null(), outputs: z.array(z.never()), resources: z.array(Previewed).meta({ description: 'Of a nested stack: a list within the list.' }),
});

const changes = (description: string) => z.array(ResourceChange).meta({ description });
export const ResourceChanges = shape('ResourceChanges', {
  unchanged: changes('What stays as it is.'), updated: changes('What changes in place.'), replaced: changes('What is made anew.'), added: changes('What is new.'), deleted: changes('What goes.'),
});
