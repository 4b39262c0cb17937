/**
 * Text into a value in which every node keeps its place. YAML as PyYAML's safe loader understands it, and JSON, which is nearly a subset.
 * Takes time linear in the text; documents that grow when aliases are followed, or nest without end, are refused.
 */
import { type Alias, isAlias, isMap, isPair, isScalar, isSeq, type Node, type YAMLMap, type YAMLParseError } from 'yaml';
import { MAX_DEPTH } from '../error';
import type { Diagnostic, DocumentPath, Json, JsonMap, TextRange } from '../types';
import { setKey } from '../values';
import { composeDocument, type Composition, MAX_TOKENS } from './compose';
import { removeLines } from './edits';
import { scanText } from './scan';
import { plainScalar } from './scalar';

/** How Heat begins what it says of a text that cannot be read. */
export const UNPARSED = 'Template not in valid format: Error parsing template [root stack] ';
/** Heat's own limit, in bytes of UTF-8. */
export const MAX_TEMPLATE_BYTES = 524_288;
/** Faults of one kind that are reported; more than that is one fault, somewhere. */
const MAX_FAULTS = 500;
/** Faults for which a fix is looked for: each looks through its map. */
const MAX_FIXES = 20;
/** Keys, values, lines and marks: more than the largest template that is not made to hurt. 22,000 one-line resources have 110,000, JSON without spaces has one for every four bytes. */
const MOST_MARKS = 160_000;
/** A long text whose first tokens have as many faults as this is read no further: each fault costs as much as a page of good text. */
const BEGINNING = 2_500;
const MAX_FAULTS_AT_BEGINNING = 100;
/** How many values the aliases of a document may stand for: whoever reads the value meets each of them. */
const MAX_ALIASED = 30_000;

export interface TextDocument {
  /** Null when the text could not be read at all. */
  value: Json;
  readable: boolean;
  diagnostics: Diagnostic[];
  rangeAt(path: DocumentPath, part?: 'key' | 'value' | 'pair'): TextRange | undefined;
  /**
   * The entries of its sections with the lines that are theirs, where each can be read by itself: in block style and without anchors.
   * Empty for all other documents.
   */
  entries(): readonly Entry[];
}

/** `resources: web: ...`: from the beginning of the line of its key to that of the next key, comments and empty lines between them included. */
export interface Entry extends TextRange {
  section: string;
  name: string;
}

/** Faults of indentation that PyYAML lets pass; the document is read all the same. */
const TOLERATED = new Set(['BAD_INDENT', 'DUPLICATE_KEY', 'TAB_AS_INDENT', 'MULTILINE_IMPLICIT_KEY']);

/** Whether a text is one that is looked at any closer. */
export function scanned(text: string): ReturnType<typeof scanText> {
  return scanText(text, { depth: MAX_DEPTH, tokens: MOST_MARKS, beginning: BEGINNING });
}

export function readDocument(text: string): TextDocument {
  const bytes = utf8Length(text);
  if (bytes > MAX_TEMPLATE_BYTES) {
    return unreadable('too-large', `The template has ${bytes} bytes; at most ${MAX_TEMPLATE_BYTES} are allowed. Move parts of it into nested templates or files.`, { start: 0, end: 0 }, {
      type: 'RequestLimitExceeded',
      message: `Request limit exceeded: Template size (${bytes} bytes) exceeds maximum allowed size (${MAX_TEMPLATE_BYTES} bytes).`,
    });
  }
  const scan = scanned(text);
  if (scan.kind === 'refused') {
    const range = { start: scan.at, end: Math.min(scan.at + 1, text.length) };
    if (scan.reason === 'too-deep') return unreadable('too-deep', `The document nests deeper than ${MAX_DEPTH} levels here. Flatten it.`, range);
    if (scan.reason === 'too-many-tokens') return unreadable('too-many-nodes', `The document has more than ${MOST_MARKS} keys, values, lines and marks. Move parts of it into nested templates or files.`, range);
    return unreadable('yaml', `The YAML cannot be read: ${scan.message}.`, range, { type: 'HTTPBadRequest', message: `${UNPARSED}${scan.message}` });
  }
  const beginning = scan.beginning === null ? null : parsedText(scan.beginning);
  if (beginning !== null && beginning.diagnostics.length >= MAX_FAULTS_AT_BEGINNING) {
    const message = `The beginning of the document has ${beginning.diagnostics.length} faults; the rest is read when they are repaired.`;
    return { ...beginning, value: null, readable: false, diagnostics: [...beginning.diagnostics, { code: 'too-many-faults', severity: 'error', message, range: { start: 0, end: 0 }, path: [] }] };
  }
  return parsedText(text);
}

