/** Where the lines of a drawing go: around the cards that they do not belong to. */
import { type Box, type GraphEdge, isFrameKey, type Line, type Position, routesOf } from '@/lib/graph';
import { drawnAs, portOf } from './geometry';
import type { Scene } from './scene';

/** Turns of each line by the ends that are drawn, see `lineId`. */
export type Routes = ReadonlyMap<string, readonly Position[]>;

export function lineId(scene: Scene, edge: GraphEdge): string {
  return `${endOf(scene, edge.from)}|${endOf(scene, edge.to)}`;
}

interface Known {
  boxes: ReadonlyMap<string, Box>;
  lines: ReadonlyMap<string, Line>;
  routes: Routes;
}

/** Finds the ways of lines, and keeps those that nothing has moved near: while a card is dragged, few are looked for anew. */
export class Router {
  private known: Known = { boxes: new Map(), lines: new Map(), routes: new Map() };

  routes(scene: Scene): Routes {
    const lines = linesOf(scene);
    const boxes = new Map([...scene.boxes].filter(([key, box]) => isCard(scene, key) && box.width > 0));
    const changed = changedBoxes(this.known.boxes, boxes);
    const open = [...lines.values()].filter((line) => !this.isKept(line, changed));
    const fresh = open.length === 0 ? new Map<string, readonly Position[]>() : routesOf(open, boxes.values());
    const routes = new Map([...lines.keys()].map((id) => [id, fresh.get(id) ?? this.known.routes.get(id) ?? []]));
    this.known = { boxes, lines, routes };
    return routes;
  }

  private isKept(line: Line, changed: readonly Box[]): boolean {
    const before = this.known.lines.get(line.id);
    const turns = this.known.routes.get(line.id);
    if (before === undefined || turns === undefined || !same(before.from, line.from) || !same(before.to, line.to)) return false;
    const points = [line.from, ...turns, line.to];
    const [left, right] = [Math.min(...points.map(({ x }) => x)) - 240, Math.max(...points.map(({ x }) => x)) + 240];
    const [top, bottom] = [Math.min(...points.map(({ y }) => y)) - 16, Math.max(...points.map(({ y }) => y)) + 16];
    return !changed.some((box) => box.x < right && box.x + box.width > left && box.y < bottom && box.y + box.height > top);
  }
}

/** Lines between cards, each once; those of parameters, outputs and conditions are drawn when somebody looks at them. */
function linesOf(scene: Scene): Map<string, Line> {
  const frames = new Map(scene.frames.flatMap((frame) => (frame.collapsed ? [] : frame.members.map((member): [string, string] => [drawnAs(scene.graph, member), frame.key]))));
  const lines = new Map<string, Line>();
  for (const edge of scene.graph.edges) {
    if (edge.kind === 'condition' || edge.kind === 'param' || edge.kind === 'output') continue;
    const [source, target] = [scene.shownAs(edge.from), scene.shownAs(edge.to)];
    const id = lineId(scene, edge);
    if (source === target || lines.has(id)) continue;
    const [from, to] = [portOf(scene, edge.from, 'out'), portOf(scene, edge.to, 'in')];
    if (from !== null && to !== null) lines.set(id, { id, from, to, own: [source, target, frames.get(source) ?? '', frames.get(target) ?? ''] });
  }
  return lines;
}

function endOf(scene: Scene, key: GraphEdge['from']): string {
  const shown = scene.shownAs(key);
  return isFrameKey(shown) ? shown : key;
}

/** Open frames are around cards, not in the way. */
function isCard(scene: Scene, key: string): boolean {
  return isFrameKey(key) ? scene.frames.some((frame) => frame.key === key && frame.collapsed) : scene.graph.byKey.size > 0;
}

function changedBoxes(before: ReadonlyMap<string, Box>, after: ReadonlyMap<string, Box>): Box[] {
  const changed: Box[] = [];
  for (const [key, box] of after) {
    const old = before.get(key);
    if (old !== undefined && same(old, box) && old.height === box.height) continue;
    changed.push(box);
    if (old !== undefined) changed.push(old);
  }
  for (const [key, box] of before) if (!after.has(key)) changed.push(box);
  return changed;
}

function same(a: Position, b: Position): boolean {
  return a.x === b.x && a.y === b.y;
}
