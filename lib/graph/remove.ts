/** What goes with nodes that are removed. */
import { disconnect, removeNode, sectionOf, setAt } from './commands';
import { inDialect, isCfn } from './dialect';
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

/** Whether what refers to it can ask for the value instead: one resource, of which something stays that takes a value of it. */
export function isReplaceable({ nodes, edges }: Removal): boolean {
  return nodes.length === 1 && nodes[0]?.kind === 'resource' && edges.some(({ kind }) => kind === 'ref' || kind === 'attr');
}

/** Without the node; what took a value of it takes that of a parameter, one for each attribute, and whoever deploys says what it is. */
export function replaceByParameter(text: string, removal: Removal): { text: string; parameters: string[] } {
  const [node] = removal.nodes;
  if (node === undefined) return { text, parameters: [] };
  const values = removal.edges.filter(({ kind }) => kind === 'ref' || kind === 'attr');
  const nameFor = ({ attribute }: GraphEdge): string => (attribute === null ? node.name : `${node.name}_${attribute.replace(/[^A-Za-z0-9]+/g, '_')}`);
  const referring = values.reduce((before, edge) => setAt(before, edge.path, inDialect(before, { get_param: nameFor(edge) })), text);
  const without = remove(referring, { nodes: removal.nodes, edges: removal.edges.filter((edge) => !values.includes(edge)) });
  const parameters = [...new Set(values.map(nameFor))];
  return { parameters, text: parameters.reduce((before, name) => setAt(before, [sectionOf(before, 'parameter'), name], isCfn(before) ? { Type: 'String' } : { type: 'string' }), without) };
}
