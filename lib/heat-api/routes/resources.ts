/** Resources of a stack. */
import { z } from 'zod';
import { isMap } from '@/lib/hot/json';
import type { Json, JsonMap } from '@/lib/hot/types';
import { className } from '@/lib/hot/validation/class-names';
import { deployedStack } from '@/lib/stacks/deployed';
import { markUnhealthy } from '@/lib/stacks/mark-unhealthy';
import { resourceMetadata } from '@/lib/stacks/resource-metadata';
import { signalResource } from '@/lib/stacks/signal-resource';
import { listResourceRecords, type ResourceRecord } from '@/lib/store/resource-listing';
import type { StackRecord } from '@/lib/store/stack-listing';
import { badRequest, explanationOf } from '../fault';
import { liveStackOf, resourceOf, stackOf } from '../find';
import { count, flag, list } from '../query';
import { granted } from '../refusal';
import { resourceDetail, resourceItem } from '../render/resource';
import { type Call, NO_BODY, NO_QUERY, route } from '../route';
import { anything, map } from '../shapes/parts';
import { Resource, ResourceItem } from '../shapes/resource';

const ROOT = '/stacks/{stack_name}/{stack_id}/resources';
const ONE = `${ROOT}/{resource_name}`;
const RESOURCES = { tag: 'Resources', body: NO_BODY, query: NO_QUERY } as const;

const listQuery = z.strictObject({
  nested_depth: count('nested_depth', 'Levels of nested stacks whose resources are listed too.'),
  with_detail: flag('with_detail', false, 'Descriptions and attributes too.'),
  type: list('Resources of these types.'),
  status: list('COMPLETE, FAILED, IN_PROGRESS.'),
  name: list('Resources of these names.'),
  action: list('CREATE, UPDATE, ...'),
  id: list('Ids of resources.'),
  physical_resource_id: list('Ids of what they stand for.'),
}, { error: (issue) => (issue.code === 'unrecognized_keys' ? `Invalid filter parameters [${issue.keys.map((key) => `'${key}'`).join(', ')}]` : undefined) });

const listResources = route({
  ...RESOURCES, method: 'GET', path: ROOT, summary: 'List the resources of a stack', policy: 'resource:index', role: 'reader', status: 200, answer: 'resources', returns: map({ resources: z.array(ResourceItem) }), query: listQuery,
  async handler(call) {
    const { ports, base, query } = call;
    const stack = await stackOf(call);
    // What was deleted has no resources any more.
    if (stack.deletedAt !== null) return { resources: [] };
    const records = (await listResourceRecords(ports.pool, stack, query.nested_depth ?? 0, query.with_detail)).filter((record) => passes(record, query));
    if (!query.with_detail) return { resources: records.map((record) => itemOf(base, record, stack.id)) };
    const deployed = await deployedStack(ports, stack);
    return {
      resources: records.map((record) => {
        const { parent_resource: parent, ...detail } = resourceDetail(base, record, ports, record.stackId === stack.id ? (deployed?.bound.template.resources[record.name]?.description ?? '') : '');
        return { ...detail, ...(record.stackId === stack.id || parent === undefined ? {} : { parent_resource: parent }) };
      }),
    };
  },
});

/** `parent_resource` is told of the resources of nested stacks only when they are listed with their parent's. */
function itemOf(base: string, record: ResourceRecord, listedStack: string): JsonMap {
  const { parent_resource: parent, ...item } = resourceItem(base, record);
  return record.stackId === listedStack || parent === undefined ? item : { ...item, parent_resource: parent };
}

function passes(record: ResourceRecord, query: z.output<typeof listQuery>): boolean {
  const has = (wanted: readonly string[], value: string | null): boolean => wanted.length === 0 || (value !== null && wanted.includes(value));
  return has(query.type, record.type) && has(query.name, record.name) && has(query.action, record.action) && has(query.id, record.id)
    && has(query.physical_resource_id, record.physicalResourceId) && (has(query.status, record.status) || has(query.status, `${record.action}_${record.status}`));
}

