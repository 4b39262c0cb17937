/** Where lines stand below each other: all of one height, or wrapped to a width in columns. All in pixels. */
export interface LineLayout {
  count: number;
  height: number;
  topOf: (row: number) => number;
  /** The row at a distance from the top. */
  rowAt: (distance: number) => number;
}

/** Elements that are higher than this are cut by browsers; longer logs are scrolled in proportion. */
export const HIGHEST = 12_000_000;

export function evenLayout(count: number, line: number): LineLayout {
  return { count, height: count * line, topOf: (row) => row * line, rowAt: (distance) => clamp(Math.floor(distance / line), count) };
}

/** Lines of a font whose characters are all of one width, broken after `columns` characters. O(count). */
export function wrappedLayout(count: number, line: number, columns: number, lengthOf: (row: number) => number): LineLayout {
  const tops = new Float64Array(count + 1);
  for (let row = 0; row < count; row += 1) tops[row + 1] = (tops[row] ?? 0) + Math.max(1, Math.ceil(lengthOf(row) / Math.max(1, columns))) * line;
  return {
    count,
    height: tops[count] ?? 0,
    topOf: (row) => tops[Math.min(row, count)] ?? 0,
    rowAt(distance) {
      let [low, high] = [0, count - 1];
      while (low < high) {
        const middle = (low + high + 1) >> 1;
        if ((tops[middle] ?? 0) <= distance) low = middle;
        else high = middle - 1;
      }
      return clamp(low, count);
    },
  };
}

function clamp(row: number, count: number): number {
  return Math.max(0, Math.min(count - 1, row));
}

/** How a scroll position of an element of at most `HIGHEST` pixels stands for a distance within the whole. */
export function scaled(layout: LineLayout, view: number): { height: number; toDistance: (scroll: number) => number; toScroll: (distance: number) => number } {
  const height = Math.min(HIGHEST, layout.height);
  const [room, all] = [Math.max(1, height - view), Math.max(1, layout.height - view)];
  const ratio = layout.height <= HIGHEST ? 1 : all / room;
  return { height, toDistance: (scroll) => scroll * ratio, toScroll: (distance) => distance / ratio };
}