function parsedText(text: string): TextDocument {
  let composition: Composition;
  try {
    composition = composeDocument(text);
  } catch (fault) {
    if (fault instanceof RangeError) return unreadable('too-deep', `The document nests deeper than ${MAX_DEPTH} levels. Flatten it.`, { start: 0, end: 0 });
    throw fault;
  }
  return new Reader(composition, text).read();
}

class Reader {
  private readonly composition: Composition;
  private readonly diagnostics: Diagnostic[] = [];
  private readonly anchors = new Map<string, Node>();
  /** What anchored nodes became, with their weight: an alias shares the value instead of building it again. */
  private readonly anchored = new Map<Node, { value: Json; nodes: number; height: number }>();
  /** The deepest level reached below the node being read. */
  private deepest = 0;
  private nodes = 0;
  private aliasedNodes = 0;
  private overflow = false;

  private readonly text: string;

  constructor(composition: Composition, text: string) {
    this.text = text;
    this.composition = composition;
  }

  read(): TextDocument {
    const { document, faults, lines, excess } = this.composition;
    for (const fault of faults.slice(0, MAX_FAULTS)) {
      const tolerated = this.isTolerated(fault);
      const [start, end] = fault.pos;
      const { line, col } = lines.linePos(start);
      const what = fault.message.split('\n')[0] ?? fault.message;
      this.diagnostics.push({
        code: tolerated ? 'yaml-tolerated' : 'yaml',
        severity: tolerated ? 'warning' : 'error',
        message: tolerated ? `${what} (line ${line}, column ${col}). It is read all the same; other YAML tools may refuse it.` : `The YAML cannot be read: ${what} (line ${line}, column ${col}).`,
        range: { start, end: Math.max(end, start) },
        path: [],
        ...(tolerated ? {} : { heat: { type: 'HTTPBadRequest', message: `${UNPARSED}${what}\n  line ${line}, column ${col}` } }),
      });
    }
    if (excess?.of === 'tokens') {
      this.diagnostics.push({ code: 'too-many-nodes', severity: 'error', message: `The document is made of more than ${MAX_TOKENS} marks and texts; templates of this length have far fewer. Move parts of it into nested templates.`, range: { start: excess.at, end: excess.at }, path: [] });
    }
    if (excess?.of === 'faults') {
      const { line, col } = lines.linePos(excess.at);
      this.diagnostics.push({ code: 'yaml', severity: 'error', message: `The YAML cannot be read: there are so many faults up to here (line ${line}, column ${col}) that the rest was not looked at.`, range: { start: excess.at, end: excess.at }, path: [] });
    }
    const broken = document === null || faults.some((fault) => !this.isTolerated(fault));
    const value = broken || document.contents === null ? null : this.value(document.contents, [], 0);
    if (this.overflow) {
      this.diagnostics.push({ code: 'too-many-nodes', severity: 'error', message: `The document nests deeper than ${MAX_DEPTH} levels, or its aliases stand for more than ${MAX_ALIASED} values. Flatten it, or use fewer aliases.`, range: { start: 0, end: 0 }, path: [] });
    }
    return {
      value: this.overflow ? null : value,
      readable: !broken && !this.overflow,
      diagnostics: this.diagnostics,
      rangeAt: (path, part = 'value') => this.rangeAt(path, part),
      entries: () => (broken || this.overflow ? [] : this.entries()),
    };
  }

  private entries(): Entry[] {
    const top = this.composition.document?.contents;
    if (!isMap(top) || top.flow === true || this.anchors.size > 0) return [];
    const starts = top.items.map(({ key }) => this.startOfLine(key));
    const entries = top.items.flatMap(({ key, value }, index): (Entry | null)[] => {
      if (!isMap(value) || value.flow === true || !isScalar(key)) return [];
      const own = value.items.map((item) => this.startOfLine(item.key));
      const end = starts[index + 1] ?? this.text.length;
      return value.items.map((item, at) => {
        const start = own[at];
        return start === undefined || start < 0 || !isScalar(item.key) ? null : { section: String(key.value), name: String(item.key.value), start, end: own[at + 1] ?? end };
      });
    });
    const good = entries.filter((entry) => entry !== null);
    return good.length < entries.length || starts.includes(-1) ? [] : good;
  }

