import { formatClock } from '@/components/ui/time';
import { timeTicks } from './ticks';
import type { TimeWindow } from './useTimeWindow';

/** Round times since the beginning of what is shown, or the times of the day then. */
export function TimeAxis({ window, origin, clock }: { window: TimeWindow; origin: number; clock: boolean }) {
  const width = window.to - window.from;
  return timeTicks(window.from - origin, window.to - origin, clock ? 7 : 10).map((tick) => (
    <span key={tick.at} className="absolute inset-y-0 border-s ps-1 text-xs leading-7 tabular-nums text-muted" style={{ left: `${((tick.at + origin - window.from) / width) * 100}%` }}>
      {clock ? formatClock(tick.at + origin, window.to - window.from < 20_000) : tick.label}
    </span>
  ));
}
