import { drawLine, type Pen } from '@/lib/graph/path';
import type { Position } from '@/lib/graph/cards';
import type { View } from './usePaintedSurface';

/** Nearer than this, lines are curved and dashed; from farther away nobody sees it. */
const CURVED_FROM = 0.3;

export const isCurved = ({ zoom }: View): boolean => zoom >= CURVED_FROM;

/** Draws what is told in the measure of the drawing where the view shows it. */
export function penOf(context: CanvasRenderingContext2D, { x, y, zoom }: View): Pen {
  return {
    moveTo: (px, py) => context.moveTo(px * zoom + x, py * zoom + y),
    lineTo: (px, py) => context.lineTo(px * zoom + x, py * zoom + y),
    quadraticCurveTo: (ax, ay, px, py) => context.quadraticCurveTo(ax * zoom + x, ay * zoom + y, px * zoom + x, py * zoom + y),
    bezierCurveTo: (ax, ay, bx, by, px, py) => context.bezierCurveTo(ax * zoom + x, ay * zoom + y, bx * zoom + x, by * zoom + y, px * zoom + x, py * zoom + y),
  };
}

/** One line into the path of the pen. */
export function traceLine(pen: Pen, { from, turns, to }: { from: Position; turns: readonly Position[]; to: Position }, curved: boolean): void {
  if (curved) return drawLine(pen, from, turns, to);
  pen.moveTo(from.x, from.y);
  for (const turn of turns) pen.lineTo(turn.x, turn.y);
  pen.lineTo(to.x, to.y);
}
