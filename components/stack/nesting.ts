import type { EventView, ResourceView } from '@/lib/wire/types';

/** Path of resource names that leads to a stack within its tree, by the stack's id; the root's is empty. */
export type NestedPaths = ReadonlyMap<string, readonly string[]>;

/**
 * Where nested stacks belong. A resource that is a stack of its own has that stack's id as its physical id, so rows and events together tell the
 * place of every stack of the tree, of those that are gone too. Linear in both.
 */
export function nestedPaths(rootId: string, resources: readonly ResourceView[], events: readonly Pick<EventView, 'stackId' | 'resourceId' | 'resourceName' | 'physicalResourceId'>[]): NestedPaths {
  const parents = new Map<string, { stackId: string; name: string }>();
  for (const event of events) if (event.resourceId && event.physicalResourceId) parents.set(event.physicalResourceId, { stackId: event.stackId, name: event.resourceName });
  for (const resource of resources) if (resource.physicalResourceId) parents.set(resource.physicalResourceId, resource);
  const paths = new Map<string, readonly string[]>([[rootId, []]]);
  const pathOf = (stackId: string): readonly string[] => {
    const known = paths.get(stackId);
    if (known) return known;
    // Until it is known better: also what ends a circle, should the ids of another system ever make one.
    paths.set(stackId, []);
    const parent = parents.get(stackId);
    const path = parent ? [...pathOf(parent.stackId), parent.name] : [];
    paths.set(stackId, path);
    return path;
  };
  for (const event of events) pathOf(event.stackId);
  for (const resource of resources) pathOf(resource.stackId);
  return paths;
}

/** `group / 0 / server`, as people read it. */
export function fullName(paths: NestedPaths, stackId: string, name: string): string {
  return [...(paths.get(stackId) ?? []), name].join(' / ');
}