  /** Where the line of a key begins; -1 where it is not the first thing on it. */
  private startOfLine(key: unknown): number {
    if (!isNode(key)) return -1;
    const { start } = rangeOf(key);
    const line = this.text.lastIndexOf('\n', start - 1) + 1;
    return /^ *$/.test(this.text.slice(line, start)) ? line : -1;
  }

  /** Indented too little is one thing; a bracket that never closes is reported the same way, and is another. */
  private isTolerated({ code, message, pos: [start] }: YAMLParseError): boolean {
    const end = /sufficiently indented and end with a (.)/.exec(message)?.[1];
    return TOLERATED.has(code) && (end === undefined || this.text[start] === end || this.text[start - 1] === end);
  }

  private value(node: Node, path: DocumentPath, depth: number): Json {
    this.nodes += 1;
    this.reach(depth);
    if (this.overflow) return null;
    if (isAlias(node)) return this.aliased(node, path, depth);
    if (!('anchor' in node) || typeof node.anchor !== 'string') return this.content(node, path, depth);
    this.anchors.set(node.anchor, node);
    const before = { nodes: this.nodes, deepest: this.deepest };
    this.deepest = depth;
    const value = this.content(node, path, depth);
    this.anchored.set(node, { value, nodes: this.nodes - before.nodes, height: this.deepest - depth });
    this.deepest = Math.max(this.deepest, before.deepest);
    return value;
  }

  private reach(depth: number): void {
    this.deepest = Math.max(this.deepest, depth);
    if (depth > MAX_DEPTH) this.overflow = true;
  }

  private aliased(node: Alias, path: DocumentPath, depth: number): Json {
    const target = this.anchors.get(node.source);
    const known = target && this.anchored.get(target);
    if (target === undefined) this.problem('yaml', `The alias *${node.source} names no anchor that stands before it.`, node, path);
    else if (known === undefined) this.problem('yaml', `The alias *${node.source} stands inside what it names, so the value would never end.`, node, path);
    else {
      this.nodes += known.nodes;
      this.aliasedNodes += known.nodes;
      this.reach(depth + known.height);
      if (this.aliasedNodes > MAX_ALIASED) this.overflow = true;
    }
    return known?.value ?? null;
  }

  private content(node: Node, path: DocumentPath, depth: number): Json {
    if (isScalar(node)) return this.scalar(node.value, node.type, node.tag, node, path);
    if (isSeq(node)) return node.items.map((item, index) => (isNode(item) ? this.value(item, [...path, index], depth + 1) : null));
    if (isMap(node)) return this.map(node, path, depth);
    return null;
  }

  private scalar(raw: unknown, style: string | undefined, tag: string | undefined, node: Node, path: DocumentPath): Json {
    const text = typeof raw === 'string' ? raw : raw === null || raw === undefined ? '' : String(raw);
    if (tag !== undefined && tag !== '!' && tag !== 'tag:yaml.org,2002:str') {
      const kind = /^tag:yaml\.org,2002:(int|float|bool|null|timestamp)$/.exec(tag)?.[1];
      if (kind === 'timestamp') return text;
      if (kind !== undefined) return plainScalar(text);
      this.problem('yaml-tag', `The tag ${tag} means nothing in a template. Remove it.`, node, path);
      return text;
    }
    if (tag !== undefined) return text;
    return style === 'PLAIN' || style === undefined ? plainScalar(text) : text;
  }

  private map(node: YAMLMap, path: DocumentPath, depth: number): JsonMap {
    const result: JsonMap = {};
    const merged: JsonMap[] = [];
    for (const pair of node.items) {
      if (!isPair(pair)) continue;
      const key = this.key(pair.key, path);
      if (key === null) continue;
      const value = isNode(pair.value) ? this.value(pair.value, [...path, key], depth + 1) : null;
      if (key === '<<' && isPlainKey(pair.key)) {
        for (const part of Array.isArray(value) ? value : [value]) if (typeof part === 'object' && part !== null && !Array.isArray(part)) merged.push(part);
        continue;
      }
      if (Object.hasOwn(result, key)) {
        const keyNode = isNode(pair.key) ? pair.key : node;
        this.problem('duplicate-key', `"${key}" stands here a second time; the last one counts. Remove or rename one of them.`, keyNode, [...path, key], 'warning', this.removal(node, key));
      }
      setKey(result, key, value);
    }
    // The same map merged twice adds nothing.
    for (const part of new Set(merged)) for (const [key, value] of Object.entries(part)) if (!Object.hasOwn(result, key)) setKey(result, key, value);
    return result;
  }

