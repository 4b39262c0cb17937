/** What every code of a version has: the three eyes, the alignment and timing patterns, and what says its version and mask. */

export interface Grid {
  dark: boolean[][];
  /** Modules that carry no data, and that no mask changes. */
  fixed: boolean[][];
}

/** Middles of the alignment patterns, in both directions. */
export function alignedAt(version: number): number[] {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const step = Math.floor((version * 8 + count * 3 + 5) / (count * 4 - 4)) * 2;
  return [6, ...Array.from({ length: count - 1 }, (_, index) => version * 4 + 10 - step * (count - 2 - index))];
}

function set({ dark, fixed }: Grid, x: number, y: number, isDark: boolean): void {
  const [row, kept] = [dark[y], fixed[y]];
  if (row === undefined || kept === undefined || x < 0 || x >= row.length) return;
  row[x] = isDark;
  kept[x] = true;
}

export function drawFunctions(version: number): Grid {
  const size = version * 4 + 17;
  const empty = (): boolean[][] => Array.from({ length: size }, () => Array.from({ length: size }, () => false));
  const grid: Grid = { dark: empty(), fixed: empty() };
  for (let at = 0; at < size; at += 1) {
    set(grid, 6, at, at % 2 === 0);
    set(grid, at, 6, at % 2 === 0);
  }
  for (const [x, y] of [[3, 3], [size - 4, 3], [3, size - 4]] as const) rings(grid, x, y, 4, (distance) => distance !== 2 && distance !== 4);
  const middles = alignedAt(version);
  const last = middles.at(-1);
  for (const x of middles) {
    // Not where the eyes are.
    for (const y of middles) if (!((x === 6 && (y === 6 || y === last)) || (x === last && y === 6))) rings(grid, x, y, 2, (distance) => distance !== 1);
  }
  drawVersion(grid, version);
  drawFormat(grid, 0);
  return grid;
}

/** Squares around a middle, by their distance from it. */
function rings(grid: Grid, x: number, y: number, radius: number, isDark: (distance: number) => boolean): void {
  for (let dy = -radius; dy <= radius; dy += 1) {
    for (let dx = -radius; dx <= radius; dx += 1) set(grid, x + dx, y + dy, isDark(Math.max(Math.abs(dx), Math.abs(dy))));
  }
}

/** A value with the remainder of its division behind it, so that it can be read in spite of damage. */
function protectedBits(value: number, length: number, divisor: number): number {
  let remainder = value;
  for (let step = 0; step < length; step += 1) remainder = (remainder << 1) ^ ((remainder >>> (length - 1)) * divisor);
  return (value << length) | remainder;
}

function drawVersion(grid: Grid, version: number): void {
  if (version < 7) return;
  const bits = protectedBits(version, 12, 0x1f25);
  const size = grid.dark.length;
  for (let bit = 0; bit < 18; bit += 1) {
    const [near, far] = [Math.floor(bit / 3), size - 11 + (bit % 3)];
    set(grid, far, near, ((bits >>> bit) & 1) === 1);
    set(grid, near, far, ((bits >>> bit) & 1) === 1);
  }
}

/** Level M and the mask, twice, and the one module that is always dark. */
export function drawFormat(grid: Grid, mask: number): void {
  const bits = protectedBits(mask, 10, 0x537) ^ 0x5412;
  const size = grid.dark.length;
  const is = (bit: number): boolean => ((bits >>> bit) & 1) === 1;
  for (let bit = 0; bit < 15; bit += 1) {
    const besideEye = bit < 6 ? [8, bit] : bit < 8 ? [8, bit + 1] : bit === 8 ? [7, 8] : [14 - bit, 8];
    set(grid, besideEye[0] ?? 0, besideEye[1] ?? 0, is(bit));
    if (bit < 8) set(grid, size - 1 - bit, 8, is(bit));
    else set(grid, 8, size - 15 + bit, is(bit));
  }
  set(grid, 8, size - 8, true);
}
