/** The drawing on one surface: for graphs with more nodes than a page takes as elements. */
import type { NodeKey } from '@/lib/graph';
import type { Scene } from './scene';
import { kindOf } from './flow';

export interface Paints {
  surface: string;
  border: string;
  ink: string;
  muted: string;
  failed: string;
  font: string;
}

/** Lines by how they are drawn, from end to end in the drawing's own measure; made once for a scene. */
export interface Lines {
  solid: Float32Array;
  dashed: Float32Array;
}

export interface View {
  x: number;
  y: number;
  zoom: number;
  width: number;
  height: number;
}

/** In pixels on the screen: narrower cards have no name. */
const NAME_WIDTH = 44;

export function linesOf(scene: Scene): Lines {
  const [solid, dashed]: [number[], number[]] = [[], []];
  const seen = new Set<string>();
  for (const edge of scene.graph.edges) {
    if (edge.kind === 'condition' || edge.kind === 'param' || edge.kind === 'output') continue;
    const [source, target] = [scene.shownAs(edge.from), scene.shownAs(edge.to)];
    const kind = kindOf(edge, { scene });
    const id = `${source}|${target}|${kind === 'order'}`;
    const [a, b] = [scene.boxes.get(source), scene.boxes.get(target)];
    if (kind === null || source === target || seen.has(id) || !a || !b) continue;
    seen.add(id);
    (kind === 'order' ? dashed : solid).push(a.x + a.width, a.y + Math.min(a.height, 60) / 2, b.x, b.y + Math.min(b.height, 60) / 2);
  }
  return { solid: Float32Array.from(solid), dashed: Float32Array.from(dashed) };
}

export interface Painted {
  scene: Scene;
  lines: Lines;
  marked: ReadonlySet<NodeKey>;
  /** Those that are elements of the page: they are not painted. */
  mounted: ReadonlySet<string>;
}

export function paint(context: CanvasRenderingContext2D, { scene, lines, marked, mounted }: Painted, view: View, paints: Paints): void {
  const { x, y, zoom, width, height } = view;
  context.clearRect(0, 0, width, height);
  context.lineWidth = Math.max(0.5, Math.min(1.5, zoom * 2));
  context.strokeStyle = paints.border;
  stroke(context, lines.solid, view, []);
  stroke(context, lines.dashed, view, [6 * zoom, 4 * zoom]);
  context.fillStyle = paints.surface;
  const chosen: [number, number, number, number][] = [];
  const failed: [number, number, number, number][] = [];
  const named: { name: string; left: number; top: number; wide: number; high: number }[] = [];
  context.beginPath();
  for (const node of scene.cards) {
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

function stroke(context: CanvasRenderingContext2D, ends: Float32Array, { x, y, zoom, width, height }: View, dash: number[]): void {
  if (ends.length === 0) return;
  context.setLineDash(zoom < 0.3 ? [] : dash);
  context.beginPath();
  for (let index = 0; index < ends.length; index += 4) {
    const x1 = (ends[index] ?? 0) * zoom + x;
    const y1 = (ends[index + 1] ?? 0) * zoom + y;
    const x2 = (ends[index + 2] ?? 0) * zoom + x;
    const y2 = (ends[index + 3] ?? 0) * zoom + y;
    if (Math.max(x1, x2) < 0 || Math.min(x1, x2) > width || Math.max(y1, y2) < 0 || Math.min(y1, y2) > height) continue;
    context.moveTo(x1, y1);
    if (zoom < 0.3) context.lineTo(x2, y2);
    else { const bend = Math.max(30 * zoom, Math.abs(x2 - x1) * 0.4); context.bezierCurveTo(x1 + bend, y1, x2 - bend, y2, x2, y2); }
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
