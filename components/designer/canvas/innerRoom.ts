/** What happens around something that changes its size within an open card: every card it is in grows with it, and others make room. */
import { type GraphNode, nodeKey, type NodeKey, type Position, type StackGraph } from '@/lib/graph';
import type { JsonMap, Template } from '@/lib/hot/types';
import type { Places } from '../document/places';
import { type Around, closedSize, drawingIn, drawingKey, type Inners, madeRoom, openKey } from './inner';

/** The drawing that holds the open card. */
export interface Outermost {
  graph: StackGraph;
  template: Template;
  places: ReadonlyMap<string, Position>;
}

/**
 * What of the layout changes with it, the places on the drawing around everything included.
 * @param steps names on the way from the open card to the one whose drawing was changed; none: the open card itself
 */
export function roomAround(inners: Inners, { graph, template, places }: Outermost, holder: NodeKey, steps: readonly string[], before: Around, after: Around): Places {
  const node = graph.byKey.get(holder);
  const at = places.get(holder);
  if (node === undefined || at === undefined) return {};
  const layout = roomWithin(inners, node, template, steps, before, after);
  const [from, to] = [inners.of(node, template, before), inners.of(node, template, { ...after, layout })];
  const drawings = Object.fromEntries(Object.entries(layout).filter(([key, value]) => value !== before.layout[key]));
  return { ...(from === null || to === null ? {} : { ...Object.fromEntries(places), ...madeRoom(holder, at, from, to, places) }), ...drawings };
}

/** The layout in which there is room on each drawing between the open card and what was changed. */
function roomWithin(inners: Inners, node: GraphNode, template: Template, steps: readonly string[], before: Around, after: Around): JsonMap {
  const [step, ...rest] = steps;
  const file = inners.of(node, template, before)?.file ?? null;
  const read = file === null ? null : inners.read(before.files[file] ?? '');
  const card = step === undefined ? undefined : read?.graph.byKey.get(nodeKey('resource', step));
  if (file === null || read === null || card === undefined) return after.layout;
  const layout = roomWithin(inners, card, read.template, rest, before, after);
  const [from, to] = [inners.of(card, read.template, before), inners.of(card, read.template, { ...after, layout })];
  const places = inners.places(file, before);
  const at = places.get(card.key);
  if (from === null || to === null || at === undefined) return layout;
  return { ...layout, [drawingKey(file)]: { ...drawingIn(layout, file), ...Object.fromEntries(places), ...madeRoom(card.key, at, from, to, places) } };
}

/** The drawing of a file in which one card stands elsewhere, on the grid; what was placed by itself stays where it is from then on. Null for a card that is not there. */
export function movedIn(inners: Inners, file: string, name: string, by: Position, around: Around): JsonMap | null {
  const key = nodeKey('resource', name);
  const places = inners.places(file, around);
  const at = places.get(key);
  return at === undefined ? null : { ...drawingIn(around.layout, file), ...Object.fromEntries(places), [key]: { x: onGrid(at.x + by.x), y: onGrid(at.y + by.y) } };
}

const onGrid = (value: number): number => Math.round(value / 8) * 8;

/** The drawing of a file in which one card is open that was closed, or the other way. Null for a card that has no inside. */
export function toggledIn(inners: Inners, file: string, name: string, around: Around): JsonMap | null {
  const read = inners.read(around.files[file] ?? '');
  const card = read?.graph.byKey.get(nodeKey('resource', name));
  const inner = read && card ? inners.of(card, read.template, around, [file]) : null;
  const places = inners.places(file, around);
  const at = card && places.get(card.key);
  if (!card || !at || inner === null) return null;
  const { [openKey(card.key)]: open, ...drawing } = drawingIn(around.layout, file);
  const isOpen = open === true;
  const [from, to] = isOpen ? [inner, closedSize(card)] : [closedSize(card), inner];
  return { ...drawing, ...Object.fromEntries(places), ...madeRoom(card.key, at, from, to, places), ...(isOpen ? {} : { [openKey(card.key)]: true }) };
}
