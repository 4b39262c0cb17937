/** Chance that can be repeated: everything follows from the seed. */
export class Chance {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** At least 0, below 1 (mulberry32). */
  next(): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.next() * limit);
  }

  happens(probability: number): boolean {
    return this.next() < probability;
  }

  pick<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.below(others.length + 1)] ?? first;
  }

  /** Each choice as often as its weight says. */
  weighted<T extends string>(weights: Readonly<Record<T, number>>): T {
    const choices = Object.entries<number>(weights);
    let left = this.next() * choices.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [name, weight] of choices) {
      left -= weight;
      if (left < 0) for (const known in weights) if (known === name) return known;
    }
    throw new RangeError('no choice has a weight');
  }

  /** Chance of its own: how often it is asked changes nothing here. */
  fork(): Chance {
    return new Chance(this.below(2 ** 31));
  }
}
