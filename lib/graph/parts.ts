/** A drawing of parts that no line connects: each by itself, then beside and below each other. In layers of all of them, each would pull the others apart. */
import { byName, GAP_X, GAP_Y, NODE_WIDTH, type Position, SHAPE, type Sized } from './cards';

/** Between parts, one below the other. */
const GAP_PARTS = 48;
/** Between parts beside each other: wider than between cards that a line connects, or two of them look like one. */
const GAP_BESIDE = 144;
/** Widths of rows that are tried, in those that would make the drawing a square of that shape if nothing was wasted. */
const WIDTHS = [0.6, 0.75, 0.9, 1, 1.15, 1.3, 1.5, 1.75, 2];

/** A part, from 0, 0. */
export interface Block {
  places: ReadonlyMap<string, Position>;
  width: number;
  height: number;
}

/** As large as its cards. */
export function blockOf(places: ReadonlyMap<string, Position>, heightOf: (name: string) => number): Block {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [name, { x, y }] of places) [left, top, right, bottom] = [Math.min(left, x), Math.min(top, y), Math.max(right, x + NODE_WIDTH), Math.max(bottom, y + heightOf(name))];
  return { places: new Map([...places].map(([name, { x, y }]) => [name, { x: x - left, y: y - top }])), width: right - left, height: bottom - top };
}

/** The nodes that lines connect, whichever way they go, in the order of their first names. */
export function partsOf(nodes: readonly Sized[]): Sized[][] {
  const beside = new Map<string, string[]>(nodes.map(({ name }) => [name, []]));
  for (const { name, requires } of nodes) {
    for (const need of requires) {
      const other = beside.get(need);
      if (other === undefined) continue;
      other.push(name);
      beside.get(name)?.push(need);
    }
  }
  const part = new Map<string, number>();
  let parts = 0;
  for (const { name } of nodes.toSorted((a, b) => byName(a.name, b.name))) {
    if (part.has(name)) continue;
    const members = [name];
    part.set(name, parts);
    for (const member of members) {
      for (const next of beside.get(member) ?? []) {
        if (part.has(next)) continue;
        part.set(next, parts);
        members.push(next);
      }
    }
    parts += 1;
  }
  const members: Sized[][] = Array.from({ length: parts }, () => []);
  for (const node of nodes) members[part.get(node.name) ?? 0]?.push(node);
  return members;
}

/** The parts in rows, the tallest first, so that rows waste little; what stands alone last, where it makes a field. As wide as lets the cards be largest with all in view. */
export function together(parts: readonly Block[]): ReadonlyMap<string, Position> {
  const larger = parts.filter(({ places }) => places.size > 1).toSorted((a, b) => b.height - a.height);
  const alone = parts.filter(({ places }) => places.size === 1);
  const square = Math.sqrt(SHAPE * parts.reduce((sum, { width, height }) => sum + (width + GAP_BESIDE) * (height + GAP_PARTS), 0));
  const least = parts.reduce((most, { width }) => Math.max(most, width), 0);
  let best: { places: Map<string, Position>; smallness: number } | undefined;
  for (const width of new Set(WIDTHS.map((factor) => Math.max(least, square * factor)))) {
    const places = new Map<string, Position>();
    const rows = inRows(larger, width, { x: GAP_BESIDE, y: GAP_PARTS }, 0, places);
    const rest = inRows(alone, width, { x: GAP_X, y: GAP_Y }, rows.bottom === 0 ? 0 : rows.bottom + GAP_PARTS, places);
    const smallness = Math.max(Math.max(rows.right, rest.right) / SHAPE, rest.bottom);
    if (best === undefined || smallness < best.smallness) best = { places, smallness };
  }
  return best?.places ?? new Map();
}

/** Puts blocks into rows from `top` on; answers how far they reach. */
function inRows(blocks: readonly Block[], width: number, gap: Position, top: number, places: Map<string, Position>): { right: number; bottom: number } {
  let [left, y, tallest, right] = [0, top, 0, 0];
  for (const block of blocks) {
    if (left > 0 && left + block.width > width) [left, y, tallest] = [0, y + tallest + gap.y, 0];
    const at = { x: Math.round(left / 8) * 8, y: Math.ceil(y / 8) * 8 };
    for (const [name, place] of block.places) places.set(name, { x: place.x + at.x, y: place.y + at.y });
    right = Math.max(right, left + block.width);
    left += block.width + gap.x;
    tallest = Math.max(tallest, block.height);
  }
  return { right, bottom: y + tallest };
}
