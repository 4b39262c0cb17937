import { GAP_Y, NODE_HEIGHT, NODE_WIDTH, type Position } from './cards';

/** As near as another card may stand. */
const NEAREST = 16;

/**
 * The first place below the wanted one, or that one itself, where nothing stands.
 *
 * @param heights of what is placed, where they differ from that of a plain card
 * @param snap brings what is below another card to where cards may be
 */
export function freePlace({ x, y: wanted }: Position, height: number, placed: ReadonlyMap<string, Position>, heights?: ReadonlyMap<string, number>, snap = (y: number): number => y): Position {
  const column = [...placed].filter(([, other]) => Math.abs(other.x - x) < NODE_WIDTH + NEAREST).map(([name, other]) => ({ top: other.y, bottom: other.y + (heights?.get(name) ?? NODE_HEIGHT) })).sort((a, b) => a.top - b.top);
  let y = wanted;
  for (const other of column) if (y < other.bottom + NEAREST && y + height + NEAREST > other.top) y = snap(other.bottom + GAP_Y);
  return { x, y };
}
