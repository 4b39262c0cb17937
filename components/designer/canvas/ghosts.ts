/** Things that are not there, drawn left of what refers to them. */
import { type Edge, MarkerType, type Node } from '@xyflow/react';
import { type Ghost, ghostsOf, isFrameKey, NODE_WIDTH, type Position } from '@/lib/graph';
import { freeSpot } from './geometry';
import { into } from './handles';
import type { Scene } from './scene';

export type GhostFlowNode = Node<{ ghost: Ghost }, 'ghost'>;
export type GhostFlowEdge = Edge<Record<string, never>, 'ghost'>;
export type Mending = 'create' | 'replace' | 'remove';

export const GHOST_HEIGHT = 68;
/** More than that is a template that is being written; its problems are in the list. */
const MOST = 40;
const APART = 88;

const idOf = ({ kind, name }: Ghost): string => `ghost:${kind}:${name}`;
export const ghostHandle = (ghost: Ghost): string => `out:${idOf(ghost)}`;

export function ghostsIn(scene: Scene, places: ReadonlyMap<string, Position>): { nodes: GhostFlowNode[]; edges: GhostFlowEdge[] } {
  const ghosts = ghostsOf(scene.graph).slice(0, MOST);
  const taken = new Map(places);
  const nodes = ghosts.map((ghost): GhostFlowNode => {
    const boxes = ghost.references.flatMap(({ to }) => scene.boxes.get(scene.shownAs(to)) ?? []);
    const beside = boxes.length > 0 ? { x: Math.min(...boxes.map(({ x }) => x)) - NODE_WIDTH - 72, y: boxes[0]?.y ?? 0 } : { x: 0, y: -120 };
    let at = freeSpot(beside, scene.graph, taken);
    while ([...taken].some(([key, other]) => key.startsWith('ghost:') && Math.abs(other.x - at.x) < NODE_WIDTH && Math.abs(other.y - at.y) < APART)) at = { x: at.x, y: at.y + APART };
    taken.set(idOf(ghost), at);
    const size = { width: NODE_WIDTH, height: GHOST_HEIGHT };
    return { id: idOf(ghost), type: 'ghost', position: at, ...size, measured: size, draggable: false, selectable: false, data: { ghost } };
  });
  const edges = ghosts.flatMap((ghost) => [...new Set(ghost.references.map(({ to }) => to))].flatMap((to): GhostFlowEdge[] => {
    const target = scene.shownAs(to);
    if (!scene.boxes.has(target)) return [];
    return [{ id: `${idOf(ghost)}|${to}`, type: 'ghost', source: idOf(ghost), target, sourceHandle: ghostHandle(ghost), targetHandle: into(isFrameKey(target) ? target : to), focusable: false, selectable: false, data: {}, markerEnd: { type: MarkerType.Arrow, width: 14, height: 14, color: 'var(--status-failed)' } }];
  }));
  return { nodes, edges };
}
