import type { LogLines } from '@/components/live/logBuffer';

/** Which lines of a log are shown, by row: all, or those of an index. */
export interface VisibleLines {
  count: number;
  lineAt: (row: number) => number;
  /** The row that shows a line, or the next one that is shown. */
  rowOf: (line: number) => number;
}

export interface VisibleChoice {
  stream: 'both' | 'stdout' | 'stderr';
  /** First lines of stretches that are folded away. */
  folded: ReadonlySet<number>;
}

/** O(1) when everything is shown, else O(lines). */
export function visibleLines(log: LogLines, { stream, folded }: VisibleChoice): VisibleLines {
  const { length } = log;
  if (stream === 'both' && folded.size === 0) return { count: length, lineAt: (row) => row, rowOf: (line) => Math.min(line, length - 1) };
  const hidden = log.folds.filter((fold) => folded.has(fold.from));
  const index = new Int32Array(length);
  let count = 0;
  let at = 0;
  for (let line = 0; line < length; line += 1) {
    while (at < hidden.length && (hidden[at]?.to ?? Infinity) < line) at += 1;
    const fold = hidden[at];
    if (fold && line > fold.from && line <= (fold.to ?? Infinity)) continue;
    if (stream !== 'both' && log.isError(line) !== (stream === 'stderr')) continue;
    index[count] = line;
    count += 1;
  }
  return {
    count,
    lineAt: (row) => index[row] ?? 0,
    rowOf(line) {
      let [low, high] = [0, Math.max(0, count - 1)];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((index[middle] ?? 0) < line) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}

/** Lines that hold a text, whatever its case, in order. O(characters). */
export function linesWith(log: LogLines, wanted: string): Int32Array {
  const text = wanted.trim();
  if (text === '') return new Int32Array(0);
  const pattern = new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'i');
  const hits = new Int32Array(log.length);
  let count = 0;
  for (let line = 0; line < log.length; line += 1) {
    if (!pattern.test(log.text(line))) continue;
    hits[count] = line;
    count += 1;
  }
  return hits.slice(0, count);
}
