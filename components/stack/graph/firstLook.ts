/** What of the graph of a stack is seen before somebody has moved it. */
import type { Viewport } from '@xyflow/react';
import { NODE_HEIGHT, NODE_WIDTH, type Position } from '@/lib/graph/cards';
import type { Bounds } from '@/components/ui/inView';

export const FIT_PADDING = 0.12;
const NEAREST = 1;
/** From here on cards can be read. */
export const READABLE = 0.72;
/** From here on at least names can be. */
export const LEGIBLE = 0.36;
const MARGIN = 20;

/** Around all places, and no smaller than what is seen of them at their own size. */
export function boundsOf(places: ReadonlyMap<string, Position>, width: number, height: number): Bounds {
  const around = cover(places);
  // As much of the view as the library leaves within its padding.
  const room = 1 / (1 + FIT_PADDING);
  const [wide, high] = [Math.max(around.width, (width / NEAREST) * room), Math.max(around.height, (height / NEAREST) * room)];
  return { x: around.x - (wide - around.width) / 2, y: around.y - (high - around.height) / 2, width: wide, height: high };
}

/** Where a room begins in which the whole would be seen from farther than `least`: at what matters most, or where the graph begins. Null: the whole is shown. */
export function firstLook(places: ReadonlyMap<string, Position>, foremost: string | null, width: number, height: number, least: number): Viewport | null {
  const { x, y, width: wide, height: high } = cover(places);
  if ((width - 2 * MARGIN) / wide >= least) return null;
  const start = [...places.values()].reduce((first, each) => (each.x < first.x ? each : first));
  const at = places.get(foremost ?? '') ?? start;
  return { x: along(at.x + NODE_WIDTH / 2, x, wide, width), y: along(at.y + NODE_HEIGHT / 2, y, high, height), zoom: READABLE };
}

/** The middle of the room shows `at`, but beyond the ends of the graph there is nothing to see. */
function along(at: number, start: number, length: number, room: number): number {
  const seen = (room - 2 * MARGIN) / READABLE;
  const first = length <= seen ? start - (seen - length) / 2 : Math.min(Math.max(at - seen / 2, start), start + length - seen);
  return MARGIN - first * READABLE;
}

export function cover(places: ReadonlyMap<string, Position>): Bounds {
  const all = [...places.values()];
  const [left, top] = [Math.min(...all.map(({ x }) => x)), Math.min(...all.map(({ y }) => y))];
  return { x: left, y: top, width: Math.max(...all.map(({ x }) => x)) + NODE_WIDTH - left, height: Math.max(...all.map(({ y }) => y)) + NODE_HEIGHT - top };
}
