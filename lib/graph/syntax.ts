/** A template text with its syntax tree, for finding where an edit has to go. */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, parseDocument, type YAMLMap, type YAMLSeq } from 'yaml';
import type { DocumentPath } from '@/lib/hot/types';
import type { Style } from './render';

export type KeyPair = Pair<Node, Node | null>;

export class Syntax {
  readonly text: string;
  readonly style: Style;
  private readonly document: Document.Parsed;

  /** `style`: of the text that this is a piece of. */
  constructor(text: string, style?: Style) {
    this.text = text;
    this.document = parseDocument(text, { schema: 'failsafe', version: '1.1', uniqueKeys: false, merge: false, logLevel: 'silent', strict: false });
    const json = text.trimStart().startsWith('{');
    this.style = style ?? { json, step: this.indentStep(json), eol: text.includes('\r\n') ? '\r\n' : '\n' };
  }

  /** The text can be taken apart: an edit will not make a bad thing worse. */
  get sound(): boolean {
    return this.document.errors.every((fault) => fault.code === 'DUPLICATE_KEY');
  }

  get root(): Node | null {
    return this.document.contents;
  }

  /** The node at a path, aliases not followed; undefined where there is nothing. */
  at(path: DocumentPath): Node | null | undefined {
    let node: Node | null | undefined = this.root;
    for (const step of path) {
      if (isMap(node)) node = pairOf(node, String(step))?.value;
      else if (isSeq(node) && typeof step === 'number') node = nodeOrNull(node.items[step]);
      else return undefined;
      if (node === undefined) return undefined;
    }
    return node;
  }

  /** The key-value pair at a path whose last step is a key. */
  pair(path: DocumentPath): { pair: KeyPair; parent: YAMLMap } | undefined {
    const parent = this.at(path.slice(0, -1));
    const pair = isMap(parent) ? pairOf(parent, String(path.at(-1))) : undefined;
    return isMap(parent) && pair !== undefined ? { pair, parent } : undefined;
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The end of the line, before its line break. */
  lineEnd(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    if (end < 0) return this.text.length;
    return this.text[end - 1] === '\r' ? end - 1 : end;
  }

  /** After the line break, or the end of the text. */
  nextLine(offset: number): number {
    const end = this.text.indexOf('\n', offset);
    return end < 0 ? this.text.length : end + 1;
  }

  column(offset: number): number {
    return offset - this.lineStart(offset);
  }

  /** Where the content of a node ends, without the blank lines and comments behind it. */
  contentEnd(node: Node | null, fallback: number): number {
    if (node === null || !node.range) return fallback;
    let end = node.range[1];
    if ((isMap(node) || isSeq(node)) && !node.flow) {
      const last = node.items.at(-1);
      if (last !== undefined) return isMap(node) ? this.pairEnd(toPair(last)) : this.contentEnd(nodeOrNull(last), end);
    }
    while (end > node.range[0] && /\s/.test(this.text[end - 1] ?? '')) end -= 1;
    return end;
  }

  pairEnd(pair: KeyPair | undefined): number {
    if (pair === undefined) return this.text.length;
    const keyEnd = pair.key.range?.[1] ?? 0;
    return this.contentEnd(pair.value, this.afterColon(pair) ?? keyEnd);
  }

  /** Behind the colon of a pair; undefined for a key without one, as in `{a, b: 1}`. */
  afterColon(pair: KeyPair): number | undefined {
    const between = /^(?:\s|#[^\n]*\n)*:/.exec(this.text.slice(pair.key.range?.[1] ?? 0));
    return between === null ? undefined : (pair.key.range?.[1] ?? 0) + between[0].length;
  }

  private indentStep(json: boolean): number {
    const root = this.document.contents;
    for (const pair of isMap(root) ? root.items : []) {
      const inner = nodeOrNull(pair.value);
      const first = isMap(inner) && (!inner.flow || json) ? inner.items[0] : undefined;
      const start = first && isScalar(first.key) ? first.key.range?.[0] : undefined;
      const outer = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      if (start !== undefined && outer !== undefined && this.column(start) > this.column(outer)) return Math.min(8, this.column(start) - this.column(outer));
    }
    return 2;
  }
}

export function pairOf(map: YAMLMap, key: string): KeyPair | undefined {
  // The last of several equal keys is the one that counts.
  for (let index = map.items.length - 1; index >= 0; index -= 1) {
    const pair = toPair(map.items[index]);
    if (pair !== undefined && isScalar(pair.key) && String(pair.key.value ?? '') === key) return pair;
  }
  return undefined;
}

export function toPair(item: unknown): KeyPair | undefined {
  if (typeof item !== 'object' || item === null || !('key' in item) || !('value' in item)) return undefined;
  const key = nodeOrNull(item.key);
  if (key === null) return undefined;
  const value = nodeOrNull(item.value);
  return Object.assign(Object.create(null), { key, value });
}

export function nodeOrNull(value: unknown): Node | null {
  return isMap(value) || isSeq(value) || isScalar(value) || isAlias(value) ? value : null;
}

export { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq };
