import { type ClassItem, type Node, PatternError, type PatternFlags, type PatternTree } from './syntax';

/** Deeper nesting than any pattern written by a person; keeps recursion within the stack. */
const MAX_DEPTH = 200;

interface Flags {
  ignoreCase: boolean;
  multiLine: boolean;
  dotAll: boolean;
  verbose: boolean;
}

/** Parses Python `re` syntax (3.11 and later). Throws PatternError with Python's wording. */
export function parsePattern(text: string, flags: PatternFlags = {}): PatternTree {
  return new PatternParser(text, flags).parse();
}

const SIMPLE_ESCAPES: Record<string, number> = { a: 7, f: 12, n: 10, r: 13, t: 9, v: 11 };
const FLAG_NAMES: Record<string, keyof Flags> = { i: 'ignoreCase', m: 'multiLine', s: 'dotAll', x: 'verbose' };

class PatternParser {
  private readonly chars: string[];
  private at = 0;
  private groups = 0;
  private readonly names = new Map<string, number>();
  private readonly open = new Set<number>();
  private flags: Flags;

  constructor(text: string, flags: PatternFlags) {
    this.chars = Array.from(text);
    this.flags = { ignoreCase: false, multiLine: false, dotAll: false, verbose: false, ...flags };
  }

  parse(): PatternTree {
    this.globalFlags();
    const root = this.choice(0);
    if (this.at < this.chars.length) throw this.error('unbalanced parenthesis');
    return { root, groups: this.groups, names: this.names };
  }

  private error(what: string, at = this.at): PatternError {
    return new PatternError(`${what} at position ${at}`);
  }

  private peek(offset = 0): string | undefined {
    return this.chars[this.at + offset];
  }

  private take(expected: string): boolean {
    if (this.peek() !== expected) return false;
    this.at++;
    return true;
  }

  private looksAt(text: string): boolean {
    return this.chars.slice(this.at, this.at + text.length).join('') === text;
  }

  /** `(?ims)` in front of everything holds for the whole pattern. */
  private globalFlags(): void {
    while (this.looksAt('(?')) {
      let end = this.at + 2;
      while (/[aiLmsux]/.test(this.chars[end] ?? '')) end++;
      if (end === this.at + 2 || this.chars[end] !== ')') return;
      for (const flag of this.chars.slice(this.at + 2, end)) this.setFlag(flag, true);
      this.at = end + 1;
    }
  }

  private setFlag(flag: string, on: boolean): void {
    const name = FLAG_NAMES[flag];
    if (name !== undefined) this.flags = { ...this.flags, [name]: on };
  }

  private choice(depth: number): Node {
    if (depth > MAX_DEPTH) throw this.error(`groups are nested more than ${MAX_DEPTH} deep`);
    const nodes = [this.sequence(depth)];
    while (this.take('|')) nodes.push(this.sequence(depth));
    const [only] = nodes;
    return nodes.length === 1 && only ? only : { kind: 'choice', nodes };
  }

  private sequence(depth: number): Node {
    const nodes: Node[] = [];
    for (;;) {
      if (this.flags.verbose && this.skipBlank()) continue;
      const char = this.peek();
      if (char === undefined || char === '|' || char === ')') break;
      const node = this.item(depth);
      nodes.push(node === null ? { kind: 'empty' } : this.repeats(node));
    }
    return { kind: 'sequence', nodes };
  }

  private skipBlank(): boolean {
    if (/\s/.test(this.peek() ?? '')) {
      this.at++;
      return true;
    }
    if (this.peek() !== '#') return false;
    while (this.peek() !== undefined && this.peek() !== '\n') this.at++;
    return true;
  }

