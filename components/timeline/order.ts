import type { CriticalPath } from './criticalPath';
import { ROOT, type TimelineRow } from './bars';

export const ROW_ORDERS = { start: 'Oldest first', latest: 'Newest first', duration: 'Longest first', critical: 'Critical path first', name: 'By name' } as const;
export type RowOrder = keyof typeof ROW_ORDERS;

/** A row with what the tree makes of it. */
export interface PlacedRow {
  row: TimelineRow;
  /** Rows directly below it in the tree. */
  children: number;
  open: boolean;
}

/**
 * Rows as they stand below each other: ordered among siblings, what is inside a nested stack under its resource, closed ones left out.
 *
 * @param closed keys of rows whose nested stack is folded away
 */
export function placeRows(rows: readonly TimelineRow[], order: RowOrder, critical: ReadonlySet<string>, closed: ReadonlySet<string>): PlacedRow[] {
  const children = new Map<string, TimelineRow[]>();
  const keys = new Set(rows.map((row) => row.key));
  for (const row of rows) {
    // A parent that did nothing in these operations has no row: its members then stand at the top.
    const parent = keys.has(row.parent) ? row.parent : ROOT;
    const known = children.get(parent);
    if (known) known.push(row);
    else children.set(parent, [row]);
  }
  const compare = comparison(order, critical);
  const placed: PlacedRow[] = [];
  const place = (parent: string) => {
    for (const row of (children.get(parent) ?? []).toSorted(compare)) {
      const below = children.get(row.key)?.length ?? 0;
      const open = below > 0 && !closed.has(row.key);
      placed.push({ row, children: below, open });
      if (open) place(row.key);
    }
  };
  place(ROOT);
  return placed;
}

export function isRowOrder(value: string): value is RowOrder {
  return value in ROW_ORDERS;
}

export function isCritical(row: TimelineRow, path: Pick<CriticalPath, 'bars'>): boolean {
  return row.bars.some((bar) => path.bars.has(bar.id));
}

function comparison(order: RowOrder, critical: ReadonlySet<string>): (a: TimelineRow, b: TimelineRow) => number {
  const byStart = (a: TimelineRow, b: TimelineRow) => startOf(a) - startOf(b);
  switch (order) {
    case 'start':
      return byStart;
    case 'latest':
      return (a, b) => byStart(b, a);
    case 'duration':
      return (a, b) => durationOf(b) - durationOf(a) || byStart(a, b);
    case 'critical':
      return (a, b) => Number(isCritical(b, { bars: critical })) - Number(isCritical(a, { bars: critical })) || byStart(a, b);
    case 'name':
      return (a, b) => a.name.localeCompare(b.name, undefined, { numeric: true });
  }
}

function startOf(row: TimelineRow): number {
  return row.bars[0]?.start ?? Infinity;
}

/** Actions that go on count as the longest. */
function durationOf(row: TimelineRow): number {
  return row.bars.reduce((sum, bar) => sum + (bar.end === null ? Infinity : bar.end - bar.start), 0);
}
