/** Runs at most `limit` tasks of a lane at a time; the others wait their turn in order. */
export class Limiter {
  private readonly lanes = new Map<string, { running: number; queue: (() => void)[] }>();
  private readonly limitOf: (lane: string) => number;

  constructor(limitOf: (lane: string) => number) {
    this.limitOf = limitOf;
  }

  async run<T>(lane: string, task: () => Promise<T>): Promise<T> {
    const state = this.lanes.get(lane) ?? { running: 0, queue: [] };
    this.lanes.set(lane, state);
    if (state.running >= this.limitOf(lane)) await new Promise<void>((resolve) => state.queue.push(resolve));
    else state.running += 1;
    try {
      return await task();
    } finally {
      const next = state.queue.shift();
      // The place is handed over, not given back: nobody who comes in between can take it.
      if (next === undefined) state.running -= 1;
      else next();
    }
  }
}
