/** What creating or updating a stack would do; nothing is stored. */
import { z } from 'zod';
import { maskJson } from '@/lib/engine';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { checkDefinition, type Definition } from '@/lib/stacks/definition';
import { keptSecrets, openStack } from '@/lib/stacks/find';
import { planFor } from '@/lib/stacks/plan';
import { NO_SUCH_STACK } from '@/lib/stacks/ports';
import { immutableRefusal } from '@/lib/stacks/immutable';
import { updateRefusal } from '@/lib/stacks/update-stack';
import { listResourceRecords, type ResourceRecord } from '@/lib/store/resource-listing';
import { stackByName, type StackRecord } from '@/lib/store/stack-listing';
import type { PlanDecision, PlanView } from '@/lib/wire/types';
import { createBody, type Source, updateBody } from '../definition-body';
import { HeatFault } from '../fault';
import { subjectOf } from '../find';
import type { HeatPorts } from '../ports';
import { flag, nothingEmpty } from '../query';
import { faultOf, granted } from '../refusal';
import { link, time } from '../render/links';
import { previewedResource, previewedResources, type PreviewedStack, childOf } from '../render/preview';
import { attributesOf } from '../render/resource';
import { stackParameters } from '../render/stack';
import { type Call, NO_QUERY, route } from '../route';
import { map } from '../shapes/parts';
import { PreviewedStack as PreviewedStackShape, ResourceChanges } from '../shapes/stack';
import { partialUpdate, wholeUpdate } from './stack';
import { newStack } from './stacks';

const create = route({
  method: 'POST', path: '/stacks/preview', tag: 'Stacks', summary: 'What creating a stack would make', policy: 'stacks:preview', role: 'reader', status: 200,
  answer: 'stack with its resources, those of nested stacks as lists within the list', returns: map({ stack: PreviewedStackShape }), query: NO_QUERY, body: createBody,
  async handler({ ports, caller, base, body }) {
    const { name, source, options } = await newStack(ports, caller, body);
    if ((await stackByName(ports.pool, caller.projectId, name)) !== null) throw new HeatFault('StackExists', `The Stack (${name}) already exists.`);
    const { bound, sources } = checked(await checkDefinition(ports, caller, source, { stackName: name, stackId: null }));
    const stack: PreviewedStack = { name, id: 'None', projectId: caller.projectId, bound, sources, parentResource: null, depth: 0 };
    const description = bound.template.description || 'No description';
    return {
      stack: masked({
        id: 'None', stack_name: name, links: [link('self', `${base}/stacks/${encodeURIComponent(name)}/None`)],
        description, template_description: description, capabilities: [], notification_topics: [],
        creation_time: time(new Date()), updated_time: null, deletion_time: null, parent: null,
        disable_rollback: (options.onFailure ?? 'keep') !== 'rollback', timeout_mins: options.timeoutMins ?? null, tags: options.tags ?? [],
        stack_owner: caller.userName, stack_user_project_id: null, outputs: [],
        parameters: stackParameters(bound, stack), resources: previewedResources(ports, stack),
      }, bound.hiddenValues),
    };
  },
});

function checked(result: Awaited<ReturnType<typeof checkDefinition>>): Definition {
  if (!result.ok) throw faultOf(result.problem);
  return result.value;
}

function masked(value: JsonMap, secrets: readonly string[]): JsonMap {
  const shown = maskJson(value, secrets);
  return isMap(shown) ? shown : value;
}

const showNested = nothingEmpty(z.object({ show_nested: flag('show_nested', false, 'What happens in nested stacks too.') }));
const UPDATES = {
  path: '/stacks/{stack_name}/{stack_id}/preview', tag: 'Stacks', role: 'member', status: 200, query: showNested, body: updateBody,
  answer: 'resource_changes: unchanged, updated, replaced, added, deleted', returns: map({ resource_changes: ResourceChanges }),
} as const;

const replace = route({
  ...UPDATES, method: 'PUT', summary: 'What an update would change', policy: 'stacks:preview_update',
  async handler(call) {
    const { stack, source } = await wholeUpdate(call);
    return changes(call, stack, source, 'all', call.query.show_nested);
  },
});

const patch = route({
  ...UPDATES, method: 'PATCH', summary: 'What an update of parts would change', policy: 'stacks:preview_update_patch',
  async handler(call) {
    const { stack, source, cleared } = await partialUpdate(call);
    return changes(call, stack, source, cleared, call.query.show_nested);
  },
});

