/** What is inside a nested template or a group: a drawing that opens in the place of its card. */
import { type GraphNode, type NodeKey, NODE_HEIGHT, NODE_WIDTH, pathOf, type Position, projectGraph, routesOf, shapeOf, type StackGraph } from '@/lib/graph';
import { isMap } from '@/lib/hot/json';
import { readTemplateText } from '@/lib/hot/reading';
import type { Json, JsonMap, Template, TypeCatalogue } from '@/lib/hot/types';
import { cards, drawnAs, heightOf, placesOf } from './geometry';

export interface InnerCard extends Position {
  name: string;
  type: string;
  shape: GraphNode['shape'];
  height: number;
  /** Names of the deployments in it, in their order. */
  holds: readonly string[];
}

export interface Inner {
  /** The file, or the type that a group repeats. */
  title: string;
  width: number;
  height: number;
  cards: readonly InnerCard[];
  /** Values of `d`. */
  lines: readonly string[];
}

export const INNER_TITLE = 40;
const PADDING = 16;
/** More than that is not looked at within a card. */
const MOST = 300;
const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

/** Key of the layout under which it is remembered that a node is open. */
export const openKey = (key: NodeKey): string => `open:${key}`;

/** Drawings by the text they are of: a text is taken apart once, however often the one around it changes. */
export class Inners {
  private readonly known = new Map<string, Omit<Inner, 'title'> | null>();

  /** Null for what has no inside that is known here. */
  of(node: GraphNode, template: Template, files: Readonly<Record<string, string>>): Inner | null {
    const type = insideOf(node, template);
    if (type === null) return null;
    const file = fileOf(type, files);
    const text = file === null ? undefined : files[file];
    if (text === undefined) return shapeOf(type) === 'nested' ? null : { title: type, ...single(type) };
    if (!this.known.has(text)) this.known.set(text, drawingOf(text));
    const drawing = this.known.get(text);
    return drawing ? { title: type, ...drawing } : null;
  }
}

/** The file of that name among those of the draft. */
export function fileOf(type: string, files: Readonly<Record<string, string>>): string | null {
  return [type, type.replace(/^\.\//, '')].find((name) => files[name] !== undefined) ?? null;
}

/** The template a card stands for, or the type that a group repeats. */
export function insideOf(node: GraphNode, template: Template): string | null {
  if (node.kind !== 'resource') return null;
  return node.shape === 'nested' ? node.type : node.shape === 'group' ? memberType(template.resources[node.name]?.properties ?? null) : null;
}

/** Of those that are remembered as open. */
export function openInners(inners: Inners, graph: StackGraph, template: Template, layout: JsonMap, files: Readonly<Record<string, string>>): ReadonlyMap<NodeKey, Inner> {
  return new Map(graph.nodes.flatMap((node): [NodeKey, Inner][] => {
    const inner = layout[openKey(node.key)] === true ? inners.of(node, template, files) : null;
    return inner === null ? [] : [[node.key, inner]];
  }));
}

/** Where other cards go when one opens, or closes: those on its right make room or come back, and so do those below it. */
export function madeRoom(key: NodeKey, at: Position, from: { width: number; height: number }, to: { width: number; height: number }, places: ReadonlyMap<string, Position>): Record<string, Position> {
  const [dx, dy] = [to.width - from.width, to.height - from.height];
  const across = Math.max(from.width, to.width);
  return Object.fromEntries([...places].flatMap(([other, { x, y }]): [string, Position][] => {
    if (other === key) return [];
    if (x >= at.x + from.width) return [[other, { x: x + dx, y }]];
    return y >= at.y + from.height && x > at.x - NODE_WIDTH && x < at.x + across ? [[other, { x, y: y + dy }]] : [];
  }));
}

function memberType(properties: Json): string | null {
  const definition = isMap(properties) ? (properties.resource_def ?? properties.resource) : undefined;
  return isMap(definition) && typeof definition.type === 'string' ? definition.type : null;
}

function single(type: string): Omit<Inner, 'title'> {
  return { ...sized(NODE_WIDTH, NODE_HEIGHT), cards: [{ name: 'each member', type, shape: shapeOf(type), x: PADDING, y: INNER_TITLE + PADDING, height: NODE_HEIGHT, holds: [] }], lines: [] };
}

function sized(width: number, height: number): { width: number; height: number } {
  return { width: width + PADDING * 2, height: height + PADDING * 2 + INNER_TITLE };
}

function drawingOf(text: string): Omit<Inner, 'title'> | null {
  const { template } = readTemplateText(text);
  if (template === null) return null;
  const graph = projectGraph(template, NO_TYPES);
  const shown = cards(graph);
  if (shown.length === 0 || shown.length > MOST) return null;
  const places = placesOf(graph, {}, new Map());
  const [left, top] = [Math.min(...shown.map(({ key }) => places.get(key)?.x ?? 0)), Math.min(...shown.map(({ key }) => places.get(key)?.y ?? 0))];
  const boxes = new Map(shown.map((node) => {
    const { x, y } = places.get(node.key) ?? { x: 0, y: 0 };
    return [node.key, { key: node.key, x: x - left + PADDING, y: y - top + PADDING + INNER_TITLE, width: NODE_WIDTH, height: heightOf(node) }];
  }));
  const lines = new Map(graph.edges.flatMap((edge) => {
    const [a, b] = [boxes.get(drawnAs(graph, edge.from)), boxes.get(drawnAs(graph, edge.to))];
    if (!a || !b || a === b || edge.kind === 'condition') return [];
    return [[`${a.key}|${b.key}`, { id: `${a.key}|${b.key}`, from: { x: a.x + a.width, y: a.y + a.height / 2 }, to: { x: b.x, y: b.y + b.height / 2 }, own: [a.key, b.key] }] as const];
  }));
  const routes = routesOf([...lines.values()], boxes.values());
  return {
    ...sized(Math.max(...[...boxes.values()].map(({ x, width }) => x + width)) - PADDING, Math.max(...[...boxes.values()].map(({ y, height }) => y + height)) - PADDING - INNER_TITLE),
    cards: shown.map((node) => { const { x = 0, y = 0, height = NODE_HEIGHT } = boxes.get(node.key) ?? {}; return { name: node.name, type: node.type, shape: node.shape, x, y, height, holds: node.holds.map((key) => graph.byKey.get(key)?.name ?? key) }; }),
    lines: [...lines.values()].map(({ id, from, to }) => pathOf(from, routes.get(id) ?? [], to)),
  };
}
