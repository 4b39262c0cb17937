/** How panes share their room, by their names; only the ratios count. */
export type Shares = Readonly<Record<string, number>>;

/** What was remembered, where it is of these panes; else null. */
export function sharesIn(kept: string | null, panes: readonly string[]): Shares | null {
  if (kept === null) return null;
  try {
    const shares: unknown = JSON.parse(kept);
    if (typeof shares !== 'object' || shares === null) return null;
    const entries = panes.map((pane): [string, unknown] => [pane, Reflect.get(shares, pane)]);
    return entries.every((entry): entry is [string, number] => typeof entry[1] === 'number' && entry[1] > 0) ? Object.fromEntries(entries) : null;
  } catch {
    return null;
  }
}

/** With the splitter between two panes moved by so many pixels: what one gains the other gives, and both keep their least. `sizes` in pixels. */
export function moved(sizes: Shares, [before, behind]: readonly [string, string], by: number, [leastBefore, leastBehind]: readonly [number, number]): Shares {
  const [first, second] = [sizes[before] ?? 0, sizes[behind] ?? 0];
  // In a window that is too small for both the one before yields.
  const size = Math.max(Math.min(first + by, first + second - leastBehind), Math.min(leastBefore, first));
  return { ...sizes, [before]: size, [behind]: first + second - size };
}
