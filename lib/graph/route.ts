/**
 * Lines that go around the cards that they do not belong to. A curve that touches none stays a curve; another goes in straight pieces through the gaps
 * between cards. Each line costs about as much as the cards that stand in its way.
 */
import type { Box } from './arrange';
import { Obstacles } from './obstacles';
import type { Position } from './cards';

export interface Line {
  id: string;
  /** Leaves its card to the right. */
  from: Position;
  /** Comes in from the left. */
  to: Position;
  /** Keys of the boxes it belongs to: those at its ends, and frames around them. */
  own: readonly string[];
}

/** How far a line keeps from the card it leaves, comes to, or passes. */
const CLEAR = 12;
/** Lines of different origins beside one another in one gap. */
const LANES = 3;
const LANE = 4;
/** Cards that one line goes around before the way over or under all of them is looked for. */
const MOST_AROUND = 40;
const MOST_CHANNELS = 16;
const CURVE_STEPS = 12;

/** The places at which each line turns, by its id; none for those that are free as a curve, and for those that have no free way. */
export function routesOf(lines: readonly Line[], boxes: Iterable<Box>): Map<string, readonly Position[]> {
  const obstacles = new Obstacles(boxes);
  return new Map(lines.map((line) => [line.id, routeOf(line, obstacles)]));
}

export function routeOf({ from, to, own }: Line, obstacles: Obstacles): readonly Position[] {
  const others = new Set(own);
  if (!curveMeets(from, to, obstacles, others)) return [];
  const lane = (hashOf(own[0] ?? '') % LANES - 1) * LANE;
  const isFree = (turns: readonly Position[] | null): turns is readonly Position[] => turns !== null && pairs([from, ...turns, to]).every(([a, b]) => obstacles.meets(a, b, others) === null);
  const swept = sweep(from, to, obstacles, others, lane);
  if (isFree(swept)) return tidy(from, swept, to);
  for (const turns of channels(from, to, obstacles, others, lane)) if (isFree(turns)) return tidy(from, turns, to);
  return [];
}

/** How far the handles of the curve between two places stand from them. */
export function bendOf(from: Position, to: Position): number {
  const across = to.x - from.x;
  return across >= 0 ? across / 2 : 7.5 * Math.sqrt(-across);
}

/** A place on the curve; `part` from 0 to 1. */
export function onCurve(from: Position, to: Position, part: number): Position {
  const bend = bendOf(from, to);
  const rest = 1 - part;
  const [a, b, c, d] = [rest ** 3, 3 * rest ** 2 * part, 3 * rest * part ** 2, part ** 3];
  return { x: a * from.x + b * (from.x + bend) + c * (to.x - bend) + d * to.x, y: a * from.y + b * from.y + c * to.y + d * to.y };
}

function curveMeets(from: Position, to: Position, obstacles: Obstacles, own: ReadonlySet<string>): boolean {
  let last = from;
  for (let step = 1; step <= CURVE_STEPS; step += 1) {
    const next = onCurve(from, to, step / CURVE_STEPS);
    if (obstacles.meets(last, next, own) !== null) return true;
    last = next;
  }
  return false;
}

/** From left to right: where a card stands in the way, up or down in front of it to the gap that costs least. */
function sweep(from: Position, to: Position, obstacles: Obstacles, own: ReadonlySet<string>, lane: number): Position[] | null {
  const end = to.x - CLEAR + lane / 2;
  let at: Position = { x: from.x, y: from.y };
  if (end <= from.x + CLEAR) return null;
  const turns: Position[] = [];
  for (let count = 0; count < MOST_AROUND; count += 1) {
    const hit = obstacles.meets(at, { x: end, y: at.y }, own);
    if (hit === null) return [...turns, { x: end, y: at.y }, { x: end, y: to.y }];
    const wall = Math.max(at.x, hit.x - CLEAR + lane / 2);
    const gap = bestGap(at.y, to.y, obstacles.gaps(hit.x - CLEAR, hit.x + hit.width + CLEAR, own), (y) => obstacles.meets({ x: wall, y: at.y }, { x: wall, y }, own) === null);
    if (gap === null) return null;
    turns.push({ x: wall, y: at.y }, { x: wall, y: gap + lane });
    at = { x: wall, y: gap + lane };
  }
  return null;
}

/** Of free spans from top to bottom the place in one that makes the way shortest. */
function bestGap(from: number, to: number, gaps: readonly (readonly [number, number])[], reachable: (y: number) => boolean): number | null {
  const places = gaps.flatMap(([top, bottom]): number[] => {
    if (bottom - top < CLEAR) return [];
    const inset = Math.min(CLEAR, (bottom - top) / 2);
    return [Math.min(Math.max(to, top + inset), bottom - inset)];
  });
  const cost = (y: number): number => Math.abs(y - from) + Math.abs(y - to);
  return places.sort((a, b) => cost(a) - cost(b)).slice(0, MOST_CHANNELS).find(reachable) ?? null;
}

/** Out, to a height that is free all the way, along it, and in: for lines that go back, and for those that found no other way. */
function* channels(from: Position, to: Position, obstacles: Obstacles, own: ReadonlySet<string>, lane: number): Generator<Position[]> {
  const [out, into] = [from.x + CLEAR + lane / 2, to.x - CLEAR + lane / 2];
  const gaps = obstacles.gaps(Math.min(out, into) - 2, Math.max(out, into) + 2, new Set());
  const middle = (from.y + to.y) / 2;
  const heights = gaps.flatMap(([top, bottom]) => (bottom - top < CLEAR ? [] : [Math.min(Math.max(middle, top + Math.min(CLEAR, (bottom - top) / 2)), bottom - Math.min(CLEAR, (bottom - top) / 2))]));
  for (const y of heights.sort((a, b) => Math.abs(a - middle) - Math.abs(b - middle)).slice(0, MOST_CHANNELS)) {
    yield [{ x: out, y: from.y }, { x: out, y: y + lane }, { x: into, y: y + lane }, { x: into, y: to.y }];
  }
}

/** Without turns that turn nothing. */
function tidy(from: Position, turns: readonly Position[], to: Position): Position[] {
  const all = [from, ...turns, to];
  return all.slice(1, -1).filter((turn, index) => {
    const [before, after] = [all[index], all[index + 2]];
    return before === undefined || after === undefined || !((before.x === turn.x && turn.x === after.x) || (before.y === turn.y && turn.y === after.y));
  });
}

function pairs(points: readonly Position[]): [Position, Position][] {
  return points.slice(1).flatMap((point, index) => { const before = points[index]; return before ? [[before, point] as [Position, Position]] : []; });
}

function hashOf(text: string): number {
  let hash = 0;
  for (let index = 0; index < text.length; index += 1) hash = (hash * 31 + text.charCodeAt(index)) % 65_521;
  return hash;
}
