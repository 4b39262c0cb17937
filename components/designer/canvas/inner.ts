/** What is inside a nested template or a group: a drawing that opens in the place of its card, and so does what is inside of that. */
import { type GraphNode, nodeKey, type NodeKey, NODE_HEIGHT, NODE_WIDTH, pathOf, type Position, projectGraph, routesOf, shapeOf, type StackGraph } from '@/lib/graph';
import { isMap, sameJson } from '@/lib/hot/json';
import { readTemplateText } from '@/lib/hot/reading';
import type { Json, JsonMap, Template, TypeCatalogue } from '@/lib/hot/types';
import { cards, drawnAs, heightOf, placesOf } from './geometry';

export interface InnerCard extends Position {
  name: string;
  type: string;
  shape: GraphNode['shape'];
  width: number;
  height: number;
  /** Names of the deployments in it, in their order. */
  holds: readonly string[];
  /** There is something in it that can be shown. */
  opens: boolean;
  /** What is in it, where it is open. */
  inner: Inner | null;
}

export interface Inner {
  /** The file, or the type that a group repeats. */
  title: string;
  /** Null where each member is one resource. */
  file: string | null;
  width: number;
  height: number;
  /** Where on the drawing of the file the corner of the card is. */
  origin: Position;
  cards: readonly InnerCard[];
  /** `d` of a path; `order`: nothing but an order. */
  lines: readonly { d: string; order: boolean }[];
}

type Files = Readonly<Record<string, string>>;
type Size = { width: number; height: number };

/** What drawings are made of: the files, and the layout in which the drawing of each file is kept. */
export interface Around {
  files: Files;
  layout: JsonMap;
}

export const INNER_TITLE = 40;
const PADDING = 16;
/** More than that is not looked at within a card. */
const MOST = 300;
const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };

/** Key of a layout under which it is remembered that a node is open. */
export const openKey = (key: NodeKey): string => `open:${key}`;

/** Key of the layout under which the drawing of a nested template is kept. */
export const drawingKey = (file: string): string => `inner:${file}`;

export const drawingIn = (layout: JsonMap, file: string): JsonMap => { const drawing = layout[drawingKey(file)]; return isMap(drawing) ? drawing : {}; };

/** Of a card that is not open. */
export const closedSize = (node: GraphNode): Size => ({ width: NODE_WIDTH, height: heightOf(node) });

interface Read {
  template: Template;
  graph: StackGraph;
}

interface Drawn extends Around {
  own: JsonMap;
  /** Something in it has an inside: it depends on more than its own text and places. */
  deep: boolean;
  drawing: Omit<Inner, 'title'> | null;
}

/** Drawings by the text they are of: a text is taken apart once, and drawn again only when something of it has changed. */
export class Inners {
  private readonly texts = new Map<string, Read | null>();
  private readonly drawings = new Map<string, Drawn>();

  /** Null for what has no inside that is known here. `within`: the files it is in, of which none is drawn in itself. */
  of(node: GraphNode, template: Template, around: Around, within: readonly string[] = []): Inner | null {
    const type = insideOf(node, template);
    if (type === null) return null;
    const file = fileOf(type, around.files);
    if (file === null) return node.shape === 'nested' || shapeOf(type) === 'nested' ? null : { title: type, ...single(type) };
    if (within.includes(file)) return null;
    const drawing = this.drawn(file, around, within);
    return drawing === null ? null : { title: type, ...drawing };
  }

  read(text: string): Read | null {
    const known = this.texts.get(text);
    if (known !== undefined) return known;
    const { template } = readTemplateText(text);
    const read = template === null ? null : { template, graph: projectGraph(template, NO_TYPES) };
    this.texts.set(text, read);
    return read;
  }

  /** Where the cards of a file stand on its own drawing. */
  places(file: string, { files, layout }: Around): ReadonlyMap<string, Position> {
    const read = this.read(files[file] ?? '');
    return read === null ? new Map() : placesOf(read.graph, drawingIn(layout, file), new Map());
  }

  private drawn(file: string, around: Around, within: readonly string[]): Omit<Inner, 'title'> | null {
    const own = drawingIn(around.layout, file);
    const known = this.drawings.get(file);
    if (known !== undefined && known.files[file] === around.files[file] && sameJson(known.own, own) && (!known.deep || (known.files === around.files && known.layout === around.layout))) return known.drawing;
    const read = this.read(around.files[file] ?? '');
    const drawing = read === null ? null : this.draw(file, read, own, around, within);
    this.drawings.set(file, { ...around, own, deep: drawing?.cards.some(({ opens }) => opens) === true, drawing });
    return drawing;
  }

