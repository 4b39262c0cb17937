/** The piece of a text that is enough to find an edit in it: the entry that it is about, where that can be read by itself. Taking all of a large template apart takes longer than people wait for. */
import { readRecent } from '@/lib/hot/reading';
import type { DocumentPath } from '@/lib/hot/types';
import { Syntax } from './syntax';

export interface Piece {
  syntax: Syntax;
  /** What is added to a place in the piece to have the one in the text. */
  at: number;
}

const NEXT = 'hearth-next';

/** Null: only the whole says what an edit at this path would be. */
export function pieceFor(text: string, path: DocumentPath): Piece | null {
  const [section, name] = path.map(String);
  if (section === undefined || name === undefined || !/^\w+$/.test(section)) return null;
  const document = readRecent(text);
  const { parts } = document;
  const [first, last] = [parts.findIndex((part) => part.section === section), parts.findLastIndex((part) => part.section === section)];
  if (!document.readable || first < 0) return null;
  const own = parts.findIndex((part) => part.section === section && part.name === name);
  // What is new comes last, in the way of the two before it; what is taken away is looked at with what stands above it.
  const to = own < 0 ? last : own;
  const from = own < 0 || path.length === 2 ? Math.max(first, to - 1) : own;
  const [start, end] = [parts[from]?.start, parts[to]?.end];
  const header = document.rangeAt([section], 'key')?.start;
  if (start === undefined || end === undefined || header === undefined || (header > 0 && text[header - 1] !== '\n')) return null;
  const column = (part: (typeof parts)[number] | undefined): number => (part === undefined ? 0 : columnOf(text, document.rangeAt([part.section, part.name], 'key')?.start ?? 0));
  const style = { json: false, step: Math.min(8, column(parts[0])), eol: text.includes('\r\n') ? '\r\n' : '\n' };
  const [begin, head] = from === first ? [header, ''] : [start, `${section}:\n`];
  // Something stands below, as there does in the text.
  const tail = end === text.length ? '' : to < last ? `${' '.repeat(column(parts[to]))}${NEXT}: 0\n` : `${NEXT}: 0\n`;
  return { syntax: new Syntax(head + text.slice(begin, end) + tail, style), at: begin - head.length };
}

function columnOf(text: string, offset: number): number {
  return offset - (text.lastIndexOf('\n', offset - 1) + 1);
}
