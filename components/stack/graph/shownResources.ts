import type { EventView, ResourceView } from '@/lib/wire/types';
import { tookOf } from '../lastLengths';
import { fullName, type NestedPaths } from '../nesting';

/**
 * The resources of a stack with those of its nested stacks, under their full names: a member that needs nothing beside it stands after the resource
 * it is nested in, so that what belongs together stays together.
 *
 * @param resources of the whole tree
 */
export function withNested(rootId: string, resources: readonly ResourceView[], paths: NestedPaths): ResourceView[] {
  return resources.map((resource) => {
    if (resource.stackId === rootId) return resource;
    const path = paths.get(resource.stackId) ?? [];
    const requires = resource.requires.map((name) => fullName(paths, resource.stackId, name));
    return { ...resource, name: fullName(paths, resource.stackId, resource.name), requires: requires.length > 0 || path.length === 0 ? requires : [path.join(' / ')] };
  });
}

/**
 * Members of nested stacks that have not begun, with what the template they come from says they require. Those of groups stand side by side and require nothing.
 *
 * @param resources of the whole tree
 * @param files what the resources of each nested template require, by its file
 */
export function withFileRequirements(resources: readonly ResourceView[], files: ReadonlyMap<string, ReadonlyMap<string, readonly string[]>>): ResourceView[] {
  const fileOf = new Map(resources.flatMap(({ physicalResourceId, type }) => (physicalResourceId !== null && files.has(type) ? [[physicalResourceId, type]] : [])));
  return resources.map((resource) => {
    const requires = resource.requires.length > 0 ? undefined : files.get(fileOf.get(resource.stackId) ?? '')?.get(resource.name);
    return requires === undefined ? resource : { ...resource, requires: [...requires] };
  });
}

/**
 * What an operation deleted: those that are gone, and those in whose place others stand now, under a name of their own beside it.
 *
 * @param resources that are there
 * @param requirements by name, for their place in the graph
 */
export function ghostsOf(stackId: string, events: readonly EventView[], operationId: string | null, resources: readonly ResourceView[], requirements: ReadonlyMap<string, readonly string[]>): ResourceView[] {
  const present = new Map(resources.map((resource) => [resource.name, resource]));
  const there = new Set(resources.map(({ id }) => id));
  const ghosts = new Map<string, ResourceView>();
  for (const event of events) {
    if (event.stackId !== stackId || event.operationId !== operationId || event.resourceId === null || event.action !== 'DELETE' || event.status !== 'COMPLETE' || there.has(event.resourceId)) continue;
    const replaced = present.get(event.resourceName);
    ghosts.set(event.resourceId, {
      id: event.resourceId, stackId, name: replaced ? `${event.resourceName} (before)` : event.resourceName, type: event.resourceType, physicalResourceId: event.physicalResourceId, action: 'DELETE', status: 'COMPLETE',
      statusReason: event.reason, waitingFor: null, requires: [...(replaced?.requires ?? requirements.get(event.resourceName) ?? [])].filter((name) => present.has(name)), replaces: null, replacedBy: replaced?.id ?? null, startedAt: null, updatedAt: event.at,
    });
  }
  return [...ghosts.values()];
}

/**
 * How long the last action on each took, as a share of the longest; by id. Those that have not begun have none.
 *
 * @param lengths of `lastLengths`
 */
export function heatOf(resources: readonly ResourceView[], lengths: ReadonlyMap<string, number>, now: number): ReadonlyMap<string, { share: number; took: number }> {
  const took = new Map<string, number>();
  for (const resource of resources) {
    const { id, startedAt, status } = resource;
    const length = status === 'IN_PROGRESS' ? (startedAt === null ? null : now - Date.parse(startedAt)) : tookOf(resource, lengths);
    if (length !== null) took.set(id, Math.max(0, length));
  }
  const longest = Math.max(1, ...took.values());
  return new Map([...took].map(([id, ms]) => [id, { share: ms / longest, took: ms }]));
}
