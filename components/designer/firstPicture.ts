/**
 * A drawing as the server can make it: cards, lines and names where the canvas will have them. It is on the screen long before the program of the canvas is, which
 * has what was read of the text from here, too.
 */
import { notesOf, pathOf, projectGraph } from '@/lib/graph';
import { readRecent, readTemplateText } from '@/lib/hot/reading';
import type { TypeCatalogue } from '@/lib/hot/types';
import type { DraftView } from '@/lib/wire/types';
import { cards, dockPlaces, PILL_HEIGHT, PILL_WIDTH, placesOf, portOf } from './canvas/geometry';
import { sceneOf } from './canvas/scene';
import { firstLines } from './code/firstLines';
import type { Beginning } from './code/FirstText';

export interface FirstPicture {
  view: { x: number; y: number; width: number; height: number };
  /** As paths of SVG. */
  cards: string;
  lines: string;
  dashed: string;
  names: readonly { x: number; y: number; name: string }[];
}

export interface FirstLook {
  text: Beginning | null;
  picture: FirstPicture | null;
  /** What the text says, as JSON; null where it has to be read again, because something is wrong with it or its places are not those of the browser. */
  value: string | null;
}

/** Above this many names none can be read. */
const MOST_NAMED = 120;
/** Larger drafts open as an outline. */
const MOST_DRAWN = 1500;
/** Characters. Reading takes about a millisecond for a thousand, and everybody's requests wait meanwhile. */
const LONGEST = 200_000;
const KEPT = 32;

const NO_TYPES: TypeCatalogue = { get: () => undefined, names: () => [] };
const looks = new Map<string, { version: number; look: FirstLook }>();

/** Of one version of a draft this is worked out once, whoever opens it how often. */
export function firstLookAt(draft: DraftView): FirstLook {
  const known = looks.get(draft.id);
  if (known?.version === draft.version) return known.look;
  const look = lookAt(draft);
  looks.delete(draft.id);
  looks.set(draft.id, { version: draft.version, look });
  for (const oldest of looks.keys()) {
    if (looks.size <= KEPT) break;
    looks.delete(oldest);
  }
  return look;
}

function lookAt({ text, layout }: Pick<DraftView, 'text' | 'layout'>): FirstLook {
  if (text.includes('\r')) return { text: null, picture: null, value: null };
  const beginning = { lines: firstLines(text), count: text.split('\n').length };
  if (text.length > LONGEST) return { text: beginning, picture: null, value: null };
  const document = readRecent(text);
  const { template } = readTemplateText(text);
  if (!document.readable || template === null) return { text: beginning, picture: null, value: null };
  return { text: beginning, picture: pictureOf(template, layout), value: document.diagnostics.length > 0 ? null : JSON.stringify(document.value) };
}

function pictureOf(template: Parameters<typeof projectGraph>[0], layout: DraftView['layout']): FirstPicture | null {
  // Types decide which of its properties a card shows, and neither its size nor its place.
  const graph = projectGraph(template, NO_TYPES);
  const shown = cards(graph);
  if (shown.length === 0 || shown.length > MOST_DRAWN) return null;
  const places = placesOf(graph, layout, new Map());
  const scene = sceneOf(graph, layout, places);
  const named = scene.cards.length <= MOST_NAMED;
  const pills = named ? [...dockPlaces(graph, places).values()].map((at) => ({ ...at, width: PILL_WIDTH, height: PILL_HEIGHT })) : [];
  const drawn = [...[...scene.frames, ...scene.cards].flatMap(({ key }) => scene.boxes.get(key) ?? []), ...pills];
  const around = [...drawn, ...notesOf(layout).map(({ at, width, height }) => ({ ...at, width, height }))];
  const x = Math.min(...around.map((box) => box.x));
  const y = Math.min(...around.map((box) => box.y));
  const lines = new Map<string, boolean>();
  for (const edge of graph.edges) {
    if (edge.kind === 'condition' || edge.kind === 'param' || edge.kind === 'output' || scene.shownAs(edge.from) === scene.shownAs(edge.to)) continue;
    const [from, to] = [portOf(scene, edge.from, 'out'), portOf(scene, edge.to, 'in')];
    if (from !== null && to !== null) lines.set(pathOf(from, [], to), edge.kind === 'order');
  }
  const paths = (dashed: boolean): string => [...lines].flatMap(([path, ordered]) => (ordered === dashed ? [path] : [])).join('');
  return {
    view: { x, y, width: Math.max(...around.map((box) => box.x + box.width)) - x, height: Math.max(...around.map((box) => box.y + box.height)) - y },
    cards: drawn.map((box) => `M${box.x} ${box.y}h${box.width}v${box.height}h${-box.width}z`).join(''),
    lines: paths(false),
    dashed: paths(true),
    names: named ? scene.cards.flatMap(({ key, name }) => { const box = scene.boxes.get(key); return box ? [{ x: box.x + 42, y: box.y + 30, name }] : []; }) : [],
  };
}
