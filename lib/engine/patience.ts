/** Calls again what failed by an accident of our own, such as a database that restarts: no resource is to fail for it. */
import type { Clock } from './types';

export type Attempt<T> = { ok: true; value: T } | { ok: false; fault: unknown };

const ATTEMPTS = 9;
const FIRST_PAUSE_MS = 100;

/** The last attempt's result; half a minute of accidents is enough. `given` ends the pauses early: nobody wants the result any more. */
export async function patiently<T>(call: () => T | Promise<T>, mayPass: (fault: unknown) => boolean, clock: Clock, given: AbortSignal): Promise<Attempt<T>> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return { ok: true, value: await call() };
    } catch (fault) {
      if (attempt === ATTEMPTS || given.aborted || !mayPass(fault)) return { ok: false, fault };
      await new Promise<void>((resolve) => {
        clock.after(FIRST_PAUSE_MS * 2 ** (attempt - 1), resolve);
        given.addEventListener('abort', () => resolve(), { once: true });
      });
    }
  }
}
