/** The drawing on one surface: for graphs with more nodes than a page takes as elements. */
import type { GraphNode, NodeKey, Position } from '@/lib/graph';
import { isCurved, penOf, traceLine } from '@/components/ui/traceLine';
import type { View } from '@/components/ui/usePaintedSurface';
import type { Scene } from './scene';
import { kindOf } from './flow';
import { portOf } from './geometry';
import { lineId, type Routes } from './lines';
import type { Shown } from './shownLines';

export interface Paints {
  surface: string;
  border: string;
  ink: string;
  muted: string;
  failed: string;
  font: string;
}

/** A line in the drawing's own measure. */
export interface PaintedLine {
  from: Position;
  turns: readonly Position[];
  to: Position;
  left: number;
  top: number;
  right: number;
  bottom: number;
  ends: readonly [NodeKey, NodeKey];
}

/** Lines by how they are drawn; made once for a scene. */
export interface Lines {
  solid: readonly PaintedLine[];
  dashed: readonly PaintedLine[];
}

/** In pixels on the screen: narrower cards have no name. */
const NAME_WIDTH = 44;

export function linesOf(scene: Scene, routes: Routes, shown: Shown): Lines {
  const lines: { solid: PaintedLine[]; dashed: PaintedLine[] } = { solid: [], dashed: [] };
  const seen = new Set<string>();
  for (const edge of scene.graph.edges) {
    if (edge.kind === 'condition' || edge.kind === 'param' || edge.kind === 'output') continue;
    const [source, target] = [scene.shownAs(edge.from), scene.shownAs(edge.to)];
    const kind = kindOf(edge, { scene });
    const id = lineId(scene, edge);
    const [from, to] = [portOf(scene, edge.from, 'out'), portOf(scene, edge.to, 'in')];
    if (kind === null || shown[kind] === 'none' || source === target || seen.has(`${id}|${kind === 'order'}`) || from === null || to === null) continue;
    seen.add(`${id}|${kind === 'order'}`);
    const turns = routes.get(id) ?? [];
    const all = [from, ...turns, to];
    const [xs, ys] = [all.map(({ x }) => x), all.map(({ y }) => y)];
    (kind === 'order' ? lines.dashed : lines.solid).push({ from, turns, to, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys), ends: [edge.from, edge.to] });
  }
  return lines;
}

export interface Painted {
  scene: Scene;
  lines: Lines;
  marked: ReadonlySet<NodeKey>;
  /** Those that are elements of the page: they are not painted. */
  mounted: ReadonlySet<string>;
  /** What is not dimmed; null: nothing is. */
  lit: ReadonlySet<NodeKey> | null;
}

const DIM = 0.2;

export function paint(context: CanvasRenderingContext2D, painted: Painted, view: View, paints: Paints): void {
  context.clearRect(0, 0, view.width, view.height);
  const { lit, lines, scene } = painted;
  if (lit === null) {
    paintPart(context, painted, scene.cards, view, paints);
    return;
  }
  const isLit = ({ ends: [from, to] }: PaintedLine): boolean => lit.has(from) && lit.has(to);
  const part = (wanted: boolean): Lines => ({ solid: lines.solid.filter((line) => isLit(line) === wanted), dashed: lines.dashed.filter((line) => isLit(line) === wanted) });
  const cardIsLit = ({ key, holds }: GraphNode): boolean => [key, ...holds].some((each) => lit.has(each));
  context.globalAlpha = DIM;
  paintPart(context, { ...painted, lines: part(false) }, scene.cards.filter((node) => !cardIsLit(node)), view, paints);
  context.globalAlpha = 1;
  paintPart(context, { ...painted, lines: part(true) }, scene.cards.filter(cardIsLit), view, paints);
}

function paintPart(context: CanvasRenderingContext2D, { scene, lines, marked, mounted }: Painted, cards: readonly GraphNode[], view: View, paints: Paints): void {
  const { x, y, zoom, width, height } = view;
  context.lineWidth = Math.max(0.5, Math.min(1.5, zoom * 2));
  context.strokeStyle = paints.border;
  stroke(context, lines.solid, view, []);
  stroke(context, lines.dashed, view, [6 * zoom, 4 * zoom]);
  context.fillStyle = paints.surface;
  const chosen: [number, number, number, number][] = [];
  const failed: [number, number, number, number][] = [];
  const named: { name: string; left: number; top: number; wide: number; high: number }[] = [];
  context.beginPath();
  for (const node of cards) {
    const box = scene.boxes.get(node.key);
    if (!box || mounted.has(node.key)) continue;
    const [left, top, wide, high] = [box.x * zoom + x, box.y * zoom + y, box.width * zoom, box.height * zoom];
    if (left > width || top > height || left + wide < 0 || top + high < 0) continue;
    context.rect(left, top, wide, high);
    if (node.problems.worst === 'error') failed.push([left, top, wide, high]);
    if (marked.has(node.key)) chosen.push([left, top, wide, high]);
    if (wide >= NAME_WIDTH) named.push({ name: node.name, left, top, wide, high });
  }
  context.fill();
  context.stroke();
  if (failed.length > 0) {
    context.strokeStyle = paints.failed;
    context.lineWidth = 2;
    // Not told by colour alone: crossed out as well.
    for (const [left, top, wide, high] of failed) { context.strokeRect(left, top, wide, high); context.beginPath(); context.moveTo(left, top + high); context.lineTo(left + wide, top); context.stroke(); }
  }
  context.strokeStyle = paints.ink;
  context.lineWidth = 2;
  for (const [left, top, wide, high] of chosen) context.strokeRect(left - 2, top - 2, wide + 4, high + 4);
  names(context, named, paints);
}

function stroke(context: CanvasRenderingContext2D, lines: readonly PaintedLine[], view: View, dash: number[]): void {
  if (lines.length === 0) return;
  const { x, y, zoom, width, height } = view;
  const curved = isCurved(view);
  context.setLineDash(curved ? dash : []);
  context.beginPath();
  const pen = penOf(context, view);
  for (const line of lines) {
    const { left, top, right, bottom } = line;
    if (right * zoom + x < 0 || left * zoom + x > width || bottom * zoom + y < 0 || top * zoom + y > height) continue;
    traceLine(pen, line, curved);
  }
  context.stroke();
  context.setLineDash([]);
}

function names(context: CanvasRenderingContext2D, named: readonly { name: string; left: number; top: number; wide: number; high: number }[], { ink, font }: Paints): void {
  const [first] = named;
  if (first === undefined) return;
  const size = Math.max(9, Math.min(13, first.wide / 8));
  context.font = `500 ${size}px ${font}`;
  context.textBaseline = 'middle';
  context.fillStyle = ink;
  // The mean width of a letter is enough to know where a name ends.
  for (const { name, left, top, wide, high } of named) {
    const room = Math.floor((wide - 8) / (size * 0.56));
    if (high >= size) context.fillText(name.length > room ? `${name.slice(0, Math.max(1, room - 1))}…` : name, left + 4, top + Math.min(high, 60 * (wide / 208)) / 2);
  }
}
