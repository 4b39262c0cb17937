import { timeTicks } from './ticks';
import type { TimeWindow } from './useTimeWindow';

/** Round times since the beginning of what is shown. */
export function TimeAxis({ window, origin }: { window: TimeWindow; origin: number }) {
  const width = window.to - window.from;
  return timeTicks(window.from - origin, window.to - origin, 10).map((tick) => (
    <span key={tick.at} className="absolute inset-y-0 border-l pl-1 text-xs leading-7 tabular-nums text-muted" style={{ left: `${((tick.at + origin - window.from) / width) * 100}%` }}>
      {tick.label}
    </span>
  ));
}
