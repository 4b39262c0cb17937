/** One part of a drawing, which hangs together by lines: in layers from left to right, each after what it requires. Linear time, deterministic. */
import { byName, GAP_X, GAP_Y, NODE_HEIGHT, NODE_WIDTH, SHAPE, type Position, type Requiring, type Sized } from './cards';
import type { Block } from './parts';

/** Between the columns of one layer. */
const GAP_COLUMNS = 32;
/** Between the lines of a long chain: room for what goes from the end of the one to the beginning of the next. */
const GAP_LINES = 56;
/** That much wider than high is too flat. */
const FLAT = 5;

/** Layers from left to right; tall layers are broken into columns, so that a thousand equal resources make a field and not a tower. */
export function layered(nodes: readonly Sized[]): Block {
  const requires = new Map(nodes.map((node) => [node.name, node.requires]));
  const heights = new Map(nodes.map((node) => [node.name, node.height]));
  const depths = new Map<string, number>();
  for (const { name } of nodes) depthOf(name, requires, depths);
  drawNear(requires, depths);
  const layers = layersOf(nodes, depths);
  order(layers, requires);
  const tallest = Math.max(720, Math.sqrt(nodes.reduce((sum, { height }) => sum + (height + GAP_Y), 0) * (NODE_WIDTH + GAP_X)) * 0.9);
  const columns = layers.map((layer) => splitByHeight(layer, heights, tallest));
  const tall = (column: readonly string[]): number => column.reduce((sum, name) => sum + Math.ceil(((heights.get(name) ?? NODE_HEIGHT) + GAP_Y) / 8) * 8, -GAP_Y);
  const places = new Map<string, Position>();
  let [width, top] = [0, 0];
  for (const line of linesOf(columns, columns.flat().reduce((most, column) => Math.max(most, tall(column)), 0))) {
    const height = line.flat().reduce((most, column) => Math.max(most, tall(column)), 0);
    let x = 0;
    for (const layer of line) {
      for (const column of layer) {
        let y = top + Math.round((height - tall(column)) / 2 / 8) * 8;
        for (const name of column) {
          places.set(name, { x, y });
          y += Math.ceil(((heights.get(name) ?? NODE_HEIGHT) + GAP_Y) / 8) * 8;
        }
        x += NODE_WIDTH + GAP_COLUMNS;
      }
      x += GAP_X - GAP_COLUMNS;
    }
    width = Math.max(width, x - GAP_X);
    top += height + GAP_LINES;
  }
  return { places, width, height: top - GAP_LINES };
}

/** Up to so many layers are in one line, however flat that is. */
const LONG = 10;

/** Long chains go on in a new line, as text does: in one line of a hundred cards nobody can read any. */
function linesOf(layers: readonly string[][][], height: number): string[][][][] {
  const widths = layers.map((layer) => layer.length * (NODE_WIDTH + GAP_COLUMNS) - GAP_COLUMNS + GAP_X);
  const width = widths.reduce((sum, each) => sum + each, 0);
  const least = LONG * (NODE_WIDTH + GAP_X);
  if (width <= Math.max(least, FLAT * height)) return [[...layers]];
  const most = Math.max(least, Math.sqrt(width * (height + GAP_LINES) * SHAPE));
  const count = Math.ceil(width / most);
  const lines: string[][][][] = [];
  let before = 0;
  for (const [index, layer] of layers.entries()) {
    (lines[Math.min(count - 1, Math.floor((before / width) * count))] ??= []).push(layer);
    before += widths[index] ?? 0;
  }
  return lines.filter((line) => line.length > 0);
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
