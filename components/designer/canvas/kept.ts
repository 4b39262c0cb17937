/** Whether two values say the same. Plain objects and lists are looked into; everything else is the same when it is the same thing. */
export function alike(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => alike(item, b[index]));
  if (!isPlain(a) || !isPlain(b)) return false;
  const [ours, theirs] = [Object.entries(a), Object.entries(b)];
  return ours.length === theirs.length && ours.every(([key, value]) => key in b && alike(value, Reflect.get(b, key)));
}

function isPlain(value: unknown): value is object {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

/**
 * Of a drawing that is made anew with every keystroke, what nothing happened to is the same object as before: neither the library that draws it nor its cards
 * have anything to do then.
 */
export class Kept<Item extends { id: string }> {
  private known: ReadonlyMap<string, Item> = new Map();

  of(items: readonly Item[]): Item[] {
    const same = items.map((item) => {
      const before = this.known.get(item.id);
      return before !== undefined && alike(before, item) ? before : item;
    });
    this.known = new Map(same.map((item) => [item.id, item]));
    return same;
  }
}
