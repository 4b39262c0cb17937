/** A large stack on one surface: more resources than a page takes as elements. */
import { NODE_HEIGHT, NODE_WIDTH, type Position } from '@/lib/graph/cards';
import type { Family } from '@/components/status/families';
import { SHAPES } from '@/components/status/shapes';
import { isCurved, penOf, traceLine } from '@/components/ui/traceLine';
import type { View } from '@/components/ui/usePaintedSurface';

export interface PaintedCard {
  name: string;
  at: Position;
  family: Family;
  dim: boolean;
  /** What failed first. */
  cause: boolean;
}

export interface PaintedLine {
  from: Position;
  turns: readonly Position[];
  to: Position;
  flowing: boolean;
}

export interface Paints {
  surface: string;
  border: string;
  ink: string;
  font: string;
  states: Readonly<Record<Family, string>>;
}

/** In pixels on the screen: narrower cards have no name, and their sign is all of them. */
const NAME_WIDTH = 60;
const DIM = 0.25;

export function paintStack(context: CanvasRenderingContext2D, cards: readonly PaintedCard[], lines: readonly PaintedLine[], view: View, paints: Paints): void {
  const { x, y, zoom, width, height } = view;
  context.clearRect(0, 0, width, height);
  const [pen, curved] = [penOf(context, view), isCurved(view)];
  for (const flowing of [false, true]) {
    context.strokeStyle = flowing ? paints.states.progress : paints.border;
    context.lineWidth = Math.max(0.5, Math.min(1.25, zoom * 2.5));
    context.setLineDash(flowing ? [5, 4] : []);
    context.beginPath();
    for (const line of lines) if (line.flowing === flowing) traceLine(pen, line, curved);
    context.stroke();
  }
  context.setLineDash([]);
  for (const card of cards) {
    const [left, top, wide, high] = [card.at.x * zoom + x, card.at.y * zoom + y, NODE_WIDTH * zoom, NODE_HEIGHT * zoom];
    if (left > width || top > height || left + wide < 0 || top + high < 0) continue;
    context.globalAlpha = card.dim ? DIM : 1;
    const colour = paints.states[card.family];
    context.fillStyle = paints.surface;
    context.fillRect(left, top, wide, high);
    context.strokeStyle = card.family === 'waiting' ? paints.border : colour;
    context.lineWidth = card.cause ? 3 : 1;
    if (card.family === 'waiting') context.setLineDash([3, 2]);
    context.strokeRect(left, top, wide, high);
    context.setLineDash([]);
    const named = wide >= NAME_WIDTH;
    if (!named && card.family !== 'waiting') {
      context.globalAlpha *= 0.3;
      context.fillStyle = colour;
      context.fillRect(left, top, wide, high);
      context.globalAlpha = card.dim ? DIM : 1;
    }
    const size = Math.min(high * 0.86, 26);
    sign(context, card.family, named ? left + 4 : left + (wide - size) / 2, top + (high - size) / 2, size, colour, paints);
    if (named) name(context, card.name, left + 8 + size, top + high / 2, wide - 12 - size, Math.max(9, Math.min(13, wide / 8)), paints);
  }
  context.globalAlpha = 1;
}

const paths = new Map<string, Path2D>();

function pathOf(d: string): Path2D {
  const known = paths.get(d);
  if (known !== undefined) return known;
  const made = new Path2D(d);
  paths.set(d, made);
  return made;
}

function sign(context: CanvasRenderingContext2D, family: Family, left: number, top: number, size: number, colour: string, { surface }: Paints): void {
  const shape = SHAPES[family];
  context.save();
  context.translate(left, top);
  context.scale(size / 16, size / 16);
  context.lineWidth = 1.6;
  context.lineCap = 'round';
  context.strokeStyle = colour;
  context.fillStyle = colour;
  if (shape.solid) context.fill(pathOf(shape.outline));
  else {
    if (family === 'waiting') context.setLineDash([2.4, 2.5]);
    context.stroke(pathOf(shape.outline));
  }
  context.setLineDash([]);
  context.strokeStyle = shape.solid ? surface : colour;
  // Smaller than this a sign is a blot; the silhouette still tells.
  if (size >= 7 && shape.sign !== '') context.stroke(pathOf(shape.sign));
  context.restore();
}

function name(context: CanvasRenderingContext2D, text: string, left: number, middle: number, wide: number, size: number, { ink, font }: Paints): void {
  context.font = `500 ${size}px ${font}`;
  context.textBaseline = 'middle';
  context.fillStyle = ink;
  // The mean width of a letter is enough to know where a name ends.
  const room = Math.floor(wide / (size * 0.56));
  if (room > 1) context.fillText(text.length > room ? `${text.slice(0, room - 1)}…` : text, left, middle);
}