  /** One item, or null for a comment or flag group, which cannot be repeated. */
  private item(depth: number): Node | null {
    const start = this.at;
    const char = this.chars[this.at++] ?? '';
    switch (char) {
      case '.':
        return { kind: 'any', dotAll: this.flags.dotAll };
      case '^':
        return { kind: 'assert', what: this.flags.multiLine ? 'lineStart' : 'start' };
      case '$':
        return { kind: 'assert', what: this.flags.multiLine ? 'lineEnd' : 'endBeforeNewline' };
      case '[':
        return this.characterClass(start);
      case '(':
        return this.group(depth, start);
      case '\\':
        return this.escape(start);
      case '*':
      case '+':
      case '?':
        throw this.error('nothing to repeat', start);
      case '{':
        this.at = start;
        if (this.counts() !== null) throw this.error('nothing to repeat', start);
        this.at = start + 1;
        return this.literal(char);
      default:
        return this.literal(char);
    }
  }

  private literal(char: string): Node {
    return { kind: 'char', code: char.codePointAt(0) ?? 0, ignoreCase: this.flags.ignoreCase };
  }

  private repeats(node: Node): Node {
    let result = node;
    for (let times = 0; ; times++) {
      const at = this.at;
      const counts = this.counts();
      if (counts === null) return result;
      if (times > 0) throw this.error('multiple repeat', at);
      if (result.kind === 'assert' && result.what === 'start') throw this.error('nothing to repeat', at);
      if (counts.min > counts.max) throw this.error('min repeat greater than max repeat', at + 1);
      const mode = this.take('?') ? 'lazy' : this.take('+') ? 'possessive' : 'greedy';
      result = { kind: 'repeat', node: result, ...counts, mode };
    }
  }

  private counts(): { min: number; max: number } | null {
    if (this.take('*')) return { min: 0, max: Infinity };
    if (this.take('+')) return { min: 1, max: Infinity };
    if (this.take('?')) return { min: 0, max: 1 };
    if (this.peek() !== '{') return null;
    let end = this.at + 1;
    while (/[0-9,]/.test(this.chars[end] ?? '')) end++;
    const found = /^(\d*)(?:(,)(\d*))?$/.exec(this.chars.slice(this.at + 1, end).join(''));
    const [, low = '', comma, high = ''] = found ?? [];
    if (found === null || this.chars[end] !== '}' || (low === '' && comma === undefined)) return null;
    this.at = end + 1;
    const min = low === '' ? 0 : Number(low);
    const max = comma === undefined ? min : high === '' ? Infinity : Number(high);
    if (min > 4294967294 || (max !== Infinity && max > 4294967294)) throw new PatternError('the repetition number is too large');
    return { min, max };
  }

  private group(depth: number, start: number): Node | null {
    if (!this.take('?')) return this.capture(depth, start);
    const char = this.chars[this.at++];
    switch (char) {
      case ':':
        return this.close(this.choice(depth + 1), start);
      case '>':
        return { kind: 'atomic', node: this.close(this.choice(depth + 1), start) };
      case '=':
      case '!':
        return { kind: 'look', ahead: true, negated: char === '!', node: this.close(this.choice(depth + 1), start) };
      case '<': {
        const direction = this.chars[this.at++];
        if (direction !== '=' && direction !== '!') throw this.error(`unknown extension ?<${direction ?? ''}`, start + 1);
        return { kind: 'look', ahead: false, negated: direction === '!', node: this.close(this.choice(depth + 1), start) };
      }
      case '#': {
        while (this.peek() !== undefined && this.peek() !== ')') this.at++;
        if (!this.take(')')) throw this.error('missing ), unterminated comment', start);
        return null;
      }
      case 'P':
        return this.named(depth, start);
      case '(':
        return this.conditional(depth, start);
      case undefined:
        throw this.error('unexpected end of pattern', start + 2);
      default:
        this.at--;
        return this.scopedFlags(depth, start);
    }
  }

  private capture(depth: number, start: number, name?: string): Node {
    const index = ++this.groups;
    if (name !== undefined) this.names.set(name, index);
    this.open.add(index);
    const node = this.close(this.choice(depth + 1), start);
    this.open.delete(index);
    return { kind: 'group', node, index, ...(name === undefined ? {} : { name }) };
  }

