/** Anything that requires other things by name. */
export interface Requirer {
  name: string;
  requires: readonly string[];
}

/**
 * In waves: what is in one can be done at the same time, after the waves before. `forth`: each after what it requires; `back`: each before it, as things are
 * taken down. Requirements that are not among `items` hold nothing up; what waits for itself comes last, together. O(items + requirements).
 */
export function wavesOf<T extends Requirer>(items: readonly T[], direction: 'forth' | 'back'): T[][] {
  const byName = new Map(items.map((item) => [item.name, item]));
  const after = new Map<string, string[]>(items.map(({ name }) => [name, []]));
  const open = new Map<string, number>(items.map(({ name }) => [name, 0]));
  for (const { name, requires } of items) {
    for (const need of new Set(requires)) {
      if (!byName.has(need) || need === name) continue;
      const [first, then] = direction === 'forth' ? [need, name] : [name, need];
      after.get(first)?.push(then);
      open.set(then, (open.get(then) ?? 0) + 1);
    }
  }
  const waves: T[][] = [];
  let wave = items.filter(({ name }) => open.get(name) === 0);
  while (wave.length > 0) {
    waves.push(wave);
    const next: T[] = [];
    for (const { name } of wave) {
      for (const then of after.get(name) ?? []) {
        const left = (open.get(then) ?? 0) - 1;
        open.set(then, left);
        const item = byName.get(then);
        if (left === 0 && item !== undefined) next.push(item);
      }
    }
    wave = next;
  }
  const placed = new Set(waves.flat());
  const rest = items.filter((item) => !placed.has(item));
  return rest.length > 0 ? [...waves, rest] : waves;
}
