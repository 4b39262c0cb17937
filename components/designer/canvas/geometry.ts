/** Sizes and places of what is drawn. */
import { type GraphNode, layOut, type NodeKey, NODE_HEIGHT, NODE_WIDTH, type Position, type Sized, type StackGraph } from '@/lib/graph';
import type { JsonMap } from '@/lib/hot/types';
import type { Scene } from './scene';

export const CHIP_HEIGHT = 30;
export const PILL_WIDTH = 152;
export const PILL_HEIGHT = 32;
const CHIP_GAP = 4;
const CHIPS_PADDING = 8;
const DOCK_GAP = 56;

export function heightOf(node: GraphNode): number {
  const chips = node.holds.length;
  const head = NODE_HEIGHT + (node.details.length > 0 ? 18 : 0);
  return head + (chips > 0 ? chips * (CHIP_HEIGHT + CHIP_GAP) - CHIP_GAP + CHIPS_PADDING * 2 : 0);
}

/** Where lines of a node begin or end: at the middle of its card, or of its chip. Null for one that is not drawn. */
export function portOf({ graph, boxes, shownAs }: Pick<Scene, 'graph' | 'boxes' | 'shownAs'>, key: NodeKey, side: 'in' | 'out'): Position | null {
  const shown = shownAs(key);
  const box = boxes.get(shown);
  if (box === undefined) return null;
  const holder = shown === key ? undefined : graph.byKey.get(key)?.inside;
  const chip = holder !== null && holder === shown ? (graph.byKey.get(holder)?.holds.indexOf(key) ?? -1) : -1;
  const inset = chip < 0 ? 0 : CHIPS_PADDING;
  const holds = chip < 0 || holder === null || holder === undefined ? 0 : (graph.byKey.get(holder)?.holds.length ?? 0);
  const top = box.height - CHIPS_PADDING - holds * (CHIP_HEIGHT + CHIP_GAP) + CHIP_GAP;
  const y = chip < 0 ? box.height / 2 : top + chip * (CHIP_HEIGHT + CHIP_GAP) + CHIP_HEIGHT / 2;
  return { x: side === 'in' ? box.x + inset : box.x + box.width - inset, y: box.y + y };
}

/** The node on the canvas that shows this one: a deployment is drawn in its server. */
export function drawnAs(graph: StackGraph, key: NodeKey): NodeKey {
  return graph.byKey.get(key)?.inside ?? key;
}

export function cards(graph: StackGraph): GraphNode[] {
  return graph.nodes.filter((node) => node.kind === 'resource' && node.inside === null);
}

/** The cards, each with those it needs. */
export function requiringCards(graph: StackGraph): Sized[] {
  const requires = new Map<string, Set<string>>();
  for (const edge of graph.edges) {
    const [from, to] = [drawnAs(graph, edge.from), drawnAs(graph, edge.to)];
    if (from !== to && from.startsWith('resource:')) requires.set(to, (requires.get(to) ?? new Set()).add(from));
  }
  return cards(graph).map((node) => ({ name: node.key, requires: [...(requires.get(node.key) ?? [])], height: heightOf(node) }));
}

/** Places of the cards; `known` are those they had a moment ago, so that typing moves nothing that is there already. */
export function placesOf(graph: StackGraph, layout: JsonMap, known: ReadonlyMap<string, Position>): ReadonlyMap<string, Position> {
  const remembered: JsonMap = { ...layout };
  for (const [key, { x, y }] of known) remembered[key] ??= { x, y };
  return layOut(requiringCards(graph), remembered);
}

/** Parameters in a column left of everything, outputs in one on the right. */
export function dockPlaces(graph: StackGraph, places: ReadonlyMap<string, Position>): ReadonlyMap<string, Position> {
  const all = [...places.values()];
  const left = all.length > 0 ? Math.min(...all.map(({ x }) => x)) : 0;
  const right = all.length > 0 ? Math.max(...all.map(({ x }) => x)) + NODE_WIDTH : NODE_WIDTH;
  const top = all.length > 0 ? Math.min(...all.map(({ y }) => y)) : 0;
  const docked = new Map<string, Position>();
  const column = (kind: 'parameter' | 'output', x: number): void => {
    graph.nodes.filter((node) => node.kind === kind).forEach((node, index) => docked.set(node.key, { x, y: top + index * (PILL_HEIGHT + 10) }));
  };
  column('parameter', left - DOCK_GAP - PILL_WIDTH);
  column('output', right + DOCK_GAP);
  return docked;
}

/** The nearest node in a direction: straight ahead counts more than aside. */
export function neighbour(from: Position, others: readonly (Position & { key: NodeKey })[], direction: 'left' | 'right' | 'up' | 'down'): NodeKey | null {
  let best: { key: NodeKey; distance: number } | null = null;
  for (const { key, x, y } of others) {
    const [dx, dy] = [x - from.x, y - from.y];
    const [ahead, aside] = direction === 'left' ? [-dx, dy] : direction === 'right' ? [dx, dy] : direction === 'up' ? [-dy, dx] : [dy, dx];
    if (ahead <= 4) continue;
    const distance = ahead + Math.abs(aside) * 2.5;
    if (best === null || distance < best.distance) best = { key, distance };
  }
  return best?.key ?? null;
}

/** The wanted place, or the first one below it where no card stands. */
export function freeSpot(wanted: Position, graph: StackGraph, places: ReadonlyMap<string, Position>): Position {
  const near = cards(graph).flatMap((node) => { const at = places.get(node.key); return at && Math.abs(at.x - wanted.x) < NODE_WIDTH + 16 ? [{ top: at.y, bottom: at.y + heightOf(node) }] : []; }).sort((a, b) => a.top - b.top);
  const x = Math.round(wanted.x / 8) * 8;
  let y = Math.round(wanted.y / 8) * 8;
  for (const { top, bottom } of near) if (y < bottom + 16 && y + NODE_HEIGHT + 16 > top) y = Math.ceil((bottom + 24) / 8) * 8;
  return { x, y };
}