  private draw(file: string, { template, graph }: Read, own: JsonMap, around: Around, within: readonly string[]): Omit<Inner, 'title'> | null {
    const shown = cards(graph);
    if (shown.length > MOST) return null;
    if (shown.length === 0) return { file, ...sized(NODE_WIDTH, NODE_HEIGHT), origin: { x: -PADDING, y: -PADDING - INNER_TITLE }, cards: [], lines: [] };
    const places = this.places(file, around);
    const at = (key: NodeKey): Position => places.get(key) ?? { x: 0, y: 0 };
    const origin = { x: Math.min(...shown.map(({ key }) => at(key).x)) - PADDING, y: Math.min(...shown.map(({ key }) => at(key).y)) - PADDING - INNER_TITLE };
    const inners = new Map(shown.map((node) => [node.key, this.of(node, template, around, [...within, file])]));
    const open = (node: GraphNode): Inner | null => (own[openKey(node.key)] === true ? (inners.get(node.key) ?? null) : null);
    const boxes = new Map(shown.map((node) => { const { width, height } = open(node) ?? closedSize(node); return [node.key, { key: node.key, x: at(node.key).x - origin.x, y: at(node.key).y - origin.y, width, height }]; }));
    const values = new Set(graph.edges.flatMap((edge) => (edge.kind === 'order' ? [] : [`${drawnAs(graph, edge.from)}|${drawnAs(graph, edge.to)}`])));
    const lines = new Map(graph.edges.flatMap((edge) => {
      const [a, b] = [boxes.get(drawnAs(graph, edge.from)), boxes.get(drawnAs(graph, edge.to))];
      if (!a || !b || a === b || edge.kind === 'condition') return [];
      return [[`${a.key}|${b.key}`, { id: `${a.key}|${b.key}`, from: { x: a.x + a.width, y: a.y + a.height / 2 }, to: { x: b.x, y: b.y + b.height / 2 }, own: [a.key, b.key] }] as const];
    }));
    const routes = routesOf([...lines.values()], boxes.values());
    return {
      file, origin,
      ...sized(Math.max(...[...boxes.values()].map(({ x, width }) => x + width)) - PADDING, Math.max(...[...boxes.values()].map(({ y, height }) => y + height)) - PADDING - INNER_TITLE),
      cards: shown.map((node) => {
        const { x = 0, y = 0, width = NODE_WIDTH, height = NODE_HEIGHT } = boxes.get(node.key) ?? {};
        return { name: node.name, type: node.type, shape: node.shape, x, y, width, height, holds: node.holds.map((key) => graph.byKey.get(key)?.name ?? key), opens: inners.get(node.key) !== null, inner: open(node) };
      }),
      lines: [...lines.values()].map(({ id, from, to }) => ({ d: pathOf(from, routes.get(id) ?? [], to), order: !values.has(id) })),
    };
  }
}

/** The file of that name among those of the draft. */
export function fileOf(type: string, files: Files): string | null {
  return [type, type.replace(/^\.\//, '')].find((name) => files[name] !== undefined) ?? null;
}

/** The template a card stands for, or the type that a group repeats. */
export function insideOf(node: GraphNode, template: Template): string | null {
  if (node.kind !== 'resource') return null;
  return node.shape === 'nested' ? (node.file ?? node.type) : node.shape === 'group' ? memberType(template.resources[node.name]?.properties ?? null) : null;
}

/** The file that is drawn in a card, or, further down, in the card that is reached from it by these names. */
export function fileWithin(inners: Inners, node: GraphNode | undefined, template: Template, steps: readonly string[], files: Files): string | null {
  const type = node === undefined ? null : insideOf(node, template);
  const file = type === null ? null : fileOf(type, files);
  const [step, ...rest] = steps;
  if (file === null || step === undefined) return file;
  const read = inners.read(files[file] ?? '');
  return read === null ? null : fileWithin(inners, read.graph.byKey.get(nodeKey('resource', step)), read.template, rest, files);
}

/** How many cards of a draft stand for a file, those within its other templates included. */
export function cardsWith(inners: Inners, file: string, { graph, template }: Read, files: Files): number {
  const reads = [{ graph, template }, ...Object.entries(files).flatMap(([name, text]) => (/\.(ya?ml|template)$/.test(name) ? (inners.read(text) ?? []) : []))];
  return reads.reduce((sum, each) => sum + each.graph.nodes.filter((node) => { const type = insideOf(node, each.template); return type !== null && fileOf(type, files) === file; }).length, 0);
}

/** Of those that are remembered as open. */
export function openInners(inners: Inners, graph: StackGraph, template: Template, around: Around): ReadonlyMap<NodeKey, Inner> {
  return new Map(graph.nodes.flatMap((node): [NodeKey, Inner][] => {
    const inner = around.layout[openKey(node.key)] === true ? inners.of(node, template, around) : null;
    return inner === null ? [] : [[node.key, inner]];
  }));
}

/** Where other cards go when one opens, closes or grows: those on its right make room or come back, and so do those below it. */
export function madeRoom(key: NodeKey, at: Position, from: Size, to: Size, places: ReadonlyMap<string, Position>): Record<string, Position> {
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
  return { file: null, ...sized(NODE_WIDTH, NODE_HEIGHT), origin: { x: 0, y: 0 }, cards: [{ name: 'each member', type, shape: shapeOf(type), x: PADDING, y: INNER_TITLE + PADDING, width: NODE_WIDTH, height: NODE_HEIGHT, holds: [], opens: false, inner: null }], lines: [] };
}

function sized(width: number, height: number): Size {
  return { width: width + PADDING * 2, height: height + PADDING * 2 + INNER_TITLE };
}
