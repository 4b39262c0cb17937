/** Where the texts of lines stand: on their line, near what they feed, and not on a card or on one another. */
import { type Box, onCurve, type Position } from '@/lib/graph';
import type { Drawing, ReferenceFlowEdge } from './flow';
import { dockPlaces, PILL_HEIGHT, PILL_WIDTH, portOf } from './geometry';
import { keyOfHandle } from './handles';

/** The mean width of a letter of the monospaced font, in pixels, and what is around the text. */
const LETTER = 6.7;
const AROUND = 12;
const HEIGHT = 20;
/** Steps from the end of a line to its beginning, and rows above and below, in which room is looked for. */
const STEPS = 14;
const ROWS = [0, -1, 1, -2, 2, -3, 3];

interface Rect { left: number; top: number; right: number; bottom: number }

/** Gives each line that has a text the place of it; the place is the middle of the text. */
export function placeLabels(edges: readonly ReferenceFlowEdge[], { scene, places, docks }: Pick<Drawing, 'scene' | 'places' | 'docks'>): void {
  const labelled = edges.filter(({ data }) => data?.text && !data.within);
  if (labelled.length === 0) return;
  const docked = docks ? [...dockPlaces(scene.graph, places)].map(([key, at]): [string, Position] => [key, at]) : [];
  const pills = new Map(docked);
  const taken: Rect[] = [...[...scene.boxes].filter(([key]) => !key.startsWith('frame:')).map(([, box]) => rectOf(box)), ...docked.map(([, { x, y }]) => ({ left: x, top: y, right: x + PILL_WIDTH, bottom: y + PILL_HEIGHT }))];
  const end = (handle: string | null | undefined, side: 'in' | 'out'): Position | null => {
    const key = keyOfHandle(handle);
    if (key === null) return null;
    const pill = pills.get(key);
    return pill ? { x: side === 'in' ? pill.x : pill.x + PILL_WIDTH, y: pill.y + PILL_HEIGHT / 2 } : portOf(scene, key, side);
  };
  for (const { sourceHandle, targetHandle, data } of labelled) {
    const [from, to] = [end(sourceHandle, 'out'), end(targetHandle, 'in')];
    if (!data || from === null || to === null) continue;
    const width = data.text.length * LETTER + AROUND;
    const near = { x: to.x - AROUND - width / 2, y: to.y };
    const along = data.turns.length === 0 ? curvePlaces(from, to) : straightPlaces([...data.turns].reverse());
    const wanted = [near, ...along].flatMap((at) => ROWS.map((row) => ({ x: at.x, y: at.y + row * HEIGHT, cost: Math.abs(at.x - near.x) + Math.abs(at.y + row * HEIGHT - to.y) * 1.5 + Math.abs(row) * 12 })));
    const place = wanted.sort((a, b) => a.cost - b.cost).find(({ x, y }) => !taken.some((other) => overlaps(other, x, y, width)));
    data.label = place ? { x: place.x, y: place.y } : near;
    taken.push({ left: data.label.x - width / 2, right: data.label.x + width / 2, top: data.label.y - HEIGHT / 2, bottom: data.label.y + HEIGHT / 2 });
  }
}

function curvePlaces(from: Position, to: Position): Position[] {
  return Array.from({ length: STEPS }, (_, step) => onCurve(from, to, 1 - (step + 1) / (STEPS + 1)));
}

/** The middles of its pieces. */
function straightPlaces(turns: readonly Position[]): Position[] {
  return turns.slice(1).flatMap((turn, index) => { const next = turns[index]; return next ? [{ x: (turn.x + next.x) / 2, y: (turn.y + next.y) / 2 }] : []; });
}

function rectOf({ x, y, width, height }: Box): Rect {
  return { left: x, top: y, right: x + width, bottom: y + height };
}

function overlaps(other: Rect, x: number, y: number, width: number): boolean {
  return other.left < x + width / 2 && other.right > x - width / 2 && other.top < y + HEIGHT / 2 && other.bottom > y - HEIGHT / 2;
}
