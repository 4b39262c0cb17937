import { ROOT, type Bar, type TimelineRow } from './bars';
import { requirersOf, type RowRequirements } from './requirements';

export interface CriticalPath {
  /** Ids of its bars, those inside nested stacks included. */
  bars: ReadonlySet<string>;
  /** From the beginning of the operation to the end of the last action, in milliseconds; null while it goes on. */
  total: number | null;
  /** How much of that was spent in actions, and not between them. */
  busy: number;
}

/**
 * The chain of actions that decided how long an operation took: from the one that ended last, back through whichever of those it had to wait
 * for ended last. A deletion waits for those that require the resource, and for every creation and update of the operation. In a nested stack
 * on the chain the same is asked again. O(bars + requirements).
 */
export function criticalPath(rows: readonly TimelineRow[], requirements: RowRequirements, operationId: string, began: number): CriticalPath {
  const level = levels(rows, operationId);
  const requirers = requirersOf(requirements);
  const path = new Set<string>();
  let ended: number | null = began;
  let busy = 0;

  const follow = (parent: string): Bar | undefined => {
    const here = level.get(parent);
    if (!here) return undefined;
    const last = latest(here.all);
    for (let step = last; step && !path.has(step.bar.id); step = before(step, here, requirements, requirers)) {
      path.add(step.bar.id);
      if (parent === ROOT && step.bar.end !== null) busy += step.bar.end - step.bar.start;
      follow(step.key);
    }
    return last?.bar;
  };
  const last = follow(ROOT);
  if (last) ended = last.end;
  return { bars: path, total: ended === null ? null : ended - began, busy };
}

interface Step {
  key: string;
  bar: Bar;
}

interface Level {
  all: Step[];
  /** Creations and updates, what a deletion of the same operation comes after. */
  making: Step[];
  byKey: Map<string, Step[]>;
}

function levels(rows: readonly TimelineRow[], operationId: string): Map<string, Level> {
  const found = new Map<string, Level>();
  for (const row of rows) {
    for (const bar of row.bars) {
      if (bar.operationId !== operationId) continue;
      let level = found.get(row.parent);
      if (!level) found.set(row.parent, (level = { all: [], making: [], byKey: new Map() }));
      const step = { key: row.key, bar };
      level.all.push(step);
      if (bar.action !== 'DELETE') level.making.push(step);
      level.byKey.set(row.key, [...(level.byKey.get(row.key) ?? []), step]);
    }
  }
  return found;
}

function before(step: Step, level: Level, requirements: RowRequirements, requirers: RowRequirements): Step | undefined {
  const deleting = step.bar.action === 'DELETE';
  const keys = (deleting ? requirers : requirements).get(step.key) ?? [];
  const direct = keys.flatMap((key) => level.byKey.get(key) ?? []).filter((each) => (each.bar.action === 'DELETE') === deleting);
  return latest(direct.filter((each) => endedBefore(each, step))) ?? (deleting ? latest(level.making.filter((each) => endedBefore(each, step))) : undefined);
}

function endedBefore(one: Step, other: Step): boolean {
  return one.bar.id !== other.bar.id && one.bar.end !== null && one.bar.end <= other.bar.start;
}

function latest(steps: readonly Step[]): Step | undefined {
  let found: Step | undefined;
  for (const step of steps) if (!found || (step.bar.end ?? Infinity) > (found.bar.end ?? Infinity)) found = step;
  return found;
}
