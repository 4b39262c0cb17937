import { YaqlError } from './error';

/** Operators that are words. They cannot be names. */
const WORD_OPERATORS = new Set(['mod', 'in', 'not', 'and', 'or']);
const SYMBOLS = ['?.', '=~', '!~', '>=', '<=', '!=', '=>', '->', '.', '+', '-', '*', '/', '>', '<', '=', '[', ']', '{', '}', '(', ')', ','];
const CONSTANTS = new Map<string, boolean | null>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

export type Token = { at: number } & (
  | { kind: 'constant'; value: string | bigint | number | boolean | null }
  /** A bare word: a string, or the name after a dot. */
  | { kind: 'keyword'; name: string }
  /** A name with its opening parenthesis. */
  | { kind: 'call'; name: string }
  | { kind: 'variable'; name: string }
  | { kind: 'symbol'; text: string }
  | { kind: 'end' }
);

const DOLLAR = /\$[\p{L}\p{N}_]*/uy;
const NUMBER = /\d+(?:\.?\d+)?(?![\p{L}\p{N}_])/uy;
const NAME = /[\p{L}_][\p{L}\p{N}_]*/uy;
const STRINGS = [/'((?:[^'\\]|\\.)*)'/uy, /"((?:[^"\\]|\\.)*)"/uy];
const VERBATIM = /`((?:[^`\\]|\\.)*)`/uy;

/** Splits an expression into tokens; the last is `end`. Throws YaqlError. */
export function tokenize(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at;
    return pattern.exec(text);
  };
  for (;;) {
    while (' \t\r\n'.includes(text[at] ?? 'x')) at++;
    if (at >= text.length) break;
    const start = at;
    const [token, length] = readToken(text, at, match);
    if (token === null) {
      const illegal = String.fromCodePoint(text.codePointAt(at) ?? 0);
      throw new YaqlError('YaqlLexicalException', `Lexical error: illegal character '${illegal}' at position ${at}`, at);
    }
    tokens.push({ ...token, at: start });
    at += length;
  }
  tokens.push({ kind: 'end', at: text.length });
  return tokens;
}

type WithoutPlace<T> = T extends unknown ? Omit<T, 'at'> : never;
type Read = [WithoutPlace<Token> | null, number];

function readToken(text: string, at: number, match: (pattern: RegExp) => RegExpExecArray | null): Read {
  const dollar = match(DOLLAR);
  if (dollar) return [{ kind: 'variable', name: dollar[0].slice(1) }, dollar[0].length];
  const number = match(NUMBER);
  if (number) {
    const [digits] = number;
    if (digits.length > 4300) throw new YaqlError('ValueError', 'Exceeds the limit (4300 digits) for integer string conversion', at);
    return [{ kind: 'constant', value: digits.includes('.') ? Number(digits) : BigInt(digits) }, digits.length];
  }
  const name = match(NAME);
  if (name) return readName(text, at, name[0]);
  for (const quoted of STRINGS) {
    const string = match(quoted);
    if (string) return [{ kind: 'constant', value: decodeEscapes(string[1] ?? '') }, string[0].length];
  }
  const verbatim = match(VERBATIM);
  if (verbatim) return [{ kind: 'constant', value: (verbatim[1] ?? '').replaceAll('\\`', '`') }, verbatim[0].length];
  const symbol = SYMBOLS.find((candidate) => text.startsWith(candidate, at));
  return symbol === undefined ? [null, 0] : [{ kind: 'symbol', text: symbol }, symbol.length];
}

function readName(text: string, at: number, name: string): Read {
  if (text[at + name.length] === '(') return [{ kind: 'call', name }, name.length + 1];
  if (name.startsWith('__')) return [null, 0];
  if (WORD_OPERATORS.has(name)) return [{ kind: 'symbol', text: name }, name.length];
  const constant = CONSTANTS.get(name);
  if (constant !== undefined) return [{ kind: 'constant', value: constant }, name.length];
  return [{ kind: 'keyword', name }, name.length];
}

const ESCAPE = /\\(?:U([0-9a-fA-F]{8})|u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-7]{1,3})|([\\'"abfnrtv]))/g;
const SIMPLE: Record<string, string> = { a: '\x07', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** Backslashes that start nothing known stay as they are. */
function decodeEscapes(text: string): string {
  return text.replace(ESCAPE, (whole, long?: string, short?: string, hex?: string, octal?: string, simple?: string) => {
    if (simple !== undefined) return SIMPLE[simple] ?? simple;
    const code = octal === undefined ? parseInt(long ?? short ?? hex ?? '', 16) : parseInt(octal, 8);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
