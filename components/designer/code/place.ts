/** Where in a template the cursor is, told by indentation: it works in text that is half typed and cannot be parsed. */

export interface Place {
  /** Keys from the root to the line of the cursor, that of the line itself not included. */
  path: string[];
  /** The key on the line of the cursor, if there is one before it. */
  key: string | null;
  /** What stands before the cursor on its line, without the indent and dashes. */
  before: string;
}

const KEY = /^(\s*(?:- +)*)(?:"([^"]+)"|'([^']+)'|([^\s#"'{[\]}][^:#]*?))\s*:(?=\s|$)/;

export function placeAt(lineTexts: readonly string[], line: number, column: number): Place {
  const text = lineTexts[line] ?? '';
  const own = KEY.exec(text);
  const upTo = text.slice(0, column);
  const indentOf = (each: string): number => /^\s*(?:- +)*/.exec(each)?.[0].length ?? 0;
  let limit = own ? indentOf(text) : Math.min(indentOf(text), column);
  if (text.trim() === '') limit = column;
  const path: string[] = [];
  for (let above = line - 1; above >= 0 && limit > 0; above -= 1) {
    const each = lineTexts[above] ?? '';
    if (each.trim() === '' || each.trimStart().startsWith('#')) continue;
    const match = KEY.exec(each);
    if (!match) continue;
    const start = (match[1] ?? '').length;
    if (start < limit) {
      path.unshift((match[2] ?? match[3] ?? match[4] ?? '').trim());
      // Below a dash the key of the list is less far in than the dash itself, or as far.
      limit = /-/.test(match[1] ?? '') ? (each.length - each.trimStart().length) + 1 : start;
    }
  }
  const past = own && column >= own[0].length;
  return { path, key: past ? (own[2] ?? own[3] ?? own[4] ?? '').trim() : null, before: upTo.trimStart().replace(/^(- +)+/, '') };
}

/** Keys from the root to what stands at an offset: that of its line included. */
export function pathAt(text: string, offset: number): string[] {
  const lines = text.split('\n');
  let [line, from] = [0, 0];
  while (line < lines.length - 1 && from + (lines[line] ?? '').length < offset) { from += (lines[line] ?? '').length + 1; line += 1; }
  const { path, key } = placeAt(lines, line, offset - from);
  if (key !== null) return [...path, key];
  const own = /^\s*([^\s:#-][^:]*):/.exec(lines[line] ?? '')?.[1];
  return own === undefined ? path : [...path, own.trim()];
}
