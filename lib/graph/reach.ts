/** What is around some nodes: what they need, and what needs them, so many steps away. */
import type { NodeKey, StackGraph } from './model';

export interface Reach {
  /** Steps towards what they need. */
  needs: number;
  /** Steps towards what needs them. */
  needed: number;
}

/** The nodes themselves and those around them. A deployment and the server it is drawn in count as one. */
export function reachOf(graph: StackGraph, from: Iterable<NodeKey>, { needs, needed }: Reach): ReadonlySet<NodeKey> {
  // What is drawn in one card is one thing.
  const together = (keys: readonly NodeKey[]): NodeKey[] => [...new Set(keys.flatMap((key) => {
    const node = graph.byKey.get(key);
    const card = node?.inside ? graph.byKey.get(node.inside) : node;
    return card && (card.holds.length > 0 || card !== node) ? [card.key, ...card.holds] : [key];
  }))];
  const start = together([...from]);
  const found = new Set<NodeKey>(start);
  const walk = (steps: number, ends: ReadonlyMap<NodeKey, readonly NodeKey[]>): void => {
    let edge: readonly NodeKey[] = start;
    const seen = new Set<NodeKey>(start);
    for (let step = 0; step < steps && edge.length > 0; step += 1) {
      edge = together(edge.flatMap((key) => ends.get(key) ?? [])).filter((key) => !seen.has(key) && seen.add(key));
      for (const key of edge) found.add(key);
    }
  };
  const [back, on] = [new Map<NodeKey, NodeKey[]>(), new Map<NodeKey, NodeKey[]>()];
  const add = (ends: Map<NodeKey, NodeKey[]>, at: NodeKey, other: NodeKey): void => { ends.set(at, [...(ends.get(at) ?? []), other]); };
  for (const edge of graph.edges) {
    add(back, edge.to, edge.from);
    add(on, edge.from, edge.to);
  }
  walk(needs, back);
  walk(needed, on);
  return found;
}
