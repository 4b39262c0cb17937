/** The lines of one node, out of the text and back into it. */
import { readDocument, readRecent } from '@/lib/hot/reading';
import { sectionOf } from './commands';
import { EditRefused } from './edit';
import type { NodeKind } from './model';

/** As if it stood at the left edge; null where it is not written as lines of its own. */
export function textOfBlock(text: string, kind: NodeKind, name: string): string | null {
  const found = blockAt(text, kind, name);
  return found === null ? null : text.slice(found.start, found.end).split('\n').map((line, index) => (index === 0 ? line : line.slice(Math.min(found.indent, line.length - line.trimStart().length)))).join('\n').trimEnd();
}

/** @throws EditRefused with the reason; `name` is the one it has now */
export function replaceBlock(text: string, kind: NodeKind, name: string, block: string): { text: string; name: string } {
  const found = blockAt(text, kind, name);
  if (found === null) throw new EditRefused('This is not written as lines of its own. Change it in the text.');
  const { value, readable, diagnostics } = readDocument(block);
  if (!readable) throw new EditRefused(diagnostics[0]?.message ?? 'This cannot be read.');
  const names = typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
  const [only] = names;
  if (only === undefined || names.length > 1) throw new EditRefused(`One ${kind} stands here, as "${name}: ..."; found ${names.length === 0 ? 'none' : names.join(', ')}.`);
  const pad = ' '.repeat(found.indent);
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const lines = block.replace(/\r\n/g, '\n').trimEnd().split('\n').map((line, index) => (index === 0 || line === '' ? line : pad + line)).join(eol);
  const after = text.slice(0, found.start) + lines + text.slice(found.end);
  const document = readRecent(after);
  if (!document.readable || document.rangeAt([sectionOf(after, kind), only]) === undefined) throw new EditRefused('In its place in the template this cannot be read. Check its first line.');
  return { text: after, name: only };
}

function blockAt(text: string, kind: NodeKind, name: string): { start: number; end: number; indent: number } | null {
  const range = readRecent(text).rangeAt([sectionOf(text, kind), name], 'pair');
  if (range === undefined) return null;
  const line = text.lastIndexOf('\n', range.start - 1) + 1;
  const before = text.slice(line, range.start);
  const end = range.start + text.slice(range.start, range.end).trimEnd().length;
  return /^ *$/.test(before) ? { start: range.start, end, indent: before.length } : null;
}
