/** The database keeps maps without an order; people wrote theirs with one. */

/**
 * Entries of a section of a template (`parameters`, `outputs`) in the order of its text; those that the text does not seem to have come last, as they were. The text is looked
 * through, not parsed: a wrong guess is a wrong order, and no more. O(entries x section).
 */
export function inTextOrder<T extends { name: string }>(entries: readonly T[], text: string, section: string): T[] {
  const start = new RegExp(`^["']?${section}["']?\\s*:`, 'mi').exec(text)?.index;
  if (start === undefined) return [...entries];
  const rest = text.slice(start + section.length);
  const end = /^[^\s#-]/m.exec(rest.slice(rest.indexOf('\n') + 1));
  const body = end === null || !rest.includes('\n') ? rest : rest.slice(0, rest.indexOf('\n') + 1 + end.index);
  const place = ({ name }: T): number => {
    const found = new RegExp(`(?:^|[\\s{,])["']?${name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}["']?\\s*:`, 'm').exec(body);
    return found === null ? Number.MAX_SAFE_INTEGER : found.index;
  };
  return entries.map((entry) => ({ entry, at: place(entry) })).toSorted((one, other) => one.at - other.at).map(({ entry }) => entry);
}
