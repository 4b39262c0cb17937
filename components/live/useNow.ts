'use client';
import { useSyncExternalStore } from 'react';
import { createStore } from '@/components/shell/store';

/** How much the server's clock is ahead of this one, in milliseconds. */
const offset = createStore(0);

/** Takes a time stamp that the server has just made. Network delay makes it late, never early: the largest seen is the nearest. */
export function noteServerTime(serverTime: number): void {
  const ahead = serverTime - Date.now();
  if (offset.get() === 0 || ahead > offset.get()) offset.set(ahead);
}

export function serverNow(): number {
  return Date.now() + offset.get();
}

const ticking = new Map<number, { listeners: Set<() => void>; now: number; timer: ReturnType<typeof setInterval> }>();

function subscribe(period: number | null, listener: () => void): () => void {
  if (period === null) return () => {};
  let tick = ticking.get(period);
  if (!tick) {
    const listeners = new Set<() => void>();
    const made = {
      listeners,
      now: serverNow(),
      timer: setInterval(() => {
        made.now = serverNow();
        for (const each of listeners) each();
      }, period),
    };
    tick = made;
    ticking.set(period, made);
  }
  const { listeners, timer } = tick;
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    ticking.delete(period);
  };
}

let still = 0;

/**
 * The server's time in milliseconds, anew every `period` milliseconds; all users of one period share one timer.
 * With `null` it stands still: nothing on the page grows. 0 while the page is made on the server.
 */
export function useNow(period: number | null): number {
  return useSyncExternalStore(
    (listener) => subscribe(period, listener),
    () => {
      if (period !== null) return ticking.get(period)?.now ?? (still ||= serverNow());
      return (still ||= serverNow());
    },
    () => 0,
  );
}
