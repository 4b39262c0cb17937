/** Boxes, found by where they stand. */
import type { Box } from './arrange';
import type { Position } from './cards';

const CELL_X = 256;
const CELL_Y = 192;
/** As near as this to a card is on it. */
const MARGIN = 3;

export class Obstacles {
  private readonly cells = new Map<string, Box[]>();
  private readonly columns = new Map<number, Box[]>();

  constructor(boxes: Iterable<Box>) {
    for (const box of boxes) {
      for (let column = Math.floor((box.x - MARGIN) / CELL_X); column <= Math.floor((box.x + box.width + MARGIN) / CELL_X); column += 1) {
        put(this.columns, column, box);
        for (let row = Math.floor((box.y - MARGIN) / CELL_Y); row <= Math.floor((box.y + box.height + MARGIN) / CELL_Y); row += 1) put(this.cells, `${column},${row}`, box);
      }
    }
  }

  /** The first box from `from` on that a straight line to `to` touches, other than those of these keys. */
  meets(from: Position, to: Position, except: ReadonlySet<string>): Box | null {
    const [left, right] = from.x < to.x ? [from.x, to.x] : [to.x, from.x];
    const [top, bottom] = from.y < to.y ? [from.y, to.y] : [to.y, from.y];
    let best: Box | null = null;
    let nearest = Infinity;
    for (let column = Math.floor(left / CELL_X); column <= Math.floor(right / CELL_X); column += 1) {
      for (let row = Math.floor(top / CELL_Y); row <= Math.floor(bottom / CELL_Y); row += 1) {
        for (const box of this.cells.get(`${column},${row}`) ?? []) {
          if (box === best || except.has(box.key)) continue;
          const at = entry(from, to, box);
          if (at !== null && at < nearest) {
            nearest = at;
            best = box;
          }
        }
      }
    }
    return best;
  }

  /** Heights at which nothing stands from `left` to `right`, from top to bottom. The first and last have no end. */
  gaps(left: number, right: number, except: ReadonlySet<string>): (readonly [number, number])[] {
    const within = new Set<Box>();
    for (let column = Math.floor(left / CELL_X); column <= Math.floor(right / CELL_X); column += 1) {
      for (const box of this.columns.get(column) ?? []) if (box.x < right && box.x + box.width > left && !except.has(box.key)) within.add(box);
    }
    const gaps: [number, number][] = [];
    let top = -Infinity;
    for (const box of [...within].sort((a, b) => a.y - b.y)) {
      if (box.y > top) gaps.push([top, box.y]);
      top = Math.max(top, box.y + box.height);
    }
    return [...gaps, [top, Infinity]];
  }
}

/** Where on the line, from 0 to 1, it comes into the box; null where it does not. */
function entry(from: Position, to: Position, { x, y, width, height }: Box): number | null {
  let [enter, leave] = [0, 1];
  const sides: readonly (readonly [number, number, number, number])[] = [[from.x, to.x, x - MARGIN, x + width + MARGIN], [from.y, to.y, y - MARGIN, y + height + MARGIN]];
  for (const [a, b, low, high] of sides) {
    const along = b - a;
    if (along === 0) {
      if (a <= low || a >= high) return null;
      continue;
    }
    const [first, last] = along > 0 ? [(low - a) / along, (high - a) / along] : [(high - a) / along, (low - a) / along];
    enter = Math.max(enter, first);
    leave = Math.min(leave, last);
    if (enter >= leave) return null;
  }
  return enter;
}

function put<K>(map: Map<K, Box[]>, key: K, box: Box): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, [box]);
  else known.push(box);
}
