/** Several nodes brought into line. */
import type { Position } from './cards';

export interface Box extends Position {
  key: string;
  width: number;
  height: number;
}

export type Arrangement = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom' | 'across' | 'down';

/** Where each stands then, on the grid of 8. `across` and `down` give equal room between them; the outermost stay. */
export function arranged(boxes: readonly Box[], how: Arrangement): Record<string, Position> {
  if (boxes.length < 2) return {};
  const left = Math.min(...boxes.map(({ x }) => x));
  const right = Math.max(...boxes.map(({ x, width }) => x + width));
  const top = Math.min(...boxes.map(({ y }) => y));
  const bottom = Math.max(...boxes.map(({ y, height }) => y + height));
  const each = (place: (box: Box) => Position): Record<string, Position> => Object.fromEntries(boxes.map((box) => [box.key, onGrid(place(box))]));
  switch (how) {
    case 'left': return each(({ y }) => ({ x: left, y }));
    case 'centre': return each(({ y, width }) => ({ x: (left + right - width) / 2, y }));
    case 'right': return each(({ y, width }) => ({ x: right - width, y }));
    case 'top': return each(({ x }) => ({ x, y: top }));
    case 'middle': return each(({ x, height }) => ({ x, y: (top + bottom - height) / 2 }));
    case 'bottom': return each(({ x, height }) => ({ x, y: bottom - height }));
    case 'across': return spread(boxes, 'x', 'width', right - left);
    case 'down': return spread(boxes, 'y', 'height', bottom - top);
  }
}

function spread(boxes: readonly Box[], axis: 'x' | 'y', size: 'width' | 'height', room: number): Record<string, Position> {
  const sorted = [...boxes].sort((a, b) => a[axis] - b[axis]);
  const gap = Math.max(8, (room - sorted.reduce((sum, box) => sum + box[size], 0)) / (sorted.length - 1));
  let at = sorted[0]?.[axis] ?? 0;
  return Object.fromEntries(sorted.map((box) => {
    const position = onGrid({ x: box.x, y: box.y, [axis]: at });
    at += box[size] + gap;
    return [box.key, position];
  }));
}

const onGrid = ({ x, y }: Position): Position => ({ x: Math.round(x / 8) * 8, y: Math.round(y / 8) * 8 });