const show = route({
  ...RESOURCES, method: 'GET', path: ONE, summary: 'Show a resource', policy: 'resource:show', role: 'reader', status: 200, answer: 'resource', returns: map({ resource: Resource }),
  query: z.object({ with_attr: list('Attributes to be shown besides those of its type.') }),
  async handler(call) {
    const { ports, base, query } = call;
    const stack = await liveStackOf(call);
    const resource = await resourceOf(call, stack);
    const deployed = await deployedStack(ports, stack);
    return { resource: resourceDetail(base, resource, ports, deployed?.bound.template.resources[resource.name]?.description ?? '', query.with_attr) };
  },
});

const metadata = route({
  ...RESOURCES, method: 'GET', path: `${ONE}/metadata`, summary: 'The metadata of a resource; for a server with what is to be deployed on it', policy: 'resource:metadata', role: 'reader', stackUsers: true,
  status: 200, answer: 'metadata', returns: map({ metadata: anything('As the template and its type have it; of a server with deployments.') }),
  async handler(call): Promise<Json> {
    const { ports, caller } = call;
    const resource = await resourceOf(call, await liveStackOf(call));
    return { metadata: await resourceMetadata(ports.pool, caller.stackUser === null ? null : ports.vault, caller.projectId, resource) };
  },
});

const signal = route({
  ...RESOURCES, method: 'POST', path: `${ONE}/signal`, summary: 'Signal a resource, or clear a hook it is paused at', policy: 'resource:signal', role: 'member', stackUsers: true,
  status: 200, answer: 'null', returns: z.null(), body: z.custom<Json | undefined>().meta({ description: 'Anything, or nothing; {"unset_hook": "pre-create"} clears that hook.' }),
  async handler(call) {
    const stack = await liveStackOf(call);
    const resource = await resourceOf(call, stack);
    const about = `${className(resource.type)} "${resource.name}" Stack "${stack.name}" [${stack.id}]`;
    granted(await signalResource(call.ports, { ...resource, rootId: stack.rootId }, call.body ?? null, about));
    return null;
  },
});

const KEYS = ['mark_unhealthy', 'resource_status_reason'];

/** Exactly these keys, and a word for true or false; refusals as Heat words them. */
function unhealthyOf(body: Json | undefined): { unhealthy: boolean; reason: string | null } {
  if (!isMap(body)) throw badRequest(explanationOf(400));
  const given: JsonMap = body;
  const other = Object.keys(given).filter((key) => !KEYS.includes(key));
  if (other.length > 0) throw badRequest(`Invalid keys in resource mark unhealthy {${other.map((key) => `'${key}'`).join(', ')}}`);
  const word = given['mark_unhealthy'];
  if (word === undefined || word === null) throw badRequest('Missing mandatory (mark_unhealthy) key from mark unhealthy request');
  const text = String(word).trim().toLowerCase();
  if (text !== 'true' && text !== 'false') throw badRequest(`Unrecognized value "${String(word)}" for "mark_unhealthy", acceptable values are: true, false.`);
  const reason = given['resource_status_reason'];
  return { unhealthy: text === 'true', reason: typeof reason === 'string' && reason !== '' ? reason : null };
}

const mark = route({
  ...RESOURCES, method: 'PATCH', path: ONE, summary: 'Mark a resource unhealthy: the next update makes it anew', policy: 'resource:mark_unhealthy', role: 'member', status: 200, answer: 'null', returns: z.null(),
  body: z.custom<Json | undefined>().meta({ type: 'object', description: 'mark_unhealthy (true or false), and resource_status_reason.' }),
  async handler(call) {
    const wanted = unhealthyOf(call.body);
    const stack = await liveStackOf(call);
    const resource = await resourceCalled(call, stack);
    granted(await markUnhealthy(call.ports, { ...resource, rootId: stack.rootId }, wanted));
    return null;
  },
});

/** Here a resource may be called by its physical id, too. */
async function resourceCalled(call: Call, stack: StackRecord): Promise<ResourceRecord> {
  const called = call.params['resource_name'] ?? '';
  const named = (await listResourceRecords(call.ports.pool, stack, 0, false)).find((record) => record.name !== called && record.physicalResourceId === called);
  return resourceOf(named === undefined ? call : { ...call, params: { ...call.params, resource_name: named.name } }, stack);
}

export const resourceRoutes = [listResources, show, metadata, signal, mark];
