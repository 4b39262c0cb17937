'use client';
import { useSyncExternalStore } from 'react';
import { createStore } from '@/components/shell/store';

/** How much the server's clock is ahead of this one, in milliseconds. */
const offset = createStore<number | null>(null);

/** Takes a time stamp that the server has just made. Network delay makes it late, never early: the largest seen is the nearest. */
export function noteServerTime(serverTime: number): void {
  const ahead = serverTime - Date.now();
  const known = offset.get();
  if (known === null || ahead > known) offset.set(ahead);
}

export function serverNow(): number {
  return Date.now() + (offset.get() ?? 0);
}

interface Clock {
  subscribe: (listener: () => void) => () => void;
  now: () => number;
}

const clocks = new Map<number, Clock>();

/** One clock a period, for all who look at it; it runs while somebody does. */
function clockOf(period: number): Clock {
  const known = clocks.get(period);
  if (known) return known;
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = serverNow();
  const clock: Clock = {
    now: () => now,
    subscribe(listener) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        now = serverNow();
        for (const each of listeners) each();
      }, period);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
  };
  clocks.set(period, clock);
  return clock;
}

/** Does not tick: shows the time at which the page was opened. */
let opened = 0;
const STILL: Clock = { subscribe: () => () => {}, now: () => (opened ||= serverNow()) };

/**
 * The server's time in milliseconds, anew every `period` milliseconds; all users of one period share one timer.
 * With `null` it stands still: nothing on the page grows. 0 while the page is made on the server.
 */
export function useNow(period: number | null): number {
  const clock = period === null ? STILL : clockOf(period);
  return useSyncExternalStore(clock.subscribe, clock.now, () => 0);
}
