/** What goes with nodes that are removed. */
import { disconnect, removeNode } from './commands';
import type { GraphEdge, GraphNode, NodeKey, StackGraph } from './model';
import { intoGroup } from './parameter-groups';

export interface Removal {
  /** The nodes, and those that mean nothing without it: deployments of a server or config, outputs that only show it. */
  nodes: GraphNode[];
  /** References of what stays. */
  edges: GraphEdge[];
}

export function removalOf(graph: StackGraph, ...keys: readonly NodeKey[]): Removal {
  const gone = new Set<NodeKey>(keys);
  for (const known of gone) {
    for (const edge of graph.edges) {
      if (edge.from !== known) continue;
      const target = graph.byKey.get(edge.to);
      const isPart = target?.shape === 'deployment' && (edge.label === 'server' || edge.label === 'config');
      if (isPart || target?.kind === 'output') gone.add(edge.to);
    }
  }
  return {
    nodes: [...gone].flatMap((each) => graph.byKey.get(each) ?? []),
    edges: graph.edges.filter((edge) => gone.has(edge.from) && !gone.has(edge.to)),
  };
}

export function remove(text: string, { nodes, edges }: Removal): string {
  let result = text;
  // From the back, so that the numbers of list items stay right.
  for (const edge of [...edges].reverse()) result = disconnect(result, edge);
  for (const node of nodes) result = removeNode(node.kind === 'parameter' ? intoGroup(result, node.name, null) : result, node.kind, node.name);
  return result;
}
