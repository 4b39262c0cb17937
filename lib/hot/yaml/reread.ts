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
/** Longer than this, what changed in several entries is read with everything else: then each of them is a part by itself again. */
const LONGEST = 30_000;

/** Entries beside one another, of one section, of which something changed; with where they stand now. */
interface Stretch extends TextRange {
  from: number;
  to: number;
}

export function readWhole(text: string): Reread {
  const whole = readDocument(text);
  return { ...whole, text, whole, last: null, parts: whole.diagnostics.length > 0 ? [] : whole.entries().map((entry) => ({ ...entry, first: { start: entry.start, end: entry.end }, read: null })) };
}

/** A text of which somebody else has read the value, and found nothing wrong: where things stand in it is looked for when it is asked for. */
export function readElsewhere(text: string, value: Json): Reread {
  let read: Reread | null = null;
  const all = (): Reread => (read ??= readWhole(text));
  return { value, text, readable: true, diagnostics: [], last: null, get parts() { return all().parts; }, get whole() { return all().whole; }, rangeAt: (path, part) => all().rangeAt(path, part), entries: () => all().entries() };
}

/**
 * The same as reading the whole text: value, ranges, and whether it can be read. Null where that cannot be told from the parts that changed.
 * Of a part that cannot be read there are its own problems; whoever shows problems to people reads the whole when there is time.
 */
export function readAgain(text: string, previous: Reread): Reread | null {
  if (text === previous.text) return previous;
  const before = previous.last ?? previous;
  if (text === before.text) return before;
  const stretches = stretchesOf(before, text);
  if (stretches === null || scanned(text).kind === 'refused' || (text.length * 3 > MAX_TEMPLATE_BYTES && utf8Length(text) > MAX_TEMPLATE_BYTES)) return null;
  const read: (Stretch & { parts: readonly Part[]; value: JsonMap })[] = [];
  const problems: Diagnostic[] = [];
  for (const stretch of stretches) {
    const found = readStretch(text, before, stretch);
    if (found === null) return null;
    if ('problems' in found) problems.push(...found.problems);
    else read.push({ ...stretch, ...found });
  }
  if (problems.length > 0 || read.length < stretches.length) return { ...before, text, last: before, readable: false, value: null, diagnostics: problems, rangeAt: () => undefined, entries: () => [] };
  const parts = withParts(before.parts, read, text.length - before.text.length);
  const value = valueOf(before, parts, read);
  if (value === null) return null;
  const { whole } = before;
  const diagnostics = parts.flatMap(({ read: own, start }, index) => (own === null || own.document.diagnostics.length === 0 || isRest(parts, index) ? [] : problemsOf(own.document, text, start, own.inset)));
  return { value, readable: true, diagnostics, text, last: null, whole, parts, rangeAt: rangesOf(parts, whole), entries: () => parts };
}

/** Where the text changed, by the entries it changed in. Null: elsewhere, or in too much. */
function stretchesOf({ text: old, parts }: Reread, text: string): Stretch[] | null {
  const stretches: Stretch[] = [];
  /** How much longer the text is now, up to where it was looked at. */
  let grown = 0;
  for (const { start, end, length } of changesOf(old, text)) {
    let from = parts.findIndex((part) => part.start <= start && start <= part.end);
    let to = parts.findIndex((part, index) => index >= from && part.start <= end && end <= part.end);
    if (from < 0 || to < 0) return null;
    const by = length - (end - start);
    // What follows has to begin on a line of its own.
    const last = text[(parts[to]?.end ?? 0) + grown + by - 1];
    if (last !== '\n' && to + 1 < parts.length) to += 1;
    // Entries that were read together share what says where the section is.
    while (isRest(parts, from)) from -= 1;
    while (isRest(parts, to + 1)) to += 1;
    const [first, behind, before] = [parts[from], parts[to], stretches.at(-1)];
    if (first === undefined || behind === undefined || first.section !== behind.section) return null;
    if (before !== undefined && from <= before.to) Object.assign(before, { to: Math.max(to, before.to), end: Math.max(behind.end + grown, before.end) + by });
    else stretches.push({ from, to, start: first.start + grown, end: behind.end + grown + by });
    grown += by;
  }
  const isSound = ({ from, to, start, end }: Stretch): boolean => (end >= text.length || text[end - 1] === '\n') && (from === to || end - start <= LONGEST);
  return stretches.every(isSound) ? stretches : null;
}

/** Read together with the one before it. */
function isRest(parts: readonly Part[], index: number): boolean {
  const own = parts[index]?.read;
  return own !== undefined && own !== null && own.document === parts[index - 1]?.read?.document;
}

