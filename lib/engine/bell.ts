/** Wakes a run that rests: rung by whatever happens outside of its own steps. A ring while nobody rests is heard at the next rest. */
import type { Clock } from './types';

export class Bell {
  private ringing: (() => void) | null = null;
  private rang = false;
  private readonly clock: Pick<Clock, 'after'>;

  constructor(clock: Pick<Clock, 'after'>) {
    this.clock = clock;
  }

  ring(): void {
    this.rang = true;
    this.ringing?.();
  }

  /** Sleeps until rung, at most so long; true when rung. */
  async rest(ms: number): Promise<boolean> {
    if (!this.rang && ms > 0) {
      await new Promise<void>((resolve) => {
        const cancel = ms === Infinity ? null : this.clock.after(ms, resolve);
        this.ringing = () => {
          cancel?.();
          resolve();
        };
      });
      this.ringing = null;
    }
    const rung = this.rang;
    this.rang = false;
    return rung;
  }
}
