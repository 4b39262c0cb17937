/** Anything that requires other things by name. */
export interface Requirer {
  name: string;
  requires: readonly string[];
}

/** `forth`: each after what it requires; `back`: each before it, as things are taken down. */
export type Direction = 'forth' | 'back';

/**
 * In waves: what is in one can be done at the same time, after the waves before. Requirements that are not among `items` hold nothing up; what waits for
 * itself comes last, together. O(items + requirements).
 */
export function wavesOf<T extends Requirer>(items: readonly T[], direction: Direction): T[][] {
  const { waves } = orderOf(items, direction);
  const placed = new Set(waves.flat());
  const rest = items.filter((item) => !placed.has(item));
  return rest.length > 0 ? [...waves, rest] : waves;
}

/** How long all of it takes when everything that can be done at the same time is. What waits for itself is left out. O(items + requirements). */
export function longestWay<T extends Requirer>(items: readonly T[], direction: Direction, lengthOf: (item: T) => number): number {
  const { waves, followers } = orderOf(items, direction);
  const begins = new Map<string, number>();
  let longest = 0;
  for (const item of waves.flat()) {
    const end = (begins.get(item.name) ?? 0) + lengthOf(item);
    longest = Math.max(longest, end);
    for (const follower of followers.get(item.name) ?? []) begins.set(follower, Math.max(begins.get(follower) ?? 0, end));
  }
  return longest;
}

/** The waves without what waits for itself, and by name what comes directly after each. */
function orderOf<T extends Requirer>(items: readonly T[], direction: Direction): { waves: T[][]; followers: ReadonlyMap<string, readonly string[]> } {
  const byName = new Map(items.map((item) => [item.name, item]));
  const followers = new Map<string, string[]>(items.map(({ name }) => [name, []]));
  const open = new Map<string, number>(items.map(({ name }) => [name, 0]));
  for (const { name, requires } of items) {
    for (const need of new Set(requires)) {
      if (!byName.has(need) || need === name) continue;
      const [first, then] = direction === 'forth' ? [need, name] : [name, need];
      followers.get(first)?.push(then);
      open.set(then, (open.get(then) ?? 0) + 1);
    }
  }
  const waves: T[][] = [];
  let wave = items.filter(({ name }) => open.get(name) === 0);
  while (wave.length > 0) {
    waves.push(wave);
    const next: T[] = [];
    for (const { name } of wave) {
      for (const then of followers.get(name) ?? []) {
        const left = (open.get(then) ?? 0) - 1;
        open.set(then, left);
        const item = byName.get(then);
        if (left === 0 && item !== undefined) next.push(item);
      }
    }
    wave = next;
  }
  return { waves, followers };
}
