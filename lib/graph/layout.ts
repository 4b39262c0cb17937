/** Where nodes are drawn: in layers after what they require. Linear time, deterministic, and places people chose are never moved. */
import type { Json, JsonMap } from '@/lib/hot/types';

// A type and not an interface, so that it is JSON.
export type Position = { x: number; y: number };

/** A resource and the names of what it requires. */
export interface Requiring {
  name: string;
  requires: readonly string[];
}

/** A node of a size of its own, by key. */
export interface Sized extends Requiring {
  height: number;
}

export const NODE_WIDTH = 208;
export const NODE_HEIGHT = 60;
const GAP_X = 72;
const GAP_Y = 24;
/** Between the columns of one layer. */
const GAP_COLUMNS = 32;
/** Between parts that no line connects. */
const GAP_PARTS = 48;
/** Width to height of what drawings are looked at in. */
const SHAPE = 1.6;
/** Made once: comparing with a locale each time takes most of the time of a layout. */
const byName = new Intl.Collator('en', { numeric: true }).compare;

/**
 * Where each resource is drawn: at the place it has in the designer, else in layers after what it requires (linear time).
 * Those without a place are put to the right of everything that has one.
 *
 * @param layout places by `resource:name`
 */
export function resourcePositions(resources: readonly Requiring[], layout: JsonMap): ReadonlyMap<string, Position> {
  const placed = new Map<string, Position>();
  for (const { name } of resources) {
    const position = positionOf(layout[`resource:${name}`]);
    if (position) placed.set(name, position);
  }
  const open = resources.filter(({ name }) => !placed.has(name));
  if (open.length === 0) return placed;
  const right = placed.size === 0 ? 0 : [...placed.values()].reduce((most, { x }) => Math.max(most, x), -Infinity) + NODE_WIDTH + GAP_X;
  const top = placed.size === 0 ? 0 : [...placed.values()].reduce((least, { y }) => Math.min(least, y), Infinity);
  for (const [name, { x, y }] of drawing(open.map((each) => ({ ...each, height: NODE_HEIGHT })))) placed.set(name, { x: x + right, y: y + top });
  return placed;
}

export function positionOf(value: Json | undefined): Position | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  return typeof value.x === 'number' && typeof value.y === 'number' ? { x: value.x, y: value.y } : null;
}

/**
 * Places for all nodes, by key (`resource:web`). Those in `layout` stay; the others go in layers beside them: into free room right of what they
 * require when there is some, so that a node that was just added stands next to its neighbours.
 */
export function layOut(nodes: readonly Sized[], layout: JsonMap): ReadonlyMap<string, Position> {
  const placed = new Map<string, Position>();
  const heights = new Map(nodes.map((node) => [node.name, node.height]));
  for (const { name } of nodes) {
    const position = positionOf(layout[name]);
    if (position) placed.set(name, position);
  }
  const open = nodes.filter(({ name }) => !placed.has(name));
  if (placed.size === 0) return drawing(open);
  for (const node of open) {
    const beside = node.requires.flatMap((need) => placed.get(need) ?? []);
    const wanted = beside.length > 0
      ? { x: Math.max(...beside.map(({ x }) => x)) + NODE_WIDTH + GAP_X, y: beside.reduce((sum, { y }) => sum + y, 0) / beside.length }
      : { x: Math.min(...[...placed.values()].map(({ x }) => x)), y: Math.max(...[...placed].map(([name, { y }]) => y + (heights.get(name) ?? NODE_HEIGHT))) + GAP_Y };
    placed.set(node.name, freePlace(wanted, node.height, placed, heights));
  }
  return placed;
}

/** The first place below the wanted one where nothing stands. */
function freePlace(wanted: Position, height: number, placed: ReadonlyMap<string, Position>, heights: ReadonlyMap<string, number>): Position {
  const x = Math.round(wanted.x / 8) * 8;
  let y = Math.round(wanted.y / 8) * 8;
  const column = [...placed].filter(([, other]) => Math.abs(other.x - x) < NODE_WIDTH + 16).map(([name, other]) => ({ top: other.y, bottom: other.y + (heights.get(name) ?? NODE_HEIGHT) })).sort((a, b) => a.top - b.top);
  for (const other of column) if (y < other.bottom + 16 && y + height + 16 > other.top) y = Math.ceil((other.bottom + GAP_Y) / 8) * 8;
  return { x, y };
}

