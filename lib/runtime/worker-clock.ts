import type { Clock } from '@/lib/engine/types';

export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, callback) {
    // Timers of Node hold 31 bits; a longer wait is looked at again in between.
    const timer = setTimeout(callback, Math.min(ms, 2 ** 31 - 1));
    return () => clearTimeout(timer);
  },
  breathe: () => new Promise((resolve) => setImmediate(resolve)),
};
