/** The graph as React Flow draws it. */
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { type Frame, type GraphEdge, type GraphNode, isFrameKey, type NodeKey, type Note, type Position } from '@/lib/graph';
import { dockPlaces, PILL_HEIGHT, PILL_WIDTH } from './geometry';
import { into, isNodeKey, outOf } from './handles';
import type { GhostFlowEdge, GhostFlowNode } from './ghosts';
import type { Inner } from './inner';
import { placeLabels } from './labels';
import { lineId, type Routes } from './lines';
import type { Scene } from './scene';
import type { Shown } from './shownLines';

/** Names of other people by what they have selected. */
export type Others = ReadonlyMap<NodeKey, readonly string[]>;
/** `others` and `about`: who else has it selected, and what it is connected with, of the card first, then of each chip. */
export type CardData = { node: GraphNode; chips: GraphNode[]; selected: NodeKey | null; marked: ReadonlySet<NodeKey>; renaming: NodeKey | null; current: NodeKey | null; opens: boolean; inner: Inner | null; stops: boolean; others: readonly (readonly string[])[]; about: readonly string[] };
export type CardFlowNode = Node<CardData, 'card'>;
export type PillFlowNode = Node<{ node: GraphNode; selected: boolean }, 'pill'>;
export type FrameFlowNode = Node<{ frame: Frame; chosen: boolean }, 'frame'>;
export type NoteFlowNode = Node<{ note: Note }, 'note'>;
export type FlowNode = CardFlowNode | PillFlowNode | FrameFlowNode | NoteFlowNode | GhostFlowNode;
/** `label`: where its text stands. `count`: how many lines it stands for. `turns`: where it turns on its way around other cards. */
export type EdgeData = { kind: 'value' | 'order' | 'deploy' | 'faint' | 'implied'; text: string; within: boolean; label: Position | null; count: number; turns: readonly Position[] };
export type ReferenceFlowEdge = Edge<EdgeData, 'reference'>;
export type FlowEdge = ReferenceFlowEdge | GhostFlowEdge;

export interface Drawing {
  scene: Scene;
  routes: Routes;
  /** What is in the cards that are open. */
  inners: ReadonlyMap<NodeKey, Inner>;
  /** Whether there is something in it that can be shown. */
  opens: (node: GraphNode) => boolean;
  places: ReadonlyMap<string, Position>;
  docks: boolean;
  selected: NodeKey | null;
  marked: ReadonlySet<NodeKey>;
  selectedEdge: string | null;
  hovered: NodeKey | null;
  renaming: NodeKey | null;
  /** Keys that are drawn as elements of the page; null: all. The rest is drawn on one surface. */
  mounted: ReadonlySet<string> | null;
  notes: readonly Note[];
  /** Names of resources that have a breakpoint. */
  breakpoints: ReadonlySet<string>;
  /** What is looked for or in focus; the rest is dimmed. Null: nothing is. */
  lit: ReadonlySet<NodeKey> | null;
  shown: Shown;
  others: Others;
  /** What each is connected with, in words. */
  about: ReadonlyMap<NodeKey, string>;
}

const DIMMED = 'opacity-20';
const NONE: ReadonlySet<NodeKey> = new Set();
const NOBODY: readonly string[] = [];

export function flowNodes({ scene, places, docks, selected, marked, renaming, mounted, inners, opens, notes, breakpoints, lit, others, about }: Drawing): FlowNode[] {
  const { graph, frames, boxes } = scene;
  const first = scene.cards[0]?.key ?? null;
  const shown: FlowNode[] = frames.map((frame): FrameFlowNode => {
    const { x, y, width, height } = boxes.get(frame.key) ?? { x: 0, y: 0, width: 0, height: 0 };
    const chosen = frame.members.every((member) => marked.has(member));
    return { id: frame.key, type: 'frame', position: { x, y }, width, height, measured: { width, height }, zIndex: frame.collapsed ? 0 : -1, selected: false, dragHandle: '.frame-title', data: { frame, chosen } };
  });
  for (const node of scene.cards) {
    if (mounted !== null && !mounted.has(node.key)) continue;
    const box = boxes.get(node.key);
    const size = { width: box?.width ?? 0, height: box?.height ?? 0 };
    const chips = node.holds.flatMap((key) => graph.byKey.get(key) ?? []);
    const all = [node.key, ...node.holds];
    const concerns = all.some((key) => marked.has(key));
    const className = lit === null || all.some((key) => lit.has(key)) ? undefined : DIMMED;
    shown.push({ id: node.key, type: 'card', className, position: { x: box?.x ?? 0, y: box?.y ?? 0 }, ...size, measured: size, selected: marked.has(node.key), data: { node, chips, selected: concerns ? selected : null, marked: concerns ? marked : NONE, renaming, current: selected ?? first, opens: opens(node), inner: inners.get(node.key) ?? null, stops: breakpoints.has(node.name), others: all.map((key) => others.get(key) ?? NOBODY), about: all.map((key) => about.get(key) ?? '') } });
  }
  for (const note of notes) shown.push({ id: note.key, type: 'note', position: note.at, width: note.width, height: note.height, measured: { width: note.width, height: note.height }, zIndex: 0, selected: false, className: lit === null ? undefined : DIMMED, data: { note } });
  if (!docks) return shown;
  const size = { width: PILL_WIDTH, height: PILL_HEIGHT };
  for (const [key, position] of dockPlaces(graph, places)) {
    const node = isNodeKey(key) ? graph.byKey.get(key) : undefined;
    if (node && (mounted === null || mounted.has(key))) shown.push({ id: key, type: 'pill', className: lit === null || lit.has(node.key) ? undefined : DIMMED, position, ...size, measured: size, draggable: false, selectable: false, data: { node, selected: marked.has(node.key) } });
  }
  return shown;
}

