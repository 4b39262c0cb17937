import { hookOf, statusLabel } from '@/components/status/families';
import { formatDuration } from '@/components/ui/time';
import type { Bar } from './bars';

/** What a bar shows, as numbers: milliseconds. */
export interface BarTimes {
  /** For what it depends on. */
  queued: number;
  /** At breakpoints. */
  hook: number;
  /** For signals, agents, times. */
  held: number;
  took: number;
}

export function barTimes(bar: Bar, end: number): BarTimes {
  const times: BarTimes = { queued: 0, hook: 0, held: 0, took: end - bar.start };
  for (const segment of bar.segments) if (segment.kind !== 'running') times[segment.kind] += (segment.to ?? end) - segment.from;
  return times;
}

/** A bar in words, for those who do not see it. */
export function barWords(bar: Bar, end: number): string {
  const { queued, hook, held, took } = barTimes(bar, end);
  const waits = bar.segments.find((segment) => segment.kind === 'held')?.waitingFor;
  const at = hookOf(bar.segments.find((segment) => segment.kind === 'hook')?.waitingFor);
  return [
    statusLabel(bar),
    `took ${formatDuration(took)}`,
    queued > 0 ? `waited ${formatDuration(queued)} for what it depends on` : null,
    bar.retries.length > 0 ? `tried ${bar.retries.length + 1} times` : null,
    hook > 0 ? `${formatDuration(hook)} of it held at ${at ?? 'a breakpoint'}` : null,
    held > 0 ? `${formatDuration(held)} of it waiting for ${waits ?? 'a signal'}` : null,
    bar.status === 'FAILED' ? bar.reason : null,
  ].filter((part) => part !== null).join(', ');
}
