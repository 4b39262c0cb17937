/** Small edits of a text, for the fixes of diagnostics. Only block style is edited: a line belongs to one entry. */
import type { TextEdit, TextRange } from '../types';

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}

function lineEnd(text: string, offset: number): number {
  const end = text.indexOf('\n', offset);
  return end < 0 ? text.length : end + 1;
}

/** Removes the lines of an entry; undefined where other things stand on them. */
export function removeLines(text: string, entry: TextRange): TextEdit | undefined {
  const start = lineStart(text, entry.start);
  const last = entry.start + text.slice(entry.start, entry.end).trimEnd().length;
  const end = lineEnd(text, last);
  const before = text.slice(start, entry.start);
  const after = text.slice(last, end).trim();
  if (before.trim() !== '' || (after !== '' && !after.startsWith('#'))) return undefined;
  return { range: { start, end }, newText: '' };
}

/** Puts an entry before one that stands at the start of its line, with the same indentation; undefined where it does not stand there. */
export function insertBefore(text: string, sibling: TextRange, entry: string): TextEdit | undefined {
  const start = lineStart(text, sibling.start);
  const indent = text.slice(start, sibling.start);
  if (indent.trim() !== '') return undefined;
  return { range: { start, end: start }, newText: `${indented(entry, indent)}\n` };
}

/** Puts a map below a key whose value is nothing yet. */
export function appendSection(text: string, section: string, entry: string): TextEdit {
  const gap = text === '' || text.endsWith('\n') ? '' : '\n';
  return { range: { start: text.length, end: text.length }, newText: `${gap}${section}:\n${indented(entry, '  ')}\n` };
}

function indented(entry: string, indent: string): string {
  return entry.split('\n').map((line) => indent + line).join('\n');
}
