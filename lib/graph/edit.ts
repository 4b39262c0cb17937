/**
 * Edits of the text: the smallest splice that does what was asked, found by the ranges of the syntax tree. Everything else (comments, blank lines,
 * order, quotes, folding, anchors) stays byte for byte. An edit that cannot be made throws EditRefused with the reason; nothing is changed then.
 */
import type { DocumentPath, Json, TextEdit } from '@/lib/hot/types';
import { pieceFor } from './piece';
import { afterKey, block, flow, scalar } from './render';
import { isAlias, isMap, isScalar, isSeq, type KeyPair, nodeOrNull, Syntax, toPair, type YAMLMap, type YAMLSeq } from './syntax';

export class EditRefused extends Error {
  override readonly name = 'EditRefused';
}

/** Applies edits that do not overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = text;
  for (const { range, newText } of [...edits].sort((a, b) => b.range.start - a.range.start || b.range.end - a.range.end)) {
    result = result.slice(0, range.start) + newText + result.slice(range.end);
  }
  return result;
}

/** One splice that turns `before` into `after`. */
export function differenceOf(before: string, after: string): TextEdit[] {
  if (before === after) return [];
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start += 1;
  let end = 0;
  while (end < before.length - start && end < after.length - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end += 1;
  return [{ range: { start, end: before.length - end }, newText: after.slice(start, after.length - end) }];
}

/** Sets the value at a path; maps on the way that do not exist are made. A step that is a number has to exist, or be one past the end. */
export function setValue(text: string, path: DocumentPath, value: Json): TextEdit[] {
  return found(text, path, (syntax) => set(syntax, path, value));
}

function set(syntax: Syntax, path: DocumentPath, value: Json): TextEdit[] {
  if (path.length === 0) throw new EditRefused('The whole document cannot be set.');
  refuseAliases(syntax, path);
  const last = path.at(-1);
  const parent = syntax.at(path.slice(0, -1));
  if (isSeq(parent) && typeof last === 'number') return last < parent.items.length ? replaceItem(syntax, parent, last, value) : appendTo(syntax, path.slice(0, -1), parent, value);
  if (isMap(parent)) {
    const found = syntax.pair(path);
    return found === undefined ? insertPair(syntax, path.slice(0, -1), parent, String(last), value) : replaceValue(syntax, found.pair, found.parent, value);
  }
  if (parent === undefined || parent === null || isEmptyScalar(parent)) {
    const inner: Json = typeof last === 'number' ? [value] : { [String(last)]: value };
    if (path.length === 1) return startDocument(syntax, inner);
    return set(syntax, path.slice(0, -1), inner);
  }
  throw new EditRefused(`"${path.slice(0, -1).join('.')}" is not a map, so "${String(last)}" cannot be set in it. Change it in the text.`);
}

/** Appends to the list at a path, which is made when it does not exist. A single value in its place becomes the first item. */
export function appendItem(text: string, path: DocumentPath, value: Json): TextEdit[] {
  return found(text, path, (syntax) => {
    const list = syntax.at(path);
    if (list === undefined || list === null || isEmptyScalar(list)) return set(syntax, path, [value]);
    if (isSeq(list)) return appendTo(syntax, path, list, value);
    throw new EditRefused(`"${path.join('.')}" is not a list.`);
  });
}

/** Removes a key or list item with the comment lines directly above it. A map or list that becomes empty stays as {} or []. */
export function removeValue(text: string, path: DocumentPath): TextEdit[] {
  return found(text, path, (syntax) => remove(syntax, path));
}

function remove(syntax: Syntax, path: DocumentPath): TextEdit[] {
  refuseAliases(syntax, path.slice(0, -1));
  const last = path.at(-1);
  const parent = syntax.at(path.slice(0, -1));
  if (isSeq(parent) && typeof last === 'number') {
    if (parent.items.length === 1) return replaceNode(syntax, path.slice(0, -1), '[]');
    const item = nodeOrNull(parent.items[last]);
    if (item === null) throw new EditRefused('An empty list item can be removed in the text only.');
    return parent.flow ? removeFromFlow(syntax, parent.items.map((each) => rangeOf(nodeOrNull(each))), last) : removeLines(syntax, dashOf(syntax, item.range?.[0] ?? 0), syntax.contentEnd(item, item.range?.[1] ?? 0));
  }
  if (isMap(parent)) {
    const index = parent.items.findLastIndex((item) => keyText(toPair(item)) === String(last));
    const pair = toPair(parent.items[index]);
    if (pair === undefined) return [];
    if (parent.items.length === 1 && path.length > 1) return parentIsOptional(path) ? remove(syntax, path.slice(0, -1)) : replaceNode(syntax, path.slice(0, -1), '{}');
    if (parent.flow) return removeFromFlow(syntax, parent.items.map((item) => pairRange(syntax, toPair(item))), index);
    if (onDashLine(syntax, pair)) return removeFirstOfItem(syntax, parent, pair);
    return removeLines(syntax, pair.key.range?.[0] ?? 0, syntax.pairEnd(pair));
  }
  return [];
}

/** `properties:` and the like may vanish with their last member. */
function parentIsOptional(path: DocumentPath): boolean {
  return path.length === 4 && path[0] === 'resources' && ['properties', 'metadata', 'update_policy'].includes(String(path[2]));
}

/** Renames a key where it is defined; references are others' business. */
export function renameKey(text: string, path: DocumentPath, name: string): TextEdit[] {
  return found(text, path, (syntax) => {
    const own = syntax.pair(path);
    if (own === undefined) throw new EditRefused(`There is no "${path.join('.')}".`);
    const [start, end] = own.pair.key.range ?? [0, 0];
    return [{ range: { start, end }, newText: syntax.style.json ? JSON.stringify(name) : scalar(name, Boolean(own.parent.flow)) }];
  });
}

/** Edits of the text, found in as much of it as they need. */
function found(text: string, path: DocumentPath, find: (syntax: Syntax) => TextEdit[]): TextEdit[] {
  const piece = latest?.text === text ? null : pieceFor(text, path);
  if (piece === null || !piece.syntax.sound) return find(sound(text));
  return find(piece.syntax).map(({ range: { start, end }, newText }) => ({ range: { start: start + piece.at, end: end + piece.at }, newText }));
}

/** Many edits of one text (a rename) take it apart once. */
let latest: Syntax | null = null;

function sound(text: string): Syntax {
  const syntax = latest?.text === text ? latest : new Syntax(text);
  latest = syntax;
  if (!syntax.sound) throw new EditRefused('The text has a syntax error; the canvas can change it again when it is mended.');
  return syntax;
}

function refuseAliases(syntax: Syntax, path: DocumentPath): void {
  for (let length = 1; length <= path.length; length += 1) {
    if (isAlias(syntax.at(path.slice(0, length)))) throw new EditRefused(`"${path.slice(0, length).join('.')}" is an alias: it stands for a part written elsewhere. Change it in the text.`);
  }
}

function isEmptyScalar(node: unknown): boolean {
  return typeof node === 'object' && node !== null && 'value' in node && !isMap(node) && !isSeq(node) && (node.value === null || node.value === '' || node.value === undefined);
}

function keyText(pair: KeyPair | undefined): string | undefined {
  const key: unknown = pair?.key;
  return typeof key === 'object' && key !== null && 'value' in key ? String(key.value ?? '') : undefined;
}

function startDocument(syntax: Syntax, value: Json): TextEdit[] {
  const at = syntax.text.length;
  const gap = at > 0 && !syntax.text.endsWith('\n') ? syntax.style.eol : '';
  return [{ range: { start: at, end: at }, newText: gap + block(value, 0, syntax.style) + syntax.style.eol }];
}

function replaceValue(syntax: Syntax, pair: KeyPair, parent: YAMLMap, value: Json): TextEdit[] {
  const keyEnd = pair.key.range?.[1] ?? 0;
  const colon = syntax.afterColon(pair);
  if (colon === undefined) return [{ range: { start: keyEnd, end: keyEnd }, newText: `: ${flow(value, syntax.style.json)}` }];
  const end = Math.max(syntax.pairEnd(pair), colon);
  const indent = syntax.column(pair.key.range?.[0] ?? 0);
  const rendered = parent.flow && !syntax.style.json ? ` ${flow(value, false)}` : afterKey(value, indent, syntax.style);
  // Quotes of the value that is replaced are kept where they are right for the new one.
  const old = syntax.text.slice(pair.value?.range?.[0] ?? colon, pair.value?.range?.[1] ?? colon);
  const text = typeof value === 'string' && !value.includes('\n') && /^["'].+["']$/s.test(old) && old.length > 2 ? ` ${quotedAs(old[0] ?? '"', value)}` : rendered;
  const gap = /^[ \t]*/.exec(syntax.text.slice(colon))?.[0] ?? '';
  const keepsGap = !text.startsWith(syntax.style.eol) && gap !== '' && pair.value !== null && (pair.value.range?.[0] ?? 0) === colon + gap.length;
  const start = keepsGap ? colon + gap.length : colon;
  return [...keptOutside(syntax, value, end, indent), keepComments(syntax, { range: { start, end }, newText: keepsGap ? text.slice(1) : text }, colon)];
}

/**
 * A comment on the line of the key (behind the value, or before a block) is about the key, not about the value: it stays on that line. Behind the
 * last line of a block of text it would even become part of the text.
 */
function keepComments(syntax: Syntax, edit: TextEdit, colon: number): TextEdit {
  const { range, newText } = edit;
  const { eol } = syntax.style;
  const firstEnd = syntax.lineEnd(colon);
  const head = firstEnd < range.end ? (/^[ \t]*(?:[|>][-+\d]*)?([ \t]+#.*)$/.exec(syntax.text.slice(colon, firstEnd))?.[1] ?? '') : '';
  const isBlock = newText.includes(eol);
  const tail = isBlock || head !== '' ? (/^[ \t]+#.*/.exec(syntax.text.slice(range.end, syntax.lineEnd(range.end)))?.[0] ?? '') : '';
  // With a comment on the first line, that on the last was about a part that goes.
  const comment = head === '' ? tail : head;
  if (comment === '') return edit;
  const at = isBlock ? newText.indexOf(eol) : newText.length;
  return { range: { start: range.start, end: range.end + tail.length }, newText: newText.slice(0, at) + comment + newText.slice(at) };
}

/** Comments below that are indented like a block of text would become part of it: they move out to the indent of its key. */
function keptOutside(syntax: Syntax, value: Json, end: number, indent: number): TextEdit[] {
  if (!endsInText(value)) return [];
  return deeperComments(syntax, end, indent).map(({ start, end: lineEnd }) => ({ range: { start: start + indent, end: start + syntax.text.slice(start, lineEnd).indexOf('#') }, newText: '' }));
}

function endsInText(value: Json | undefined): boolean {
  if (typeof value === 'string') return value.includes('\n');
  if (typeof value !== 'object' || value === null) return false;
  return endsInText(Array.isArray(value) ? value.at(-1) : Object.values(value).at(-1));
}

function quotedAs(quote: string, value: string): string {
  return quote === "'" ? `'${value.replace(/'/g, "''")}'` : JSON.stringify(value);
}

function replaceNode(syntax: Syntax, path: DocumentPath, newText: string): TextEdit[] {
  const found = syntax.pair(path);
  if (found !== undefined) {
    const keyEnd = found.pair.key.range?.[1] ?? 0;
    const start = syntax.afterColon(found.pair);
    if (start === undefined) return [{ range: { start: keyEnd, end: keyEnd }, newText: `: ${newText}` }];
    return [keepComments(syntax, { range: { start, end: Math.max(start, syntax.pairEnd(found.pair)) }, newText: ` ${newText}` }, start)];
  }
  const node = syntax.at(path);
  const range = node?.range;
  if (!node || !range) throw new EditRefused(`There is no "${path.join('.')}".`);
  return [{ range: { start: range[0], end: syntax.contentEnd(node, range[1]) }, newText }];
}

function replaceItem(syntax: Syntax, parent: YAMLSeq, index: number, value: Json): TextEdit[] {
  const item = nodeOrNull(parent.items[index]);
  const range = item?.range;
  if (item === null || !range) throw new EditRefused('An empty list item can be changed in the text only.');
  const end = syntax.contentEnd(item, range[1]);
  if (parent.flow) return [{ range: { start: range[0], end }, newText: flow(value, syntax.style.json) }];
  const dash = dashOf(syntax, range[0]);
  const indent = syntax.column(dash);
  return [...keptOutside(syntax, value, end, indent), keepComments(syntax, { range: { start: dash, end }, newText: block([value], indent, syntax.style).slice(indent) }, dash + 1)];
}

/** The dash in front of a list item. */
function dashOf(syntax: Syntax, itemStart: number): number {
  return syntax.text.lastIndexOf('-', itemStart - 1);
}

function appendTo(syntax: Syntax, path: DocumentPath, list: YAMLSeq, value: Json): TextEdit[] {
  const last = nodeOrNull(list.items.at(-1));
  if (last === null) return list.items.length === 0 ? fillEmptyList(syntax, path, value) : refuseEmptyItem();
  const end = syntax.contentEnd(last, last.range?.[1] ?? 0);
  if (list.flow) return [{ range: { start: end, end }, newText: flowSeparator(syntax, last.range?.[0] ?? 0, list.range?.[0] ?? 0) + flow(value, syntax.style.json) }];
  const first = nodeOrNull(list.items[0]);
  const indent = syntax.column(dashOf(syntax, first?.range?.[0] ?? 0));
  const at = behindComments(syntax, end, indent);
  return [{ range: { start: at, end: at }, newText: syntax.style.eol + block([value], indent, syntax.style) }];
}

/** `[]` becomes a list as it would be written anew. */
function fillEmptyList(syntax: Syntax, path: DocumentPath, value: Json): TextEdit[] {
  const owner = syntax.pair(path);
  if (owner !== undefined && !owner.parent.flow) return replaceValue(syntax, owner.pair, owner.parent, [value]);
  return replaceNode(syntax, path, syntax.style.json ? JSON.stringify([value]) : flow([value], false));
}

function refuseEmptyItem(): never {
  throw new EditRefused('The list ends with an empty item. Change it in the text.');
}

/** A comma, and a new line where the items stand on lines of their own. */
function flowSeparator(syntax: Syntax, lastStart: number, open: number): string {
  const line = syntax.lineStart(lastStart);
  return line > open ? `,${syntax.style.eol}${/^[ \t]*/.exec(syntax.text.slice(line))?.[0] ?? ''}` : ', ';
}

function insertPair(syntax: Syntax, path: DocumentPath, map: YAMLMap, key: string, value: Json): TextEdit[] {
  const { style } = syntax;
  const last = toPair(map.items.at(-1));
  if (last === undefined) return fillEmptyMap(syntax, path, map, key, value);
  if (map.flow) {
    const end = syntax.pairEnd(last);
    const start = last.key.range?.[0] ?? 0;
    const indent = syntax.column(start);
    const text = style.json ? `${JSON.stringify(key)}:${afterKey(value, indent, style)}` : `${scalar(key, true)}: ${flow(value, false)}`;
    return [{ range: { start: end, end }, newText: flowSeparator(syntax, start, map.range?.[0] ?? 0) + text }];
  }
  const first = toPair(map.items[0]);
  const indent = syntax.column(first?.key.range?.[0] ?? 0);
  const before = path.length === 0 ? sectionBefore(map, key, last) : last;
  const at = behindComments(syntax, syntax.pairEnd(before), indent);
  const blank = blankLineBetween(syntax, map) ? style.eol : '';
  return [{ range: { start: at, end: at }, newText: style.eol + blank + ' '.repeat(indent) + scalar(key, false) + ':' + afterKey(value, indent, style) }];
}

/** Sections in the order in which people write and look for them. */
const SECTIONS = [
  ['heat_template_version', 'description', 'parameter_groups', 'parameters', 'conditions', 'resources', 'outputs'],
  ['AWSTemplateFormatVersion', 'HeatTemplateFormatVersion', 'Description', 'Metadata', 'Parameters', 'Mappings', 'Conditions', 'Resources', 'Outputs'],
];

/** The section behind which a new one stands: the last of those that come before it; for what is no section, the last there is. */
function sectionBefore(map: YAMLMap, key: string, last: KeyPair): KeyPair {
  const order = SECTIONS.find((sections) => sections.includes(key));
  if (order === undefined) return last;
  return map.items.flatMap((item) => toPair(item) ?? []).findLast((pair) => isScalar(pair.key) && order.indexOf(String(pair.key.value)) >= 0 && order.indexOf(String(pair.key.value)) < order.indexOf(key)) ?? last;
}

/** The end of the line, or of the last of the comments below that are indented deeper: they belong to what stands above them. */
function behindComments(syntax: Syntax, offset: number, indent: number): number {
  return deeperComments(syntax, offset, indent).at(-1)?.end ?? syntax.lineEnd(offset);
}

/** The comment lines below a line, up to the next content, that are indented deeper than this. */
function deeperComments(syntax: Syntax, offset: number, indent: number): { start: number; end: number }[] {
  const found: { start: number; end: number }[] = [];
  for (let start = syntax.nextLine(offset); start < syntax.text.length; start = syntax.nextLine(start)) {
    const line = { start, end: syntax.lineEnd(start) };
    const written = syntax.text.slice(line.start, line.end);
    if (written.trim() === '') continue;
    if (!/^[ \t]*#/.test(written) || written.indexOf('#') <= indent) break;
    found.push(line);
  }
  return found;
}

/** `resources: {}` becomes a block; `{}` within flow stays flow. */
function fillEmptyMap(syntax: Syntax, path: DocumentPath, map: YAMLMap, key: string, value: Json): TextEdit[] {
  const { style } = syntax;
  const owner = path.length === 0 ? undefined : syntax.pair(path);
  const [open, close] = [map.range?.[0] ?? 0, map.range?.[1] ?? 0];
  if (owner === undefined || owner.parent.flow || style.json) {
    const inner = style.json ? JSON.stringify({ [key]: value }, null, style.step) : flow({ [key]: value }, false);
    return [{ range: { start: open, end: close }, newText: inner.replace(/\n/g, style.eol + ' '.repeat(owner ? syntax.column(owner.pair.key.range?.[0] ?? 0) : 0)) }];
  }
  const indent = syntax.column(owner.pair.key.range?.[0] ?? 0) + style.step;
  const colon = syntax.afterColon(owner.pair) ?? open;
  return [...keptOutside(syntax, value, close, indent), keepComments(syntax, { range: { start: colon, end: close }, newText: style.eol + ' '.repeat(indent) + scalar(key, false) + ':' + afterKey(value, indent, style) }, colon)];
}

/** Blocks of the sections of a template are set apart by blank lines where their neighbours are. */
function blankLineBetween(syntax: Syntax, map: YAMLMap): boolean {
  const { items } = map;
  if (items.length === 1) return false;
  const before = toPair(items.at(-2));
  const after = toPair(items.at(-1));
  if (before === undefined || after === undefined) return false;
  const between = syntax.text.slice(syntax.pairEnd(before), after.key.range?.[0] ?? 0);
  return /\n[ \t]*\r?\n/.test(between);
}

function rangeOf(node: { range?: readonly number[] | null } | null): { start: number; end: number } {
  return { start: node?.range?.[0] ?? 0, end: node?.range?.[1] ?? 0 };
}

function pairRange(syntax: Syntax, pair: KeyPair | undefined): { start: number; end: number } {
  return { start: pair?.key.range?.[0] ?? 0, end: syntax.pairEnd(pair) };
}

function removeFromFlow(syntax: Syntax, ranges: { start: number; end: number }[], index: number): TextEdit[] {
  const own = ranges[index];
  const next = ranges[index + 1];
  const before = ranges[index - 1];
  if (own === undefined) return [];
  if (next !== undefined) return [{ range: { start: own.start, end: next.start }, newText: '' }];
  return [{ range: { start: before?.end ?? own.start, end: own.end }, newText: '' }];
}

/** Whole lines, with the comment lines directly above and those below that are indented deeper, which belong to what is removed. */
function removeLines(syntax: Syntax, from: number, to: number): TextEdit[] {
  let start = syntax.lineStart(from);
  for (let above = start; above > 0;) {
    const line = syntax.lineStart(above - 1);
    if (!/^[ \t]*#/.test(syntax.text.slice(line, above)) || syntax.column(line + syntax.text.slice(line, above).search(/#/)) !== syntax.column(from)) break;
    start = line;
    above = line;
  }
  let end = syntax.nextLine(behindComments(syntax, to, syntax.column(from)));
  // A blank line that set it apart from the next goes with it, unless that would join two blocks.
  const blankBefore = start > 0 && /^[ \t]*\r?\n$/.test(syntax.text.slice(syntax.lineStart(start - 1), start));
  const blankAfter = /^[ \t]*\r?\n/.exec(syntax.text.slice(end));
  if (blankBefore && blankAfter) end += blankAfter[0].length;
  // At the end of the text it would set it apart from nothing.
  else if (blankBefore && end >= syntax.text.length) start = syntax.lineStart(start - 1);
  return [{ range: { start, end }, newText: '' }];
}

/** `- key: value`: the first key of a list item shares its line with the dash. */
function onDashLine(syntax: Syntax, pair: KeyPair): boolean {
  const start = pair.key.range?.[0] ?? 0;
  return /^[ \t]*(-[ \t]+)+$/.test(syntax.text.slice(syntax.lineStart(start), start));
}

function removeFirstOfItem(syntax: Syntax, parent: YAMLMap, pair: KeyPair): TextEdit[] {
  const next = toPair(parent.items[1]);
  return [{ range: { start: pair.key.range?.[0] ?? 0, end: next?.key.range?.[0] ?? syntax.pairEnd(pair) }, newText: '' }];
}
