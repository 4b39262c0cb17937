/**
 * A cheap look at a text before the parser of YAML sees it, which takes some microseconds a token and, for a few kinds of faults, the
 * square of their number. Finds in one pass: brackets of flow collections, indentation, and `- - -` or `? ? ?` on one line that
 * nest too deep; more tokens than any template has; and the faults that the parser is slow with. Brackets in comments, quotes, plain
 * texts and block scalars are text: scripts are full of them.
 */
export interface ScanLimits {
  depth: number;
  tokens: number;
  /** After so many tokens the beginning of the text ends. */
  beginning: number;
}

export type Scan =
  | { kind: 'refused'; reason: 'too-deep' | 'too-many-tokens' | 'fault'; at: number; message: string }
  /** `beginning`: the first part of a long text, made whole with the brackets that are open where it ends; null when the text is short. */
  | { kind: 'read'; beginning: string | null };

/** Anchors and tags of one node: two are all there may be. */
const MOST_MARKS = 20;
/** `a: b: c:` on one line is a fault from the second on. */
const MOST_COLONS = 100;
/** A text has one `%YAML` and a few `%TAG` at most. */
const MOST_DIRECTIVES = 20;
const ESCAPES = new Set('0abt\tnvfre "/\\N_LPxuU\n\r');
const MOST_WRONG_ESCAPES = 50;

export function scanText(text: string, limits: ScanLimits): Scan {
  return new Scanner(text, limits).scan();
}

class Scanner {
  private readonly text: string;
  private readonly limits: ScanLimits;
  private readonly indents: number[] = [];
  /** Open brackets. */
  private readonly open: string[] = [];
  private tokens = 0;
  private beginning: string | null = null;
  private refusal: Scan | null = null;
  private directives = 0;
  /** The last character that was no space, within brackets. */
  private before = '';

  constructor(text: string, limits: ScanLimits) {
    this.text = text;
    this.limits = limits;
  }

  scan(): Scan {
    const { text, indents, open } = this;
    let block: number | null = null;
    let at = 0;
    while (at < text.length && this.refusal === null) {
      const line = readLineStart(text, at);
      if (block !== null && (line.blank || line.spaces > block)) {
        at = nextLine(text, at);
        continue;
      }
      block = null;
      this.count(line.content, 1 + line.markers);
      if (open.length === 0) {
        this.mayEnd(at);
        if (text[at] === '%' && (this.directives += 1) > MOST_DIRECTIVES) this.fault(at, 'a document has a few directives at most');
      }
      if (line.markers > this.limits.depth) this.deep(line.content);
      if (open.length === 0 && !line.blank) {
        while (indents.length > 0 && (indents.at(-1) ?? 0) >= line.indent) indents.pop();
        indents.push(line.indent);
        if (indents.length > this.limits.depth) this.deep(line.content);
      }
      const end = this.content(line.content);
      if (open.length === 0 && opensBlock(text, line.content, end)) block = line.spaces;
      at = nextLine(text, end);
    }
    return this.refusal ?? { kind: 'read', beginning: this.beginning };
  }

