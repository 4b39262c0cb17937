/** Stacks in the shapes of Heat's API. */
import type { BoundStack } from '@/lib/hot';
import { parameterText } from '@/lib/hot';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { StackRecord } from '@/lib/store/stack-listing';
import type { OutputView } from '@/lib/wire/types';
import { link, stackUrl, time } from './links';

/** What lists and `show` have in common. */
function common(base: string, stack: StackRecord): JsonMap {
  return {
    id: stack.id,
    links: [link('self', stackUrl(base, stack))],
    stack_name: stack.name,
    stack_status: `${stack.action}_${stack.status}`,
    stack_status_reason: stack.statusReason,
    creation_time: time(stack.createdAt),
    updated_time: time(stack.updatedAt),
    deletion_time: time(stack.deletedAt),
    stack_owner: stack.createdBy,
    parent: stack.ownerId,
    stack_user_project_id: stack.projectId,
  };
}

/** An item of `GET /stacks`. Its description is always empty, as Heat's is: clients must not read the template for a list. */
export function stackItem(base: string, stack: StackRecord): JsonMap {
  return { ...common(base, stack), description: '', tags: stack.tags.length === 0 ? null : stack.tags, project: stack.projectId };
}

/** `bound` and `outputs` null: not known any more, or not asked for. */
export function stackDetail(base: string, stack: StackRecord, bound: BoundStack | null, outputs: Json[] | null): JsonMap {
  const description = bound?.template.description || 'No description';
  return {
    ...common(base, stack),
    description,
    template_description: description,
    capabilities: [],
    notification_topics: [],
    disable_rollback: stack.onFailure !== 'rollback',
    timeout_mins: stack.timeoutMins,
    tags: stack.tags,
    parameters: bound === null ? pseudoParameters('hot', stack) : stackParameters(bound, stack),
    ...(outputs === null ? {} : { outputs }),
  };
}

interface Identity {
  id: string;
  name: string;
  projectId: string;
}

/** As text, whatever the type; hidden ones masked. */
export function stackParameters(bound: BoundStack, stack: Identity): JsonMap {
  const shown: JsonMap = { ...pseudoParameters(bound.version.dialect, stack) };
  for (const schema of Object.values(bound.template.parameters)) {
    const value = bound.parameters[schema.name];
    if (value !== undefined) shown[schema.name] = parameterText(schema, value);
  }
  return shown;
}

function pseudoParameters(dialect: 'hot' | 'cfn', { id, name, projectId }: Identity): JsonMap {
  return dialect === 'hot'
    ? { 'OS::project_id': projectId, 'OS::stack_id': id, 'OS::stack_name': name }
    : { 'AWS::StackId': `arn:openstack:heat::${projectId}:stacks/${name}/${id}`, 'AWS::StackName': name, 'AWS::Region': 'ap-southeast-1' };
}

export function stackOutput({ name, description, value, error }: OutputView): JsonMap {
  return { output_key: name, description: description || 'No description given', output_value: value, ...(error === null ? {} : { output_error: error }) };
}
