import { ROOT, type Bar, type TimelineRow } from './bars';
import { requirersOf, type RowRequirements } from './requirements';

interface Step {
  key: string;
  bar: Bar;
}

/**
 * How much later each action could have ended without making the operation longer, in milliseconds, by the ids of bars: nothing on the critical
 * path, but for gaps in which something else was waited for (a free place, say). Actions that go on have none. O(bars + requirements), and what is made
 * times what is deleted where an operation does both.
 *
 * @param ended when the last action of the operation ended
 */
export function slackOf(rows: readonly TimelineRow[], requirements: RowRequirements, operationId: string, ended: number): ReadonlyMap<string, number> {
  const levels = new Map<string, Step[]>();
  for (const row of rows) {
    for (const bar of row.bars) {
      if (bar.operationId !== operationId || bar.end === null) continue;
      const level = levels.get(row.parent);
      if (level) level.push({ key: row.key, bar });
      else levels.set(row.parent, [{ key: row.key, bar }]);
    }
  }
  const requirers = requirersOf(requirements);
  const slack = new Map<string, number>();
  const visit = (parent: string, until: number, spare: number): void => {
    // What begins later is known when what it follows on is asked about. Its own followers begin no earlier than it ends.
    const steps = (levels.get(parent) ?? []).toSorted((a, b) => b.bar.start - a.bar.start || (b.bar.end ?? 0) - (a.bar.end ?? 0));
    const byKey = new Map<string, Step[]>();
    for (const step of steps) byKey.set(step.key, [...(byKey.get(step.key) ?? []), step]);
    // Deletions come after everything that is made: the least that any of them leaves.
    const deletions = steps.filter(({ bar }) => bar.action === 'DELETE');
    for (const { key, bar } of steps) {
      const deleting = bar.action === 'DELETE';
      const end = bar.end ?? until;
      const following = (deleting ? requirements : requirers).get(key) ?? [];
      const after = following.flatMap((each) => byKey.get(each) ?? []).filter((each) => (each.bar.action === 'DELETE') === deleting);
      const next = [...after, ...(deleting ? [] : deletions)].filter((each) => each.bar.id !== bar.id && each.bar.start >= end);
      let least = until - end + spare;
      for (const each of next) least = Math.min(least, each.bar.start - end + (slack.get(each.bar.id) ?? 0));
      slack.set(bar.id, Math.max(0, least));
      if (levels.has(key) && key !== parent) visit(key, end, slack.get(bar.id) ?? 0);
    }
  };
  visit(ROOT, ended, 0);
  return slack;
}

/** The least that anything beside the critical path had to spare: how much the path could be shortened before another one decides; null without any. */
export function nextSlack(slack: ReadonlyMap<string, number>, critical: ReadonlySet<string>): number | null {
  let least: number | null = null;
  for (const [id, spare] of slack) if (!critical.has(id) && (least === null || spare < least)) least = spare;
  return least;
}