/** The entries that stand there now. Null: it cannot be told what stands there without reading the whole. */
function readStretch(text: string, { text: old, parts }: Reread, { from, to, start, end }: Stretch): { parts: readonly Part[]; value: JsonMap } | { problems: Diagnostic[] } | null {
  const [first, last] = [parts[from], parts[to]];
  if (first === undefined || last === undefined || /[^\w]/.test(first.section)) return null;
  const { section } = first;
  const indent = indentAt(old, keyLine(old, first));
  // Something less far in than the keys ends the section.
  const keys = text.slice(start, end).split('\n').filter((line) => !/^\s*(#|$)/.test(line) && indentAt(line, 0) <= indent);
  if (keys.length === 0 || keys.some((line) => indentAt(line, 0) < indent)) return null;
  // Where what comes next stands decides where this ends: something stands there here, too.
  const goesOn = parts[to + 1]?.section === section;
  const tail = end === text.length ? '' : `${goesOn ? ' '.repeat(indent) : ''}${NEXT}: 0\n`;
  const head = `${section}:\n`;
  const document = readDocument(head + text.slice(start, end) + tail);
  const inset = start - head.length;
  if (!document.readable) return { problems: problemsOf(document, text, start, inset) };
  const entries = document.entries().filter(({ name }) => name !== NEXT);
  const value = isMap(document.value) ? document.value[section] : undefined;
  // As far in as their siblings, or they would not be siblings.
  if (entries.length !== keys.length || !isMap(value) || entries.some((entry) => entry.section !== section || entry.name === '<<' || indentAt(text, entry.start + inset) !== indent)) return null;
  // What follows may have become part of the last of them.
  if (tail !== '' && !Object.hasOwn(goesOn ? value : Object(document.value), NEXT)) return null;
  const names = new Set(entries.map(({ name }) => name));
  if (names.size < entries.length || Object.keys(Object(document.value)).some((key) => key !== section && key !== NEXT) || Object.keys(value).some((key) => !names.has(key) && key !== NEXT)) return null;
  const whole = { start: first.first.start, end: last.first.end };
  return {
    value,
    parts: entries.map((entry, index): Part => ({
      section, name: entry.name, start: index === 0 ? start : entry.start + inset, end: index === entries.length - 1 ? end : entry.end + inset,
      // The first of them stands for all, where it matters where they stood.
      first: index === 0 ? whole : { start: whole.end, end: whole.end }, read: { document, inset },
    })),
  };
}

function withParts(before: readonly Part[], read: readonly (Stretch & { parts: readonly Part[] })[], grown: number): Part[] {
  const parts: Part[] = [];
  let at = 0;
  const upTo = (index: number, by: number): void => {
    for (const each of before.slice(at, index)) parts.push(by === 0 ? each : { ...each, start: each.start + by, end: each.end + by, read: each.read && { ...each.read, inset: each.read.inset + by } });
  };
  for (const { from, to, start, parts: fresh } of read) {
    upTo(from, start - (before[from]?.start ?? start));
    parts.push(...fresh);
    at = to + 1;
  }
  upTo(before.length, grown);
  return parts;
}

/** Null where two entries have one name, or where one stands for others. */
function valueOf({ value: old }: Reread, parts: readonly Part[], read: readonly { parts: readonly Part[]; value: JsonMap }[]): JsonMap | null {
  if (!isMap(old)) return null;
  const result: JsonMap = { ...old };
  for (const section of new Set(read.map(({ parts: [first] }) => first?.section ?? ''))) {
    const fresh = new Map(read.flatMap(({ parts: own, value }) => own.filter((part) => part.section === section).map(({ name }): [string, Json] => [name, value[name] ?? null])));
    const before = old[section];
    if (!isMap(before)) return null;
    const next: JsonMap = {};
    for (const { section: of, name } of parts) {
      if (of !== section) continue;
      if (name === '<<' || Object.hasOwn(next, name)) return null;
      setKey(next, name, fresh.has(name) ? (fresh.get(name) ?? null) : (before[name] ?? null));
    }
    result[section] = next;
  }
  return result;
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

/** The pieces of the text before that are others now, from its beginning on, and how long they are now. */
function changesOf(before: string, after: string): (TextRange & { length: number })[] {
  const most = Math.min(before.length, after.length);
  let start = 0;
  while (start < most && before.charCodeAt(start) === after.charCodeAt(start)) start += 1;
  let same = 0;
  while (same < most - start && before.charCodeAt(before.length - 1 - same) === after.charCodeAt(after.length - 1 - same)) same += 1;
  const [end, now] = [before.length - same, after.length - same];
  const [old, fresh] = [before.slice(start, end).split('\n'), after.slice(start, now).split('\n')];
  // Another name changes pieces of lines here and there; what is put in or taken away is one piece.
  if (old.length < 3 || old.length !== fresh.length) return [{ start, end, length: now - start }];
  let at = start;
  return old.flatMap((line, index) => {
    const own = { start: at, end: at + line.length, length: fresh[index]?.length ?? 0 };
    at = own.end + 1;
    return line === fresh[index] ? [] : [own];
  });
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
  const now = (offset: number, end: 'start' | 'end', all: boolean): number => {
    const within = changed.find(({ first }) => first.start < offset && (offset < first.end || (end === 'end' && offset === first.end)));
    if (within?.read) return (within.read.document.rangeAt(all ? [] : [within.section])?.[end] ?? 0) + within.read.inset;
    return changed.reduce((at, part) => (part.first.end <= offset ? at + (part.end - part.start) - (part.first.end - part.first.start) : at), offset);
  };
  return (path: DocumentPath, part = 'value') => {
    const [section, name] = path;
    const own = section === undefined || name === undefined ? undefined : byName.get(String(section))?.get(String(name));
    if (own === undefined) {
      const range = name !== undefined && byName.has(String(section)) ? undefined : whole.rangeAt(path, part);
      return range && { start: now(range.start, 'start', path.length === 0), end: now(range.end, 'end', path.length === 0) };
    }
    const range = own.read === null ? whole.rangeAt(path, part) : own.read.document.rangeAt(path, part);
    const shift = own.read === null ? own.start - own.first.start : own.read.inset;
    return range && { start: range.start + shift, end: range.end + shift };
  };
}
