import { tooDeep, YaqlError } from './error';
import { type Token, tokenize } from './lexer';

/** An expression tree. Calls cover operators too: `a + b` is a call of `#operator_+`, `[a]` of `#list`, `{a => b}` of `#map`. */
export type Expression =
  | { kind: 'constant'; value: string | bigint | number | boolean | null }
  | { kind: 'keyword'; name: string }
  | { kind: 'variable'; name: string }
  /** `member` tells `a.f()` apart from `a.(f())`: a call or keyword straight behind a dot. */
  | { kind: 'dot'; left: Expression; right: Expression; safe: boolean }
  | { kind: 'call'; name: string; arguments: Argument[] };

export type Argument =
  | { kind: 'value'; value: Expression }
  | { kind: 'rule'; source: Expression; destination: Expression }
  /** Left out, as in `f(,1)`: the default. */
  | { kind: 'omitted' };

/** How tightly an operator binds; larger is tighter. */
const POWER = { arrow: 1, or: 2, and: 3, not: 4, compare: 5, add: 6, multiply: 7, regex: 8, sign: 9, index: 10, dot: 11 };

const BINARY = new Map<string, { power: number; name: string; right?: boolean }>([
  ['->', { power: POWER.arrow, name: '#operator_->', right: true }],
  ['or', { power: POWER.or, name: '#operator_or' }],
  ['and', { power: POWER.and, name: '#operator_and' }],
  ...['>', '<', '>=', '<=', 'in'].map((symbol) => [symbol, { power: POWER.compare, name: `#operator_${symbol}` }] as const),
  ['=', { power: POWER.compare, name: '*equal' }],
  ['!=', { power: POWER.compare, name: '*not_equal' }],
  ...['+', '-'].map((symbol) => [symbol, { power: POWER.add, name: `#operator_${symbol}` }] as const),
  ...['*', '/', 'mod'].map((symbol) => [symbol, { power: POWER.multiply, name: `#operator_${symbol}` }] as const),
  ...['=~', '!~'].map((symbol) => [symbol, { power: POWER.regex, name: `#operator_${symbol}` }] as const),
]);

const PREFIX = new Map<string, { power: number; name: string }>([
  ['not', { power: POWER.not, name: '#unary_operator_not' }],
  ['+', { power: POWER.sign, name: '#unary_operator_+' }],
  ['-', { power: POWER.sign, name: '#unary_operator_-' }],
]);

/** Longer and deeper than any expression written by a person; bounds recursion here and in evaluation. */
const MAX_LENGTH = 50_000;
const MAX_DEPTH = 200;

/** Parses an expression. Throws YaqlError (YaqlGrammarException, YaqlLexicalException, RecursionError). */
export function parseExpression(text: string): Expression {
  if (text.length > MAX_LENGTH) throw new YaqlError('YaqlGrammarException', `Parse error: the expression is longer than ${MAX_LENGTH} characters`);
  return new Parser(text).parse();
}

class Parser {
  private readonly text: string;
  private readonly tokens: Token[];
  private next = 0;
  private depth = 0;

  constructor(text: string) {
    this.text = text;
    this.tokens = tokenize(text);
  }

  parse(): Expression {
    const expression = this.expression(0);
    if (this.peek().kind !== 'end') throw this.unexpected();
    return expression;
  }

  private peek(): Token {
    const token = this.tokens[this.next];
    if (token === undefined) throw new Error('The parser read past the end token.');
    return token;
  }

  private symbol(): string | undefined {
    const token = this.peek();
    return token.kind === 'symbol' ? token.text : undefined;
  }

  private take(symbol: string): boolean {
    if (this.symbol() !== symbol) return false;
    this.next++;
    return true;
  }

  private unexpected(): YaqlError {
    const token = this.peek();
    if (token.kind === 'end') return new YaqlError('YaqlGrammarException', 'Parse error: unexpected end of statement', token.at);
    return new YaqlError(
      'YaqlGrammarException',
      `Parse error: unexpected '${shown(token)}' at position ${token.at} of expression '${this.text}'`,
      token.at,
    );
  }

  private expression(minimum: number): Expression {
    if (++this.depth > MAX_DEPTH) throw tooDeep();
    let left = this.operand();
    let chain = 0;
    for (;;) {
      const symbol = this.symbol();
      if (symbol === undefined) break;
      if (++chain > MAX_DEPTH) throw tooDeep();
      if (symbol === '[' && POWER.index > minimum) {
        this.next++;
        left = call('#indexer', [{ kind: 'value', value: left }, ...this.list(']')]);
        continue;
      }
      if ((symbol === '.' || symbol === '?.') && POWER.dot > minimum) {
        this.next++;
        left = { kind: 'dot', left, right: this.expression(POWER.dot), safe: symbol === '?.' };
        continue;
      }
      const operator = BINARY.get(symbol);
      if (operator === undefined || operator.power <= minimum) break;
      this.next++;
      const right = this.expression(operator.right ? operator.power - 1 : operator.power);
      left = call(operator.name, [
        { kind: 'value', value: left },
        { kind: 'value', value: right },
      ]);
    }
    this.depth--;
    return left;
  }

  private operand(): Expression {
    const token = this.peek();
    switch (token.kind) {
      case 'constant':
        this.next++;
        return { kind: 'constant', value: token.value };
      case 'keyword':
        this.next++;
        return { kind: 'keyword', name: token.name };
      case 'variable':
        this.next++;
        return { kind: 'variable', name: token.name };
      case 'call':
        this.next++;
        return call(token.name, this.list(')'));
      case 'symbol': {
        const prefix = PREFIX.get(token.text);
        if (prefix) {
          this.next++;
          return call(prefix.name, [{ kind: 'value', value: this.expression(prefix.power - 1) }]);
        }
        if (this.take('[')) return call('#list', this.list(']'));
        if (this.take('{')) return call('#map', this.list('}'));
        if (this.take('(')) {
          const inner = this.expression(0);
          if (!this.take(')')) throw this.unexpected();
          return inner;
        }
        throw this.unexpected();
      }
      case 'end':
        throw this.unexpected();
    }
  }

  /** Arguments up to the closing symbol. After the first `a => b` only such may follow; a comma may not be last. */
  private list(close: string): Argument[] {
    const result: Argument[] = [];
    if (this.take(close)) return result;
    let rules = false;
    for (;;) {
      if (!rules && this.take(',')) {
        result.push({ kind: 'omitted' });
        continue;
      }
      const value = this.expression(0);
      if (this.take('=>')) {
        rules = true;
        result.push({ kind: 'rule', source: value, destination: this.expression(0) });
      } else if (rules) {
        throw this.unexpected();
      } else {
        result.push({ kind: 'value', value });
      }
      if (this.take(close)) return result;
      if (!this.take(',')) throw this.unexpected();
    }
  }
}

function call(name: string, list: Argument[]): Expression {
  return { kind: 'call', name, arguments: list };
}

/** A token's value as Python prints it. */
function shown(token: Exclude<Token, { kind: 'end' }>): string {
  switch (token.kind) {
    case 'constant':
      return token.value === null ? 'None' : typeof token.value === 'boolean' ? (token.value ? 'True' : 'False') : String(token.value);
    case 'keyword':
    case 'call':
      return token.name;
    case 'variable':
      return `$${token.name}`;
    case 'symbol':
      return token.text;
  }
}
