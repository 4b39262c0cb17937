/** Tidies lines of a template: indentation by two, no spaces at their ends, no more than one empty line together. Nothing that changes the meaning is done. */
import { readDocument } from '@/lib/hot/reading';

/** The text with these lines tidied, from the first to the last, counted from 0; null when there is nothing to do, or it would mean something else. */
export function formatted(text: string, first: number, last: number): string | null {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = text.split(/\r?\n/);
  const before = readDocument(text);
  if (!before.readable) return null;
  for (const change of [tidied(lines, first, last), lines.map((line, index) => (index >= first && index <= last ? line.trimEnd() : line))]) {
    const after = change.join(eol);
    if (after === text) continue;
    const read = readDocument(after);
    if (read.readable && JSON.stringify(read.value) === JSON.stringify(before.value)) return after;
  }
  return null;
}

function tidied(lines: readonly string[], first: number, last: number): string[] {
  /** Old and new indents of what the current line is within. */
  const within: { old: number; now: number }[] = [];
  /** The indent of the key of a text of several lines, whose lines move together. */
  let text: { indent: number; by: number } | null = null;
  const result: string[] = [];
  lines.forEach((line, index) => {
    const old = line.length - line.trimStart().length;
    const chosen = index >= first && index <= last;
    if (line.trim() === '') {
      if (!(chosen && text === null && result.at(-1)?.trim() === '')) result.push(chosen ? '' : line);
      return;
    }
    if (text !== null && old > text.indent) {
      result.push(text.by >= 0 ? ' '.repeat(text.by) + line : line.slice(Math.min(old, -text.by)));
      return;
    }
    text = null;
    while ((within.at(-1)?.old ?? -1) >= old) within.pop();
    const above = within.at(-1);
    const dash = /^\s*- /.test(line);
    const now = !chosen ? old : above === undefined ? 0 : above.now + 2;
    within.push({ old, now });
    // What follows a dash is as far in as its own first letter.
    if (dash) within.push({ old: old + 1, now: now + 0 });
    result.push(' '.repeat(now) + (chosen ? line.trim() : line.trimStart()));
    if (/(:|-)\s+[|>][-+0-9]*\s*(#.*)?$/.test(line)) text = { indent: old, by: now - old };
  });
  return result;
}
