/** The graph as React Flow draws it. */
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { type GraphEdge, type GraphNode, type NodeKey, NODE_WIDTH, type Position, type StackGraph } from '@/lib/graph';
import { cards, dockPlaces, drawnAs, heightOf, PILL_HEIGHT, PILL_WIDTH } from './geometry';
import { spokenNode } from '../typeNames';

export type CardData = { node: GraphNode; chips: GraphNode[]; selected: NodeKey | null; renaming: NodeKey | null; current: NodeKey | null };
export type CardFlowNode = Node<CardData, 'card'>;
export type PillFlowNode = Node<{ node: GraphNode; selected: boolean }, 'pill'>;
export type FlowNode = CardFlowNode | PillFlowNode;
/** `row`: where its label stands among those of the lines that end at the same node, counted from their middle. */
export type EdgeData = { kind: 'value' | 'order' | 'deploy' | 'faint'; text: string; within: boolean; row: number };
export type FlowEdge = Edge<EdgeData, 'reference'>;

export const outOf = (key: NodeKey): string => `out:${key}`;
export const into = (key: NodeKey): string => `in:${key}`;

export function keyOfHandle(handle: string | null | undefined): NodeKey | null {
  const key = handle?.slice(handle.indexOf(':') + 1);
  return key !== undefined && isNodeKey(key) ? key : null;
}

export function isNodeKey(text: string): text is NodeKey {
  return /^(resource|parameter|output|condition):/.test(text);
}

export interface Drawing {
  graph: StackGraph;
  places: ReadonlyMap<string, Position>;
  docks: boolean;
  selected: NodeKey | null;
  selectedEdge: string | null;
  hovered: NodeKey | null;
  renaming: NodeKey | null;
}

export function flowNodes({ graph, places, docks, selected, renaming }: Drawing): FlowNode[] {
  const first = cards(graph)[0]?.key ?? null;
  const shown: FlowNode[] = cards(graph).map((node): CardFlowNode => {
    const size = { width: NODE_WIDTH, height: heightOf(node) };
    const chips = node.holds.flatMap((key) => graph.byKey.get(key) ?? []);
    return { id: node.key, type: 'card', position: places.get(node.key) ?? { x: 0, y: 0 }, ...size, measured: size, ariaLabel: spokenNode(node), data: { node, chips, selected, renaming, current: selected ?? first } };
  });
  if (!docks) return shown;
  const size = { width: PILL_WIDTH, height: PILL_HEIGHT };
  for (const [key, position] of dockPlaces(graph, places)) {
    const node = isNodeKey(key) ? graph.byKey.get(key) : undefined;
    if (node) shown.push({ id: key, type: 'pill', position, ...size, measured: size, draggable: false, ariaLabel: spokenNode(node), data: { node, selected: node.key === selected } });
  }
  return shown;
}

export function flowEdges({ graph, docks, selected, selectedEdge, hovered }: Drawing): FlowEdge[] {
  const edges = graph.edges.flatMap((edge): FlowEdge[] => {
    if (edge.kind === 'condition') return [];
    const near = [edge.from, edge.to].some((key) => key === selected || key === hovered);
    const docked = edge.kind === 'param' || edge.kind === 'output';
    if (docked && (!docks || !near)) return [];
    const [source, target] = [drawnAs(graph, edge.from), drawnAs(graph, edge.to)];
    const deployment = graph.byKey.get(edge.to)?.shape === 'deployment';
    // A chip in a server says this without a line.
    if (source === target && (edge.kind === 'order' || edge.label === 'server' || edge.from === edge.to)) return [];
    if (deployment && edge.label === 'server' && edge.from === graph.byKey.get(edge.to)?.inside) return [];
    const kind: EdgeData['kind'] = edge.kind === 'order' ? 'order' : docked ? 'faint' : deployment && edge.label === 'config' ? 'deploy' : 'value';
    const chosen = edge.id === selectedEdge;
    return [{
      id: edge.id, type: 'reference', source, target, sourceHandle: outOf(edge.from), targetHandle: into(edge.to), selected: chosen, focusable: false, // Lines pass behind cards; only those within one are drawn on it.
      zIndex: chosen ? 5 : source === target ? 1 : 0,
      data: { kind, text: chosen || near ? textOf(edge) : '', within: source === target, row: 0 },
      markerEnd: { type: kind === 'order' ? MarkerType.Arrow : MarkerType.ArrowClosed, width: 14, height: 14, color: chosen ? 'var(--ink)' : 'var(--border-strong)' },
    }];
  });
  const labelled = edges.filter(({ data }) => data?.text);
  for (const { targetHandle, data } of labelled) {
    const beside = labelled.filter((each) => each.targetHandle === targetHandle);
    if (data) data.row = beside.findIndex((each) => each.data === data) - (beside.length - 1) / 2;
  }
  return edges;
}

/** `networks.0.port`, with the attribute when it is one. */
export function textOf(edge: GraphEdge): string {
  return edge.attribute ? `${edge.label} = .${edge.attribute}`.replace(/^ = /, '') : edge.label;
}
