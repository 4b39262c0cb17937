/** A line as it is drawn: a curve, or straight pieces with round corners. */
import type { Position } from './cards';
import { bendOf } from './route';

const RADIUS = 10;

/** What drawing takes, of SVG or of a canvas. */
export interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  quadraticCurveTo(x1: number, y1: number, x: number, y: number): void;
  bezierCurveTo(x1: number, y1: number, x2: number, y2: number, x: number, y: number): void;
}

/** Draws from `from` by way of the turns to `to`. Pieces that leave and come in stay level, wherever exactly the ends are. */
export function drawLine(pen: Pen, from: Position, turns: readonly Position[], to: Position): void {
  pen.moveTo(from.x, from.y);
  if (turns.length === 0) {
    const bend = bendOf(from, to);
    pen.bezierCurveTo(from.x + bend, from.y, to.x - bend, to.y, to.x, to.y);
    return;
  }
  const points = [from, ...turns.map((turn, index) => (index === 0 ? { ...turn, y: from.y } : index === turns.length - 1 ? { ...turn, y: to.y } : turn)), to];
  for (let index = 1; index < points.length - 1; index += 1) {
    const [before, at, after] = [points[index - 1], points[index], points[index + 1]];
    if (before === undefined || at === undefined || after === undefined) continue;
    const [short, long] = [towards(at, before), towards(at, after)];
    pen.lineTo(short.x, short.y);
    pen.quadraticCurveTo(at.x, at.y, long.x, long.y);
  }
  pen.lineTo(to.x, to.y);
}

/** The same as the value of `d` of an SVG path. */
export function pathOf(from: Position, turns: readonly Position[], to: Position): string {
  const parts: string[] = [];
  const say = (letter: string) => (...numbers: number[]): void => { parts.push(letter + numbers.map((number) => Math.round(number * 10) / 10).join(' ')); };
  drawLine({ moveTo: say('M'), lineTo: say('L'), quadraticCurveTo: say('Q'), bezierCurveTo: say('C') }, from, turns, to);
  return parts.join('');
}

/** A place near a corner on the way to its neighbour, where it begins to be round. */
function towards(corner: Position, neighbour: Position): Position {
  const length = Math.hypot(neighbour.x - corner.x, neighbour.y - corner.y);
  const part = length === 0 ? 0 : Math.min(RADIUS, length / 2) / length;
  return { x: corner.x + (neighbour.x - corner.x) * part, y: corner.y + (neighbour.y - corner.y) * part };
}
