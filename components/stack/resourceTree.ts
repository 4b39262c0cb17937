import type { ResourceView } from '@/lib/wire/types';

/** A resource where it stands in the list: below the one whose nested stack it is in. */
export interface TreeRow {
  resource: ResourceView;
  depth: number;
  children: number;
  open: boolean;
}

/**
 * Rows of a tree of stacks below each other. With a filter everything that matches is shown flat. O(n log n).
 *
 * @param closed ids of resources whose nested stack is folded away
 */
export function resourceTree(rootId: string, resources: readonly ResourceView[], compare: (a: ResourceView, b: ResourceView) => number, closed: ReadonlySet<string>): TreeRow[] {
  const byStack = new Map<string, ResourceView[]>();
  for (const resource of resources) {
    const list = byStack.get(resource.stackId);
    if (list) list.push(resource);
    else byStack.set(resource.stackId, [resource]);
  }
  const rows: TreeRow[] = [];
  const placed = new Set<string>();
  const place = (stackId: string, depth: number): void => {
    placed.add(stackId);
    for (const resource of (byStack.get(stackId) ?? []).toSorted(compare)) {
      const inside = resource.physicalResourceId !== null && !placed.has(resource.physicalResourceId) ? (byStack.get(resource.physicalResourceId)?.length ?? 0) : 0;
      const open = inside > 0 && !closed.has(resource.id);
      rows.push({ resource, depth, children: inside, open });
      if (inside > 0 && resource.physicalResourceId !== null) {
        if (open) place(resource.physicalResourceId, depth + 1);
        else placed.add(resource.physicalResourceId);
      }
    }
  };
  place(rootId, 0);
  // What hangs on a row that is not there (yet) is not lost; what hangs on a folded one is only folded away.
  const owned = new Set(resources.map(({ physicalResourceId }) => physicalResourceId));
  for (const stackId of byStack.keys()) if (!placed.has(stackId) && !owned.has(stackId)) place(stackId, 0);
  return rows;
}
