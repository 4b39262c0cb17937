/**
 * Directed graphs over the integers 0..n-1, given as `requires[i]`: what has to be done before i. Knows nothing of clouds.
 * All functions take time and memory linear in nodes and edges and do not recurse, so a chain of any length is fine.
 */
export type Requirements = readonly (readonly number[])[];

/** The edges turned round: `dependants[i]` are the nodes that require i. */
export function dependants(requires: Requirements): number[][] {
  const result: number[][] = requires.map(() => []);
  requires.forEach((required, node) => {
    for (const other of required) result[other]?.push(node);
  });
  return result;
}

/** Nodes in layers: each node's requirements are all in earlier layers. Nodes on or behind a cycle are in none. */
export function waves(requires: Requirements): number[][] {
  const followers = dependants(requires);
  const open = requires.map((required) => required.length);
  const result: number[][] = [];
  let wave: number[] = [];
  open.forEach((count, node) => {
    if (count === 0) wave.push(node);
  });
  while (wave.length > 0) {
    result.push(wave);
    const next: number[] = [];
    for (const node of wave) {
      for (const follower of followers[node] ?? []) {
        const left = (open[follower] ?? 0) - 1;
        open[follower] = left;
        if (left === 0) next.push(follower);
      }
    }
    wave = next;
  }
  return result;
}

/** One cycle, as the nodes along it with each requiring the next and the last requiring the first; null when there is none. */
export function findCycle(requires: Requirements): number[] | null {
  const settled = new Set(waves(requires).flat());
  if (settled.size === requires.length) return null;
  let node = requires.findIndex((_, index) => !settled.has(index));
  const position = new Map<number, number>();
  const path: number[] = [];
  // Every unsettled node requires at least one unsettled node, so this walk must come back to itself.
  while (!position.has(node)) {
    position.set(node, path.length);
    path.push(node);
    const next = requires[node]?.find((other) => !settled.has(other));
    if (next === undefined) return null;
    node = next;
  }
  return path.slice(position.get(node));
}
