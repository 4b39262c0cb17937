/** Where nodes are drawn: in layers after what they require. Linear time, deterministic, and places people chose are never moved. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { placeBetween } from './between';
import { GAP_X, GAP_Y, NODE_HEIGHT, NODE_WIDTH, type Position, type Requiring, type Sized } from './cards';
import { freePlace } from './free';
import { layered } from './layers';
import { partsOf, together } from './parts';

/**
 * Where each resource is drawn: at the place it has in the designer, else in layers after what it requires (linear time).
 * Of those without a place, what belongs between cards that have one is put there, which moves what is right of it; the others are put right of everything.
 *
 * @param layout places by `resource:name`
 */
export function resourcePositions(resources: readonly Requiring[], layout: JsonMap): ReadonlyMap<string, Position> {
  const placed = new Map<string, Position>();
  for (const { name } of resources) {
    const position = positionOf(layout[`resource:${name}`]);
    if (position) placed.set(name, position);
  }
  if (placed.size > 0) placeBetween(resources, placed);
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
    placed.set(node.name, freePlace({ x: onGrid(wanted.x), y: onGrid(wanted.y) }, node.height, placed, heights, nextOnGrid));
  }
  return placed;
}

/** Cards that are placed by us are on a grid. */
const onGrid = (value: number): number => Math.round(value / 8) * 8;
const nextOnGrid = (value: number): number => Math.ceil(value / 8) * 8;

function drawing(nodes: readonly Sized[]): ReadonlyMap<string, Position> {
  return together(partsOf(nodes).map(layered));
}