export function flowEdges(drawing: Drawing): ReferenceFlowEdge[] {
  const { scene, routes, docks, marked, selectedEdge, hovered, mounted, lit, shown } = drawing;
  const { graph } = scene;
  const bundles = new Map<string, ReferenceFlowEdge>();
  const edges = graph.edges.flatMap((edge): ReferenceFlowEdge[] => {
    if (edge.kind === 'condition') return [];
    const near = [edge.from, edge.to].some((key) => marked.has(key) || key === hovered);
    const docked = edge.kind === 'param' || edge.kind === 'output';
    if (docked && (!docks || (!near && shown.faint !== 'all') || shown.faint === 'none')) return [];
    const chosen = edge.id === selectedEdge;
    const [source, target] = [scene.shownAs(edge.from), scene.shownAs(edge.to)];
    if (mounted !== null && ((!near && !chosen) || !isMounted(mounted, source) || !isMounted(mounted, target))) return [];
    const kind = kindOf(edge, drawing);
    if (kind === null || (shown[kind] === 'none' && !chosen)) return [];
    const className = lit === null || (lit.has(edge.from) && lit.has(edge.to)) ? undefined : DIMMED;
    const marker = { type: kind === 'order' ? MarkerType.Arrow : MarkerType.ArrowClosed, width: 14, height: 14, color: chosen ? 'var(--ink)' : 'var(--border-strong)' };
    if (isFrameKey(source) || isFrameKey(target)) {
      if (source === target) return [];
      const bundle = bundles.get(`${source}|${target}`);
      if (bundle?.data) {
        bundle.data.count += 1;
        return [];
      }
      const made: ReferenceFlowEdge = {
        id: `bundle|${source}|${target}`, type: 'reference', source, target, sourceHandle: outOf(isFrameKey(source) ? source : edge.from), targetHandle: into(isFrameKey(target) ? target : edge.to),
        focusable: false, selectable: false, zIndex: 0, data: { kind: 'value', text: '', within: false, label: null, count: 1, turns: routes.get(lineId(scene, edge)) ?? [] }, markerEnd: { ...marker, type: MarkerType.ArrowClosed },
      };
      bundles.set(`${source}|${target}`, made);
      return [made];
    }
    return [{
      // Lines are below cards; only those within one are drawn on it.
      id: edge.id, type: 'reference', className, source, target, sourceHandle: outOf(edge.from), targetHandle: into(edge.to), selected: chosen, reconnectable: chosen && source !== target, focusable: false, zIndex: chosen ? 5 : source === target ? 1 : 0,
      data: { kind, text: chosen || near ? textOf(edge) : '', within: source === target, label: null, count: 1, turns: routes.get(lineId(scene, edge)) ?? [] }, markerEnd: marker,
    }];
  });
  placeLabels(edges, drawing);
  return [...edges, ...impliedEdges(drawing)];
}

/** Lines of nothing that is written: they cannot be selected or removed. */
function impliedEdges({ scene, marked, hovered, mounted, shown, lit }: Drawing): ReferenceFlowEdge[] {
  if (shown.implied === 'none') return [];
  return scene.graph.implied.flatMap(({ from, to }): ReferenceFlowEdge[] => {
    const near = [from, to].some((key) => marked.has(key) || key === hovered);
    const [source, target] = [scene.shownAs(from), scene.shownAs(to)];
    if ((!near && shown.implied !== 'all') || source === target || (mounted !== null && (!isMounted(mounted, source) || !isMounted(mounted, target)))) return [];
    return [{
      id: `implied|${from}|${to}`, type: 'reference', className: lit === null || (lit.has(from) && lit.has(to)) ? undefined : DIMMED, source, target, sourceHandle: outOf(isFrameKey(source) ? source : from), targetHandle: into(isFrameKey(target) ? target : to),
      focusable: false, selectable: false, zIndex: 0, data: { kind: 'implied', text: '', within: false, label: null, count: 1, turns: [] }, markerEnd: { type: MarkerType.Arrow, width: 14, height: 14, color: 'var(--border-strong)' },
    }];
  });
}

function isMounted(mounted: ReadonlySet<string>, key: string): boolean {
  return isFrameKey(key) || mounted.has(key);
}

/** How a line is drawn; null where the chip in a server says it without one. */
export function kindOf(edge: GraphEdge, { scene }: Pick<Drawing, 'scene'>): EdgeData['kind'] | null {
  const { graph } = scene;
  const target = graph.byKey.get(edge.to);
  const deployment = target?.shape === 'deployment';
  if (deployment && edge.label === 'server' && edge.from === target.inside) return null;
  if (scene.shownAs(edge.from) === scene.shownAs(edge.to) && (edge.kind === 'order' || edge.label === 'server' || edge.from === edge.to)) return null;
  if (edge.kind === 'order') return 'order';
  if (edge.kind === 'param' || edge.kind === 'output') return 'faint';
  return deployment && edge.label === 'config' ? 'deploy' : 'value';
}

/** `networks.0.port`, with the attribute when it is one. */
export function textOf(edge: GraphEdge): string {
  return edge.attribute ? `${edge.label} = .${edge.attribute}`.replace(/^ = /, '') : edge.label;
}
