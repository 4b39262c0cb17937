/**
 * A document after a change of its text, read by the part that changed: a keystroke in a template of a thousand resources reads one of them. YAML in block
 * style is read from left to right and an entry ends where the next key stands as far left, so an entry means the same by itself as it does in its place.
 */
import { isMap } from '../json';
import type { Diagnostic, DocumentPath, Json, JsonMap, TextRange } from '../types';
import { setKey } from '../values';
import { type Entry, MAX_TEMPLATE_BYTES, readDocument, scanned, type TextDocument, utf8Length } from './read';

interface Part extends Entry {
  /** Where its lines stood in the text that was read as a whole. */
  first: TextRange;
  /** Read by itself, and where its text begins in that one. Null: as it was. */
  read: { document: TextDocument; inset: number } | null;
}

export interface Reread extends TextDocument {
  text: string;
  /** For the next change: empty where only the whole can be read again. */
  parts: readonly Part[];
  whole: TextDocument;
  /** The last that could be read, where this one cannot: changes are told from there. */
  last: Reread | null;
}

const NEXT = 'hearth-next';

export function readWhole(text: string): Reread {
  const whole = readDocument(text);
  return { ...whole, text, whole, last: null, parts: whole.diagnostics.length > 0 ? [] : whole.entries().map((entry) => ({ ...entry, first: { start: entry.start, end: entry.end }, read: null })) };
}

/**
 * The same as reading the whole text: value, ranges, and whether it can be read. Null where that cannot be told from the part that changed.
 * Of a part that cannot be read there are its own problems; whoever shows problems to people reads the whole when there is time.
 */
