/** Bounds how fast secrets can be guessed: after so many failures for one name, none is tried for that name for a while. In the memory of this process. */

const MOST_FAILURES = 10;
const WINDOW_MS = 60_000;
const MOST_NAMES = 10_000;

export interface AttemptLimit {
  /** False: not now, whatever the secret. */
  allowed(name: string): boolean;
  failed(name: string): void;
  succeeded(name: string): void;
}

export function attemptLimit(now: () => number = Date.now): AttemptLimit {
  const failures = new Map<string, { count: number; since: number }>();
  const current = (name: string) => {
    const entry = failures.get(name);
    return entry !== undefined && now() - entry.since < WINDOW_MS ? entry : undefined;
  };
  return {
    allowed: (name) => (current(name)?.count ?? 0) < MOST_FAILURES,
    failed(name) {
      const entry = current(name) ?? { count: 0, since: now() };
      failures.delete(name);
      failures.set(name, { ...entry, count: entry.count + 1 });
      // The oldest names give way: whoever invents names fills no memory.
      const [oldest] = failures.keys();
      if (failures.size > MOST_NAMES && oldest !== undefined) failures.delete(oldest);
    },
    succeeded: (name) => void failures.delete(name),
  };
}
