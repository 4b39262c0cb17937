export interface DiffLine {
  kind: 'same' | 'removed' | 'added';
  text: string;
  /** Line numbers, from 1; null on the side where the line is not. */
  before: number | null;
  after: number | null;
}

/**
 * The smallest set of removed and added lines that turns one text into the other (Myers' algorithm, `O((n + m) d)` for `d` differences).
 * Past `maxDifferences` the texts have little in common: the middle is then shown as removed and added as a whole.
 */
export function lineDiff(before: string, after: string, maxDifferences = 1500): DiffLine[] {
  const a = before.split('\n');
  const b = after.split('\n');
  let head = 0;
  while (head < a.length && head < b.length && a[head] === b[head]) head += 1;
  let tail = 0;
  while (tail < a.length - head && tail < b.length - head && a[a.length - 1 - tail] === b[b.length - 1 - tail]) tail += 1;

  const lines: DiffLine[] = [];
  let i = 0;
  let j = 0;
  const keep = () => lines.push({ kind: 'same', text: a[i] ?? '', before: ++i, after: ++j });
  const remove = () => lines.push({ kind: 'removed', text: a[i] ?? '', before: ++i, after: null });
  const add = () => lines.push({ kind: 'added', text: b[j] ?? '', before: null, after: ++j });
  while (i < head) keep();
  for (const step of script(a.slice(head, a.length - tail), b.slice(head, b.length - tail), maxDifferences)) {
    if (step === 'same') keep();
    else if (step === 'removed') remove();
    else add();
  }
  while (i < a.length) keep();
  return lines;
}

function script(a: readonly string[], b: readonly string[], maxDifferences: number): DiffLine['kind'][] {
  const trace = shortestPath(a, b, maxDifferences);
  if (!trace) return [...a.map(() => 'removed' as const), ...b.map(() => 'added' as const)];
  const steps: DiffLine['kind'][] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d -= 1) {
    const reached = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && (reached.get(k - 1) ?? -1) < (reached.get(k + 1) ?? -1));
    const previousK = down ? k + 1 : k - 1;
    const previousX = d === 0 ? 0 : (reached.get(previousK) ?? 0);
    const previousY = d === 0 ? 0 : previousX - previousK;
    while (x > previousX && y > previousY) {
      steps.push('same');
      x -= 1;
      y -= 1;
    }
    if (d === 0) break;
    steps.push(down ? 'added' : 'removed');
    [x, y] = [previousX, previousY];
  }
  return steps.reverse();
}

/** For each number of differences, how far every diagonal had come before it; undefined past the limit. */
function shortestPath(a: readonly string[], b: readonly string[], maxDifferences: number): Map<number, number>[] | undefined {
  const trace: Map<number, number>[] = [];
  let furthest = new Map<number, number>([[1, 0]]);
  for (let d = 0; d <= Math.min(a.length + b.length, maxDifferences); d += 1) {
    trace.push(furthest);
    const next = new Map(furthest);
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1));
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x += 1;
      next.set(k, x);
      if (x >= a.length && x - k >= b.length) return trace;
    }
    furthest = next;
  }
  return undefined;
}