export function readAgain(text: string, previous: Reread): Reread | null {
  if (text === previous.text) return previous;
  const before = previous.last ?? previous;
  if (text === before.text) return before;
  const change = changeOf(before.text, text);
  const at = before.parts.findIndex(({ start, end }) => start <= change.start && change.end <= end);
  const part = before.parts[at];
  const scan = scanned(text);
  if (part === undefined || scan.kind === 'refused' || (text.length * 3 > MAX_TEMPLATE_BYTES && utf8Length(text) > MAX_TEMPLATE_BYTES)) return null;
  const grown = text.length - before.text.length;
  const [start, end] = [part.start, part.end + grown];
  // What follows has to begin on a line of its own.
  if (end < text.length && text[end - 1] !== '\n') return null;
  const head = `${part.section}:\n`;
  const indent = indentAt(before.text, keyLine(before.text, part));
  // Something no further in than the key ends the entry, and the section may go on otherwise after it.
  const outside = text.slice(start, end).split('\n').filter((line) => !/^\s*(#|$)/.test(line) && indentAt(line, 0) <= indent);
  if (/[^\w]/.test(part.section) || outside.length !== 1) return null;
  // Where what comes next stands decides where this ends: something stands there here, too.
  const tail = end === text.length ? '' : before.parts[at + 1]?.section === part.section ? `${' '.repeat(indent)}${NEXT}: 0\n` : `${NEXT}: 0\n`;
  const document = readDocument(head + text.slice(start, end) + tail);
  const shift = start - head.length;
  if (!document.readable) return { ...before, text, last: before, readable: false, value: null, diagnostics: problemsOf(document, text, start, shift), rangeAt: () => undefined, entries: () => [] };
  const [entry, ...more] = document.entries().filter(({ name }) => name !== NEXT);
  if (entry === undefined || more.length > 0 || entry.section !== part.section || !isMap(document.value)) return null;
  // As far in as its siblings, or it would not be one of them.
  if (indentAt(text, entry.start + shift) !== indent) return null;
  if (entry.name !== part.name && before.parts.some(({ section, name }) => section === part.section && name === entry.name)) return null;
  const section = document.value[part.section];
  if (Object.keys(document.value).some((key) => key !== part.section && key !== NEXT) || !isMap(section) || Object.keys(section).some((key) => key !== entry.name && key !== NEXT)) return null;
  const value = replaced(before.value, part, entry.name, section[entry.name] ?? null);
  if (value === null) return null;
  const parts = before.parts.map((each, index): Part => (index < at ? each : index === at ? { ...each, name: entry.name, end, read: { document, inset: shift } } : { ...each, start: each.start + grown, end: each.end + grown, read: each.read && { ...each.read, inset: each.read.inset + grown } }));
  const { whole } = before;
  const diagnostics = parts.flatMap(({ read, start: from }) => (read === null || read.document.diagnostics.length === 0 ? [] : problemsOf(read.document, text, from, read.inset)));
  return { value, readable: true, diagnostics, text, last: null, whole, parts, rangeAt: rangesOf(parts, whole), entries: () => parts };
}

/** Of a part, with the places they have in the whole text. */
function problemsOf({ diagnostics }: TextDocument, text: string, start: number, shift: number): Diagnostic[] {
  const line = text.slice(0, start).split('\n').length - 2;
  const moved = (range: TextRange): TextRange => ({ start: range.start + shift, end: range.end + shift });
  return diagnostics.map((each) => ({
    ...each, message: each.message.replace(/line (\d+)/g, (_, number: string) => `line ${Number(number) + line}`),
    ...(each.range ? { range: moved(each.range) } : {}),
    ...(each.fix ? { fix: { ...each.fix, edits: each.fix.edits.map((edit) => ({ ...edit, range: moved(edit.range) })) } } : {}),
  }));
}

function replaced(value: Json, { section, name }: Entry, newName: string, entry: Json): JsonMap | null {
  const entries = isMap(value) ? value[section] : undefined;
  if (!isMap(value) || !isMap(entries)) return null;
  const next: JsonMap = {};
  for (const key of Object.keys(entries)) setKey(next, key === name ? newName : key, key === name ? entry : (entries[key] ?? null));
  return { ...value, [section]: next };
}

/** The part of the text before that is another now. */
function changeOf(before: string, after: string): TextRange {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  return { start, end: before.length - same };
}

/** The lines of an entry begin with that of its key, unless something was put before it since. */
function keyLine(text: string, { start, end }: TextRange): number {
  const lines = text.slice(start, end);
  const match = /^(?!\s*(#|$)).*/m.exec(lines);
  return start + (match?.index ?? 0);
}

function indentAt(text: string, line: number): number {
  let at = line;
  while (text[at] === ' ') at += 1;
  return at - line;
}

function rangesOf(parts: readonly Part[], whole: TextDocument): TextDocument['rangeAt'] {
  const byName = new Map<string, Map<string, Part>>();
  for (const part of parts) {
    const names = byName.get(part.section) ?? new Map<string, Part>();
    byName.set(part.section, names.set(part.name, part));
  }
  const changed = parts.filter(({ read }) => read !== null);
  /** Where something that is in no part stands now. What begins or ends within a part does so with what is in it. */
  const now = (offset: number, end: 'start' | 'end'): number => {
    const within = changed.find(({ first }) => first.start < offset && (offset < first.end || (end === 'end' && offset === first.end)));
    if (within?.read) return (within.read.document.rangeAt([within.section])?.[end] ?? 0) + within.read.inset;
    return changed.reduce((at, part) => (part.first.end <= offset ? at + (part.end - part.start) - (part.first.end - part.first.start) : at), offset);
  };
  return (path: DocumentPath, part = 'value') => {
    const [section, name] = path;
    const own = section === undefined || name === undefined ? undefined : byName.get(String(section))?.get(String(name));
    if (own === undefined) {
      const range = name !== undefined && byName.has(String(section)) ? undefined : whole.rangeAt(path, part);
      return range && { start: now(range.start, 'start'), end: now(range.end, 'end') };
    }
    const range = own.read === null ? whole.rangeAt(path, part) : own.read.document.rangeAt(path, part);
    const shift = own.read === null ? own.start - own.first.start : own.read.inset;
    return range && { start: range.start + shift, end: range.end + shift };
  };
}
