const STEPS = [50, 100, 200, 500, 1000, 2000, 5000, 10_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000, 1_800_000, 3_600_000, 7_200_000, 21_600_000, 86_400_000];

export interface Tick {
  /** Milliseconds after the origin. */
  at: number;
  label: string;
}

/** Round moments between two times, both in milliseconds after the origin, at most `most` of them. */
export function timeTicks(from: number, to: number, most: number): Tick[] {
  const step = STEPS.find((each) => (to - from) / each <= most) ?? 86_400_000;
  const ticks: Tick[] = [];
  for (let at = Math.ceil(from / step) * step; at <= to; at += step) ticks.push({ at, label: label(at, step) });
  return ticks;
}

function label(at: number, step: number): string {
  const seconds = at / 1000;
  if (step < 1000) return `${seconds.toFixed(step < 100 ? 2 : 1)} s`;
  if (Math.abs(seconds) < 120) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 120) return seconds % 60 === 0 ? `${minutes} min` : `${minutes}:${String(seconds % 60).padStart(2, '0')}`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60}`;
}
