/** Where cards that come from the clipboard stand: as they stood to each other. */
import { GAP_Y, NODE_HEIGHT, type Position } from './cards';

export interface StandingBox extends Position {
  width: number;
  height: number;
}

/** Pixels between cards that do not belong together. */
const CLEAR = 16;

/** The places of what was copied, moved down together until none lies over a card that stands there. */
export function arrivedAt(copied: readonly StandingBox[], standing: readonly StandingBox[]): Position[] {
  const step = NODE_HEIGHT + GAP_Y;
  const lowest = standing.reduce((most, { y, height }) => Math.max(most, y + height), -Infinity);
  const top = copied.reduce((least, { y }) => Math.min(least, y), Infinity);
  let down = 0;
  // Below everything there is room.
  while (top + down < lowest + CLEAR && copied.some((box) => standing.some((other) => meet({ ...box, y: box.y + down }, other)))) down += step;
  return copied.map(({ x, y }) => ({ x, y: y + down }));
}

function meet(a: StandingBox, b: StandingBox): boolean {
  return a.x < b.x + b.width + CLEAR && b.x < a.x + a.width + CLEAR && a.y < b.y + b.height + CLEAR && b.y < a.y + a.height + CLEAR;
}
