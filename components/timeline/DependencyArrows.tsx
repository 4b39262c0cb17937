import type { Bar } from './bars';
import type { PlacedRow } from './order';
import { requirersOf, type RowRequirements } from './requirements';
import { LANE_HEIGHT } from './TimelineLane';
import type { ArrowChoice } from './TimelineToolbar';
import type { TimeWindow } from './useTimeWindow';

export interface DependencyArrowsProps {
  placed: readonly PlacedRow[];
  requirements: RowRequirements;
  /** Index of the row whose requirements and requirers are shown. */
  focused: number;
  critical: ReadonlySet<string>;
  choice: Exclude<ArrowChoice, 'none'>;
  /** Rows in view: arrows between others are not drawn. */
  view: { from: number; to: number };
  window: TimeWindow;
  now: number;
  /** Pixels across. */
  width: number;
}

interface Arrow {
  id: string;
  from: { x: number; y: number };
  to: { x: number; y: number };
  critical: boolean;
}

/** From the end of what a resource waited for to its own beginning: of the chosen row, of the critical path, or of all rows in view. */
export function DependencyArrows({ placed, requirements, focused, critical, choice, view, window, now, width }: DependencyArrowsProps) {
  const rowAt = new Map(placed.map(({ row }, index) => [row.key, index]));
  const x = (at: number) => ((at - window.from) / (window.to - window.from)) * width;
  const y = (index: number) => index * LANE_HEIGHT + LANE_HEIGHT / 2;
  const arrows: Arrow[] = [];
  const draw = (needed: string, key: string) => {
    const from = rowAt.get(needed);
    const to = rowAt.get(key);
    if (from === undefined || to === undefined || Math.max(from, to) < view.from || Math.min(from, to) > view.to) return;
    for (const bar of placed[to]?.row.bars ?? []) {
      const cause = (placed[from]?.row.bars ?? []).findLast((each) => precedes(each, bar, now));
      if (!cause) continue;
      const path = critical.has(cause.id) && critical.has(bar.id);
      if (choice !== 'all' && !(path && choice === 'critical') && !(choice === 'chosen' && (from === focused || to === focused))) continue;
      arrows.push({ id: `${cause.id}>${bar.id}`, from: { x: x(cause.end ?? now), y: y(from) }, to: { x: x(bar.start), y: y(to) }, critical: path });
    }
  };
  const requirers = requirersOf(requirements);
  for (const { row } of placed) {
    for (const need of requirements.get(row.key) ?? []) draw(need, row.key);
    if (row.bars.some((bar) => bar.action === 'DELETE')) for (const requirer of requirers.get(row.key) ?? []) draw(requirer, row.key);
  }
  return (
    <svg aria-hidden data-arrows={arrows.length} className="pointer-events-none absolute inset-0 z-1 size-full overflow-visible">
      <defs>
        <marker id="timeline-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="6" markerHeight="6" orient="auto"><path d="M0 0 8 4 0 8z" className="fill-muted" /></marker>
      </defs>
      {arrows.map(({ id, from, to, critical: bold }) => (
        <path key={id} d={curve(from, to)} markerEnd="url(#timeline-arrow)" className={bold ? 'fill-none stroke-ink stroke-[1.5]' : 'fill-none stroke-muted stroke-1'} />
      ))}
    </svg>
  );
}

/** Both make, or both delete, and one was through before the other began. */
function precedes(one: Bar, other: Bar, now: number): boolean {
  return one.operationId === other.operationId && (one.action === 'DELETE') === (other.action === 'DELETE') && (one.end ?? now) <= other.start;
}

/** Down (or up) where the cause ended, then across to the beginning. */
function curve(from: { x: number; y: number }, to: { x: number; y: number }): string {
  const bend = Math.min(12, Math.abs(to.y - from.y) / 2);
  const turn = to.y > from.y ? bend : -bend;
  return `M${from.x} ${from.y} V${to.y - turn} Q${from.x} ${to.y} ${Math.min(from.x + bend, Math.max(from.x, to.x))} ${to.y} H${to.x}`;
}