  private key(node: unknown, path: DocumentPath): string | null {
    if (isScalar(node)) return node.value === null || node.value === undefined ? '' : String(node.value);
    if (isAlias(node)) {
      const target = this.anchors.get(node.source);
      if (isScalar(target)) return String(target.value);
    }
    if (isNode(node)) this.problem('yaml-key', 'A key has to be a plain text; a list or map cannot be a key.', node, path);
    return null;
  }

  private problem(code: string, message: string, node: Node, path: DocumentPath, severity: Diagnostic['severity'] = 'error', fix?: Diagnostic['fix']): void {
    if (this.diagnostics.length >= MAX_FAULTS && severity !== 'error') return;
    if (this.diagnostics.length >= 2 * MAX_FAULTS) return;
    this.diagnostics.push({ code, severity, message, range: rangeOf(node), path, ...(fix === undefined ? {} : { fix }) });
  }

  /** Takes the first entry of that name away, which does not count. */
  private removal(node: YAMLMap, key: string): Diagnostic['fix'] {
    if (this.diagnostics.length >= MAX_FIXES) return undefined;
    const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === key);
    if (pair === undefined || !isNode(pair.key)) return undefined;
    const { start, end } = rangeOf(pair.key);
    const edit = removeLines(this.text, { start, end: isNode(pair.value) ? Math.max(end, rangeOf(pair.value).end) : end });
    return edit && { title: `Remove the first "${key}"`, edits: [edit] };
  }

  private rangeAt(path: DocumentPath, part: 'key' | 'value' | 'pair'): TextRange | undefined {
    let node: unknown = this.composition.document?.contents;
    let key: unknown = null;
    for (const step of path) {
      node = this.followed(node);
      key = null;
      if (isMap(node)) {
        const pair = this.pairsOf(node).get(String(step));
        if (pair === undefined) return undefined;
        key = pair.key;
        node = pair.value;
      } else if (isSeq(node) && typeof step === 'number') node = node.items[step];
      else return undefined;
    }
    const value = isNode(node) ? rangeOf(node) : undefined;
    const at = isNode(key) ? rangeOf(key) : undefined;
    if (part === 'key') return at ?? value;
    if (part === 'value') return value ?? at;
    return at !== undefined && value !== undefined ? { start: at.start, end: Math.max(at.end, value.end) } : (value ?? at);
  }

  private readonly pairs = new WeakMap<YAMLMap, Map<string, YAMLMap['items'][number]>>();

  /** By key, indexed once a map: a large one is asked for each of its entries. The last entry of a name counts. */
  private pairsOf(node: YAMLMap): Map<string, YAMLMap['items'][number]> {
    const known = this.pairs.get(node);
    if (known !== undefined) return known;
    const pairs = new Map<string, YAMLMap['items'][number]>();
    for (const item of node.items) if (isScalar(item.key)) pairs.set(String(item.key.value), item);
    this.pairs.set(node, pairs);
    return pairs;
  }

  private followed(node: unknown): unknown {
    return isAlias(node) ? this.anchors.get(node.source) : node;
  }
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value) || isAlias(value);
}

function isPlainKey(node: unknown): boolean {
  return isScalar(node) && node.type === 'PLAIN';
}

function rangeOf(node: Node): TextRange {
  const [start, end] = node.range ?? [0, 0];
  return { start, end };
}

function unreadable(code: string, message: string, range: TextRange, heat?: { type: string; message: string }): TextDocument {
  return { value: null, readable: false, diagnostics: [{ code, severity: 'error', message, range, path: [], ...(heat ? { heat } : {}) }], rangeAt: () => undefined, entries: () => [] };
}

const encoder = new TextEncoder();
const CHUNK = 65_536;

/** By pieces, so that a text of a hundred megabytes is not copied to be refused. */
export function utf8Length(text: string): number {
  const target = new Uint8Array(3 * CHUNK);
  let bytes = 0;
  for (let at = 0; at < text.length; ) {
    const { read, written } = encoder.encodeInto(text.slice(at, at + CHUNK), target);
    // A pair of surrogates may be cut in two: then the first half was not read, unless nothing follows it.
    at += read === 0 ? 1 : read;
    bytes += read === 0 ? 3 : written;
  }
  return bytes;
}