  private close(node: Node, start: number): Node {
    if (!this.take(')')) throw this.error('missing ), unterminated subpattern', start);
    return node;
  }

  private named(depth: number, start: number): Node {
    if (this.take('<')) {
      const name = this.readName('>');
      if (this.names.has(name)) {
        throw this.error(`redefinition of group name '${name}' as group ${this.groups + 1}; was group ${this.names.get(name)}`, start + 4);
      }
      return this.capture(depth, start, name);
    }
    if (this.take('=')) return this.reference(this.readName(')'), start + 4);
    throw this.error(`unknown extension ?P${this.peek() ?? ''}`, start + 1);
  }

  private readName(end: string): string {
    const start = this.at;
    while (this.peek() !== undefined && this.peek() !== end) this.at++;
    const name = this.chars.slice(start, this.at).join('');
    if (!this.take(end)) throw this.error(`missing ${end}, unterminated name`, start);
    if (name === '') throw this.error('missing group name', start);
    if (!/^[\p{L}_][\p{L}\p{N}_]*$/u.test(name) && !/^\d+$/.test(name)) throw this.error(`bad character in group name '${name}'`, start);
    return name;
  }

  private reference(name: string, at: number): Node {
    const index = this.names.get(name);
    if (index === undefined) throw this.error(`unknown group name '${name}'`, at);
    if (this.open.has(index)) throw this.error('cannot refer to an open group', at);
    return { kind: 'backreference', index, ignoreCase: this.flags.ignoreCase };
  }

  private conditional(depth: number, start: number): Node {
    const name = this.readName(')');
    const index = /^\d+$/.test(name) ? Number(name) : this.names.get(name);
    if (index === undefined) throw this.error(`unknown group name '${name}'`, start + 3);
    if (index === 0 || index > this.groups) throw this.error(`invalid group reference ${index}`, start + 3);
    const matched = this.sequence(depth + 1);
    const otherwise: Node = this.take('|') ? this.sequence(depth + 1) : { kind: 'empty' };
    if (this.peek() === '|') throw this.error('conditional backref with more than two branches');
    return this.close({ kind: 'conditional', index, matched, otherwise }, start);
  }

  /** `(?i:...)` and `(?-i:...)`. */
  private scopedFlags(depth: number, start: number): Node {
    const outer = this.flags;
    let on = true;
    for (;;) {
      const char = this.chars[this.at++];
      if (char === undefined) throw this.error('missing -, : or )');
      if (char === ':') break;
      if (char === ')') throw this.error('global flags not at the start of the expression', start);
      if (char === '-' && on) on = false;
      else if (/[aiLmsux]/.test(char)) this.setFlag(char, on);
      else throw this.error(on && this.at === start + 3 ? `unknown extension ?${char}` : 'unknown flag', start + 1);
    }
    const node = this.close(this.choice(depth + 1), start);
    this.flags = outer;
    return node;
  }

  private escape(start: number): Node {
    const char = this.peek();
    if (char === undefined) throw this.error('bad escape (end of pattern)', start);
    if (/[1-9]/.test(char)) return this.numericEscape(start);
    switch (char) {
      case 'A':
        this.at++;
        return { kind: 'assert', what: 'start' };
      case 'Z':
        this.at++;
        return { kind: 'assert', what: 'end' };
      case 'b':
        this.at++;
        return { kind: 'assert', what: 'word' };
      case 'B':
        this.at++;
        return { kind: 'assert', what: 'notWord' };
      default: {
        const item = this.classEscape(start);
        if ('set' in item) return { kind: 'class', negated: false, items: [item], ignoreCase: false };
        return { kind: 'char', code: item.from, ignoreCase: this.flags.ignoreCase };
      }
    }
  }