  /** Reads to the end of the line, or of the line in which a quote that began here ends. */
  private content(start: number): number {
    const { text, open } = this;
    let at = start;
    /** A token may begin here: what looks like a quote or bracket is one. */
    let begins = true;
    let marks = 0;
    let colons = 0;
    for (; at < text.length && text[at] !== '\n'; at++) {
      const char = text[at] ?? '';
      if (char === ' ' || char === '\t' || char === '\r') {
        begins ||= open.length > 0 || /[:,[{?-]/.test(text[at - 1] ?? '');
        continue;
      }
      if (char === '#' && (at === start || /[ \t]/.test(text[at - 1] ?? ''))) return lineEnd(text, at);
      if (begins && (char === '&' || char === '!')) {
        marks += 1;
        this.count(at, 1);
        if (marks > MOST_MARKS) this.fault(at, 'one value has one anchor and one tag at most');
        while (at + 1 < text.length && !/[\s,[\]{}]/.test(text[at + 1] ?? '')) at++;
        this.before = char;
        continue;
      }
      if (char !== '&' && char !== '!') marks = 0;
      if ((char === '"' || char === "'") && begins) {
        const end = this.quoteEnd(at);
        this.count(at, 1 + linesWithin(text, at, end));
        at = end;
        begins = open.length > 0;
        this.before = char;
        continue;
      }
      const inBrackets = open.length > 0;
      if (inBrackets || begins) this.bracket(char, at);
      if (this.refusal !== null) return at;
      if (open.length > 0) this.before = char;
      else if (char === ':' && /\s/.test(text[at + 1] ?? '\n')) {
        colons += 1;
        this.count(at, 1);
        if (colons > MOST_COLONS) this.fault(at, 'one line holds one key outside of brackets');
      }
      begins = open.length > 0 ? /[,:[{]/.test(char) : inBrackets && /[\]}]/.test(char);
    }
    return at;
  }

  private quoteEnd(start: number): number {
    const { text } = this;
    const quote = text[start];
    let wrong = 0;
    for (let at = start + 1; at < text.length; at++) {
      if (quote === '"' && text[at] === '\\') {
        at++;
        if (!ESCAPES.has(text[at] ?? '') && (wrong += 1) > MOST_WRONG_ESCAPES) {
          this.fault(at - 1, `"\\${text[at] ?? ''}" means nothing between double quotes`);
          return at;
        }
      } else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++;
      else if (text[at] === quote) return at;
    }
    return text.length;
  }

  private bracket(char: string, at: number): void {
    const { open } = this;
    if (char === '[' || char === '{') {
      open.push(char === '[' ? ']' : '}');
      this.count(at, 1);
      if (open.length > this.limits.depth) this.deep(at);
    } else if (char === ']' || char === '}') {
      if (open.length === 0) this.fault(at, `"${char}" closes a bracket that is not open`);
      else if (open.pop() !== char) this.fault(at, `"${char}" closes a bracket of the other kind`);
    } else if (open.length > 0 && (char === ',' || char === ':')) {
      if (char === ',' && /[,[{]/.test(this.before)) this.fault(at, 'a value is missing before this comma');
      this.count(at, 1);
      if (char === ',') this.mayEnd(at + 1);
    }
  }

  private count(at: number, tokens: number): void {
    this.tokens += tokens;
    if (this.tokens > this.limits.tokens) this.refusal ??= { kind: 'refused', reason: 'too-many-tokens', at, message: '' };
  }

  private mayEnd(at: number): void {
    if (this.tokens > this.limits.beginning) this.beginning ??= this.text.slice(0, at) + [...this.open].reverse().join('');
  }

  private deep(at: number): void {
    this.refusal ??= { kind: 'refused', reason: 'too-deep', at, message: '' };
  }

  private fault(at: number, message: string): void {
    this.refusal ??= { kind: 'refused', reason: 'fault', at, message };
  }
}

interface LineStart {
  /** Leading spaces alone. */
  spaces: number;
  /** Spaces, dashes and question marks before the content. */
  indent: number;
  markers: number;
  content: number;
  blank: boolean;
}

function readLineStart(text: string, start: number): LineStart {
  let at = start;
  while (text[at] === ' ') at++;
  const spaces = at - start;
  let markers = 0;
  while ((text[at] === '-' || text[at] === '?') && (text[at + 1] === ' ' || text[at + 1] === '\n' || at + 1 === text.length)) {
    markers++;
    at++;
    while (text[at] === ' ') at++;
  }
  return { spaces, indent: at - start, markers, content: at, blank: at >= text.length || text[at] === '\n' || text[at] === '\r' };
}

function linesWithin(text: string, start: number, end: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', start); at >= 0 && at < end; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** True when the content ends with the header of a block scalar: `|`, `>-`, `|2`. */
function opensBlock(text: string, start: number, end: number): boolean {
  const tail = text.slice(Math.max(start, end - 200), end);
  return /(^|[\s:-])[|>][+-]?\d?[+-]?\s*(\s#.*)?$/.test(tail);
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end;
}

function nextLine(text: string, at: number): number {
  return lineEnd(text, at) + 1;
}
