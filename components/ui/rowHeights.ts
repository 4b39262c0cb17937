/**
 * Where rows stand of which most are of one height: only what the others have more is kept, as sums over ranges (a Fenwick tree), so that finding a place or changing a
 * height takes a handful of steps however many rows there are. All in pixels.
 */
export class RowHeights {
  readonly count: number;
  private readonly line: number;
  /** What a row has more than a line. */
  private readonly more = new Map<number, number>();
  private readonly sums: Float64Array;
  private readonly highestBit: number;

  constructor(count: number, line: number) {
    this.count = count;
    this.line = line;
    this.sums = new Float64Array(count + 1);
    this.highestBit = count === 0 ? 0 : 1 << (31 - Math.clz32(count));
  }

  get total(): number {
    return this.topOf(this.count);
  }

  heightOf(row: number): number {
    return this.line + (this.more.get(row) ?? 0);
  }

  set(row: number, height: number): void {
    const by = height - this.heightOf(row);
    if (by === 0 || row < 0 || row >= this.count) return;
    this.more.set(row, height - this.line);
    for (let at = row + 1; at <= this.count; at += at & -at) this.sums[at] = (this.sums[at] ?? 0) + by;
  }

  topOf(row: number): number {
    const to = Math.max(0, Math.min(this.count, row));
    let top = to * this.line;
    for (let at = to; at > 0; at -= at & -at) top += this.sums[at] ?? 0;
    return top;
  }

  /** The row at a distance from the top. */
  rowAt(distance: number): number {
    let [at, left] = [0, distance];
    for (let step = this.highestBit; step > 0; step >>= 1) {
      const next = at + step;
      const height = next > this.count ? Infinity : step * this.line + (this.sums[next] ?? 0);
      if (height > left) continue;
      at = next;
      left -= height;
    }
    return Math.max(0, Math.min(this.count - 1, at));
  }
}