  /** A group's number, or an octal code of three digits. */
  private numericEscape(start: number): Node {
    const octal = /^[0-3][0-7]{2}/.exec(this.chars.slice(this.at, this.at + 3).join(''));
    if (octal) {
      this.at += 3;
      return { kind: 'char', code: parseInt(octal[0], 8), ignoreCase: this.flags.ignoreCase };
    }
    let digits = this.chars[this.at++] ?? '';
    if (/[0-9]/.test(this.peek() ?? '')) digits += this.chars[this.at++];
    const index = Number(digits);
    if (index > this.groups) throw this.error(`invalid group reference ${index}`, start + 1);
    if (this.open.has(index)) throw this.error('cannot refer to an open group', start);
    return { kind: 'backreference', index, ignoreCase: this.flags.ignoreCase };
  }

  /** An escape that means the same inside a class and outside: `at` stands on the character after the backslash. */
  private classEscape(start: number): ClassItem {
    const char = this.chars[this.at++];
    if (char === undefined) throw this.error('bad escape (end of pattern)', start);
    const lower = char.toLowerCase();
    if (lower === 'd' || lower === 's' || lower === 'w') return { set: lower, negated: char !== lower };
    const simple = SIMPLE_ESCAPES[char];
    if (simple !== undefined) return { from: simple, to: simple };
    if (char === 'x') return this.hex(2, start);
    if (char === 'u') return this.hex(4, start);
    if (char === 'U') return this.hex(8, start);
    if (char === '0') {
      let digits = '0';
      while (digits.length < 3 && /[0-7]/.test(this.peek() ?? '')) digits += this.chars[this.at++];
      const code = parseInt(digits, 8);
      return { from: code, to: code };
    }
    if (/[a-zA-Z0-9]/.test(char)) throw this.error(`bad escape \\${char}`, start);
    const code = char.codePointAt(0) ?? 0;
    return { from: code, to: code };
  }

  private hex(length: number, start: number): ClassItem {
    const digits = this.chars.slice(this.at, this.at + length).join('');
    const code = parseInt(digits, 16);
    if (!new RegExp(`^[0-9a-fA-F]{${length}}$`).test(digits) || code > 0x10ffff) {
      throw this.error(`incomplete escape ${this.chars.slice(start, start + 2).join('')}${digits}`, start);
    }
    this.at += length;
    return { from: code, to: code };
  }

  private characterClass(start: number): Node {
    const negated = this.take('^');
    const items: ClassItem[] = [];
    for (let first = true; ; first = false) {
      const at = this.at;
      const char = this.peek();
      if (char === undefined) throw this.error('unterminated character set', start);
      if (char === ']' && !first) break;
      const low = this.classAtom(at, start);
      if (this.peek() !== '-' || this.peek(1) === ']' || this.peek(1) === undefined) {
        items.push(low);
        continue;
      }
      this.at++;
      const high = this.classAtom(this.at, start);
      const written = this.chars.slice(at, this.at).join('');
      if ('set' in low || 'set' in high) throw this.error(`bad character range ${written}`, at);
      if (low.from > high.to) throw this.error(`bad character range ${written}`, at);
      items.push({ from: low.from, to: high.to });
    }
    this.at++;
    return { kind: 'class', negated, items, ignoreCase: this.flags.ignoreCase };
  }

  private classAtom(at: number, classStart: number): ClassItem {
    const char = this.chars[this.at++];
    if (char === undefined) throw this.error('unterminated character set', classStart);
    if (char === '\\') {
      if (this.take('b')) return { from: 8, to: 8 };
      if (/[1-7]/.test(this.peek() ?? '')) {
        const digits = /^[0-7]{1,3}/.exec(this.chars.slice(this.at, this.at + 3).join(''))?.[0] ?? '';
        this.at += digits.length;
        const code = parseInt(digits, 8);
        return { from: code, to: code };
      }
      return this.classEscape(at);
    }
    const code = char.codePointAt(0) ?? 0;
    return { from: code, to: code };
  }
}
