/** The graph for documents: as Mermaid, which many of them draw, and as Graphviz DOT. What is depended on stands left. */
import type { Frame } from './frames';
import type { GraphEdge, GraphNode, NodeKey, StackGraph } from './model';

/** Lines between resources; several between the same two are one. */
function linesOf({ edges, byKey }: StackGraph): { from: GraphNode; to: GraphNode; order: boolean; label: string }[] {
  const lines = new Map<string, GraphEdge[]>();
  for (const edge of edges) {
    if (!edge.from.startsWith('resource:') || !edge.to.startsWith('resource:') || edge.from === edge.to) continue;
    const key = `${edge.from}|${edge.to}`;
    lines.set(key, [...(lines.get(key) ?? []), edge]);
  }
  return [...lines.values()].flatMap((together) => {
    const [first] = together;
    const [from, to] = first ? [byKey.get(first.from), byKey.get(first.to)] : [];
    if (!from || !to) return [];
    const values = together.filter(({ kind }) => kind !== 'order');
    return [{ from, to, order: values.length === 0, label: [...new Set(values.map(({ label }) => label))].join(', ') }];
  });
}

const short = (type: string): string => type.replace(/^OS::/, '');

function grouped(graph: StackGraph, frames: readonly Frame[]): { frame: Frame | null; nodes: GraphNode[] }[] {
  const resources = graph.nodes.filter(({ kind }) => kind === 'resource');
  const frameOf = (node: GraphNode): Frame | undefined => { const shown: NodeKey = node.inside ?? node.key; return frames.find(({ members }) => members.includes(shown)); };
  return [
    ...frames.map((frame) => ({ frame, nodes: resources.filter((node) => frameOf(node) === frame) })),
    { frame: null, nodes: resources.filter((node) => frameOf(node) === undefined) },
  ];
}

export function mermaidOf(graph: StackGraph, frames: readonly Frame[] = []): string {
  const ids = new Map(graph.nodes.map(({ key }, index) => [key, `n${index}`]));
  // Mermaid has no escapes in text but entities.
  const text = (value: string): string => value.replace(/[#&<>"]/g, (char) => `#${char.charCodeAt(0)};`);
  const node = ({ key, name, type }: GraphNode, indent: string): string => `${indent}${ids.get(key)}["${text(name)}<br/><small>${text(short(type))}</small>"]`;
  return `${[
    'flowchart LR',
    ...grouped(graph, frames).flatMap(({ frame, nodes }, index) => (frame === null ? nodes.map((each) => node(each, '  ')) : [`  subgraph f${index}["${text(frame.title || 'Frame')}"]`, ...nodes.map((each) => node(each, '    ')), '  end'])),
    ...linesOf(graph).map(({ from, to, order, label }) => `  ${ids.get(from.key)} ${order ? '-.->' : '-->'}${label === '' ? '' : `|"${text(label)}"|`} ${ids.get(to.key)}`),
  ].join('\n')}\n`;
}

export function dotOf(graph: StackGraph, frames: readonly Frame[] = []): string {
  const text = (value: string): string => `"${value.replace(/\\/g, '\\\\').replace(/"/g, '\\"').replace(/\n/g, '\\n')}"`;
  const node = ({ name, type }: GraphNode, indent: string): string => `${indent}${text(name)} [label=${text(`${name}\n${short(type)}`)}];`;
  return `${[
    'digraph stack {',
    '  rankdir=LR;',
    '  node [shape=box, fontname="sans-serif", fontsize=11];',
    '  edge [fontname="sans-serif", fontsize=9];',
    ...grouped(graph, frames).flatMap(({ frame, nodes }, index) => (frame === null ? nodes.map((each) => node(each, '  ')) : [`  subgraph cluster_${index} {`, `    label=${text(frame.title || 'Frame')};`, ...nodes.map((each) => node(each, '    ')), '  }'])),
    ...linesOf(graph).map(({ from, to, order, label }) => `  ${text(from.name)} -> ${text(to.name)} [${[...(label === '' ? [] : [`label=${text(label)}`]), ...(order ? ['style=dashed'] : [])].join(', ')}];`.replace(' []', '')),
    '}',
  ].join('\n')}\n`;
}