async function changes({ ports, caller }: Call, stack: StackRecord, source: Source, forget: 'all' | readonly string[], nested: boolean): Promise<Json> {
  const head = await openStack(ports, caller, stack.id);
  if (head === null) throw faultOf(NO_SUCH_STACK.problem, subjectOf(stack));
  const refusal = updateRefusal(head);
  if (refusal !== null) throw faultOf(refusal.problem, subjectOf(stack));
  const definition = checked(await checkDefinition(ports, caller, source, { stackName: stack.name, stackId: stack.id, keptSecrets: await keptSecrets(ports, head, forget) }));
  const fixed = await immutableRefusal(ports, head, definition.template, definition.bound);
  if (fixed !== null) throw faultOf(fixed.problem);
  const plan = granted(await planFor(ports, head, { bound: definition.bound, sources: definition.sources, environment: source.environment, revisionId: null, inputs: null }), subjectOf(stack));
  const now = await listResourceRecords(ports.pool, stack, nested ? MOST_LEVELS : 0, true);
  const target: PreviewedStack = { name: stack.name, id: stack.id, projectId: stack.projectId, bound: definition.bound, sources: definition.sources, parentResource: null, depth: 0 };
  return { resource_changes: grouped(plan, nested, new Places(ports, target, now)) };
}

const MOST_LEVELS = 10;

const GROUPS: Readonly<Record<PlanDecision, string>> = { keep: 'unchanged', update: 'updated', replace: 'replaced', create: 'added', delete: 'deleted' };

/** What is updated or deleted is shown as it is, the rest as it will be. */
function grouped(plan: PlanView, nested: boolean, places: Places): JsonMap {
  const groups: Record<string, Json[]> = { unchanged: [], updated: [], replaced: [], added: [], deleted: [] };
  for (const { name, decision } of plan.entries) {
    if (name.includes('/') && !nested) continue;
    const item = decision === 'update' || decision === 'delete' ? (places.current(name) ?? places.target(name)) : (places.target(name) ?? places.current(name));
    if (item !== null) groups[GROUPS[decision]]?.push(item);
  }
  return groups;
}

/** Finds resources by the path the plan gives them: `group/0`. */
class Places {
  private readonly ports: HeatPorts;
  private readonly root: PreviewedStack;
  private readonly records: readonly ResourceRecord[];

  constructor(ports: HeatPorts, root: PreviewedStack, records: readonly ResourceRecord[]) {
    this.ports = ports;
    this.root = root;
    this.records = records;
  }

  target(path: string): JsonMap | null {
    const steps = path.split('/');
    let stack: PreviewedStack | null = this.root;
    for (const step of steps.slice(0, -1)) {
      const parent: PreviewedStack['bound'] | undefined = stack?.bound;
      const resource = parent?.resources.get(step);
      stack = stack === null || resource === undefined ? null : childOf(this.ports, stack, resource);
    }
    const resource = stack?.bound.resources.get(steps.at(-1) ?? '');
    return stack === null || resource === undefined ? null : previewedResource(stack, resource);
  }

  current(path: string): JsonMap | null {
    let stackId: string | null = this.root.id;
    const steps = path.split('/');
    for (const step of steps.slice(0, -1)) stackId = this.find(stackId, step)?.physicalResourceId ?? null;
    const record = this.find(stackId, steps.at(-1) ?? '');
    return record === null ? null : currentResource(this.ports, record, this.root.projectId);
  }

  private find(stackId: string | null, name: string): ResourceRecord | null {
    return this.records.find((record) => record.stackId === stackId && record.name === name) ?? null;
  }
}

function currentResource(ports: HeatPorts, record: ResourceRecord, projectId: string): JsonMap {
  const identity = { stack_name: record.stackName, stack_id: record.stackId, tenant: projectId };
  return {
    resource_name: record.name, resource_type: record.type, physical_resource_id: record.physicalResourceId ?? '',
    resource_action: record.action, resource_status: record.status, resource_status_reason: record.statusReason,
    resource_identity: { ...identity, path: `/resources/${record.name}` }, stack_identity: { ...identity, path: '' }, stack_name: record.stackName,
    creation_time: record.createdAt, updated_time: record.updatedAt, description: '', required_by: record.requiredBy,
    attributes: attributesOf(record, ports, []), metadata: record.metadata,
    ...(record.parentResource === null ? {} : { parent_resource: record.parentResource }),
  };
}

export const previewRoutes = [create, replace, patch];