/** Parts that no line connects are laid out by themselves, then put beside and below each other: in one drawing of layers, each would pull the others apart. */
function drawing(nodes: readonly Sized[]): Map<string, Position> {
  const requires = new Map(nodes.map((node) => [node.name, node.requires]));
  const heights = new Map(nodes.map((node) => [node.name, node.height]));
  const parts = partsOf(nodes).map((members) => blockOf(members, requires, heights));
  // Taller ones first, so that rows waste little; what stands alone last, where it makes a field.
  const inRows = parts.filter(({ places }) => places.size > 1).toSorted((a, b) => b.height - a.height);
  const alone = parts.filter(({ places }) => places.size === 1);
  const area = parts.reduce((sum, { width, height }) => sum + (width + GAP_X) * (height + GAP_PARTS), 0);
  const width = Math.max(Math.sqrt(area * SHAPE), ...parts.map((part) => part.width));
  const positions = new Map<string, Position>();
  const below = inRowsOf(inRows, width, GAP_PARTS, 0, positions);
  inRowsOf(alone, width, GAP_Y, below, positions);
  return positions;
}

/** Puts blocks into rows from the top on; answers where the next row would begin. */
function inRowsOf(blocks: readonly Block[], width: number, gap: number, top: number, positions: Map<string, Position>): number {
  let [left, y, tallest] = [0, top, 0];
  for (const block of blocks) {
    if (left > 0 && left + block.width > width) [left, y, tallest] = [0, y + tallest + gap, 0];
    for (const [name, at] of block.places) positions.set(name, { x: at.x + left, y: Math.ceil((at.y + y) / 8) * 8 });
    left += block.width + GAP_X;
    tallest = Math.max(tallest, block.height);
  }
  return blocks.length === 0 ? top : y + tallest + GAP_PARTS;
}

/** A part of a drawing, from 0, 0. */
interface Block {
  places: ReadonlyMap<string, Position>;
  width: number;
  height: number;
}

