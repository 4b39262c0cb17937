import type { Bar } from './bars';
import type { Ghost } from './comparison';
import type { TimeWindow } from './useTimeWindow';

function place(window: TimeWindow) {
  const width = window.to - window.from;
  return (from: number, to: number) => ({ left: `${((from - window.from) / width) * 100}%`, width: `${(Math.max(0, to - from) / width) * 100}%` });
}

/** How long it took in the operation it is compared with: an outline below the bar. */
export function GhostBars({ ghosts, window }: { ghosts: readonly Ghost[]; window: TimeWindow }) {
  const at = place(window);
  return ghosts.map((ghost, index) => <span key={index} aria-hidden data-ghost className="absolute top-1 h-5 min-w-1 rounded-xs border border-dashed border-ink/50" style={at(ghost.from, ghost.to)} />);
}

/** A resource that was replaced: a line from the bar of the new one to the deletion of the old one. */
export function Joins({ bars, window }: { bars: readonly Bar[]; window: TimeWindow }) {
  const at = place(window);
  return bars.flatMap((bar, index) => {
    const before = bars[index - 1];
    if (!before || before.operationId !== bar.operationId || before.resourceId === bar.resourceId || before.end === null) return [];
    return [<span key={bar.id} aria-hidden data-join className="absolute top-1/2 h-0.5 bg-ink/60" style={at(before.end, bar.start)} />];
  });
}