/** The nodes that lines connect, whichever way they go, in the order of their first names. */
function partsOf(nodes: readonly Sized[]): Sized[][] {
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

/** Layers from left to right; tall layers are broken into columns, so that a thousand equal resources make a field and not a tower. */
function blockOf(nodes: readonly Sized[], all: ReadonlyMap<string, readonly string[]>, heights: ReadonlyMap<string, number>): Block {
  const requires = new Map(nodes.map(({ name }) => [name, all.get(name) ?? []]));
  const depths = new Map<string, number>();
  for (const { name } of nodes) depthOf(name, requires, depths);
  drawNear(requires, depths);
  const layers = layersOf(nodes, depths);
  order(layers, requires);
  const tallest = Math.max(720, Math.sqrt(nodes.reduce((sum, { height }) => sum + (height + GAP_Y), 0) * (NODE_WIDTH + GAP_X)) * 0.9);
  const columns = layers.map((layer) => splitByHeight(layer, heights, tallest));
  const tall = (column: readonly string[]): number => column.reduce((sum, name) => sum + Math.ceil(((heights.get(name) ?? NODE_HEIGHT) + GAP_Y) / 8) * 8, -GAP_Y);
  const height = columns.flat().reduce((most, column) => Math.max(most, tall(column)), 0);
  const places = new Map<string, Position>();
  let x = 0;
  for (const layer of columns) {
    for (const column of layer) {
      let y = Math.round((height - tall(column)) / 2 / 8) * 8;
      for (const name of column) {
        places.set(name, { x, y });
        y += Math.ceil(((heights.get(name) ?? NODE_HEIGHT) + GAP_Y) / 8) * 8;
      }
      x += NODE_WIDTH + GAP_COLUMNS;
    }
    x += GAP_X - GAP_COLUMNS;
  }
  return { places, width: x - GAP_X, height };
}

/** As many columns as are needed for none to be taller, all about as tall. */
function splitByHeight(layer: readonly string[], heights: ReadonlyMap<string, number>, tallest: number): string[][] {
  const own = (name: string): number => (heights.get(name) ?? NODE_HEIGHT) + GAP_Y;
  const total = layer.reduce((sum, name) => sum + own(name), 0);
  const count = Math.max(1, Math.min(layer.length, Math.ceil(total / Math.max(1, tallest - GAP_Y - NODE_HEIGHT))));
  const columns: string[][] = total <= tallest ? [[...layer]] : Array.from({ length: count }, () => []);
  if (columns.length === 1) return columns;
  let above = 0;
  for (const name of layer) {
    columns[Math.min(count - 1, Math.floor(((above + own(name) / 2) / total) * count))]?.push(name);
    above += own(name);
  }
  return columns.filter((column) => column.length > 0);
}

/** Resources that require each other in a circle have no lowest layer: layers that nothing is in are left out. */
function layersOf(nodes: readonly Requiring[], depths: ReadonlyMap<string, number>): string[][] {
  const layers = new Map<number, string[]>();
  for (const { name } of nodes) {
    const depth = depths.get(name) ?? 0;
    const layer = layers.get(depth);
    if (layer === undefined) layers.set(depth, [name]);
    else layer.push(name);
  }
  return [...layers].toSorted(([a], [b]) => a - b).map(([, names]) => names);
}

/** Length of the longest chain of requirements, without recursion: chains may be as long as the stack. */
function depthOf(start: string, requires: ReadonlyMap<string, readonly string[]>, depths: Map<string, number>): void {
  const stack = [start];
  const entered = new Set<string>();
  while (stack.length > 0) {
    const name = stack.at(-1) ?? start;
    const needs = (requires.get(name) ?? []).filter((need) => requires.has(need));
    const missing = entered.has(name) ? [] : needs.filter((need) => !depths.has(need) && !entered.has(need));
    entered.add(name);
    if (missing.length > 0) stack.push(...missing);
    else {
      depths.set(name, needs.length === 0 ? 0 : Math.max(...needs.map((need) => depths.get(need) ?? 0)) + 1);
      stack.pop();
    }
  }
}

/** What requires nothing stands in the layer just before the first that requires it, so that lines are short. */
function drawNear(requires: ReadonlyMap<string, readonly string[]>, depths: Map<string, number>): void {
  const nearest = new Map<string, number>();
  for (const [name, needs] of requires) {
    const depth = depths.get(name) ?? 0;
    for (const need of needs) nearest.set(need, Math.min(nearest.get(need) ?? Infinity, depth - 1));
  }
  for (const [name, needs] of requires) if (needs.length === 0) depths.set(name, Math.max(0, nearest.get(name) ?? 0));
}

/** Brings each resource near to what it requires and to what requires it: sweeps by the mean place of its neighbours, there, back and there again. */
function order(layers: string[][], requires: ReadonlyMap<string, readonly string[]>): void {
  const requirers = new Map<string, string[]>();
  for (const [name, needs] of requires) {
    for (const need of needs) {
      const known = requirers.get(need);
      if (known === undefined) requirers.set(need, [name]);
      else known.push(name);
    }
  }
  /** From 0 at the top of a layer to 1 at its bottom. */
  const place = new Map<string, number>();
  const keep = (layer: readonly string[]): void => layer.forEach((name, index) => place.set(name, (index + 0.5) / layer.length));
  for (const layer of layers) keep(layer.sort((a, b) => byName(a, b)));
  for (const [sweep, neighbours] of [[layers, requires], [layers.toReversed(), requirers], [layers, requires]] as const) {
    for (const layer of sweep) {
      const means = new Map(layer.map((name) => {
        const places = (neighbours.get(name) ?? []).flatMap((other) => place.get(other) ?? []);
        return [name, places.length === 0 ? (place.get(name) ?? 0) : places.reduce((sum, each) => sum + each, 0) / places.length];
      }));
      keep(layer.sort((a, b) => (means.get(a) ?? 0) - (means.get(b) ?? 0) || byName(a, b)));
    }
  }
}
