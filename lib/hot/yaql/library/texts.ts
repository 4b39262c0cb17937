/** `format`, with the replacement fields of Python, and `characters`. */
import type { Budget } from '../budget';
import { YaqlError } from '../error';
import { any, boolean, type Library, optional, overload, overloadWithNames, required, rest, string } from '../signature';
import { floatText, isList, isNumber, pythonLiteral, pythonText, type Value, YaqlMap } from '../values';

interface FormatArguments {
  positional: readonly Value[];
  named: ReadonlyMap<string, Value>;
  budget: Budget;
}

function format(template: string, args: FormatArguments): string {
  let result = '';
  let automatic = 0;
  let at = 0;
  const fail = (message: string) => new YaqlError('ValueError', message);
  while (at < template.length) {
    const char = template.charAt(at);
    if ((char === '{' || char === '}') && template[at + 1] === char) {
      result += char;
      at += 2;
      continue;
    }
    if (char === '}') throw fail("Single '}' encountered in format string");
    if (char !== '{') {
      result += char;
      at++;
      continue;
    }
    const end = template.indexOf('}', at);
    if (end < 0) throw fail(at + 1 === template.length ? "Single '{' encountered in format string" : "expected '}' before end of string");
    const field = template.slice(at + 1, end);
    if (field.includes('{')) throw fail('nested replacement fields are not supported');
    const [, name = '', conversion, spec = ''] = /^([^!:]*)(?:!([^:]*))?(?::(.*))?$/s.exec(field) ?? [];
    const value = lookUp(name, () => automatic++, args);
    result += formatted(converted(value, conversion, args.budget), spec, args.budget);
    args.budget.reserve(result.length);
    at = end + 1;
  }
  return result;
}

/** `0`, `name`, and their items: `0[key]`. */
function lookUp(field: string, automatic: () => number, { positional, named, budget }: FormatArguments): Value {
  const [, head = '', path = ''] = /^([^.[]*)(.*)$/s.exec(field) ?? [];
  let value: Value | undefined;
  if (head === '' || /^\d+$/.test(head)) {
    const index = head === '' ? automatic() : Number(head);
    value = positional[index];
    if (value === undefined) throw new YaqlError('IndexError', `Replacement index ${index} out of range for positional args tuple`);
  } else {
    value = named.get(head);
    if (value === undefined) throw new YaqlError('KeyError', pythonLiteral(head, budget));
  }
  for (const step of path.matchAll(/\[([^\]]*)\]|\.([^.[]*)/g)) {
    const key = step[1];
    if (key === undefined) throw new YaqlError('AttributeError', `object has no attribute '${step[2] ?? ''}'`);
    value = item(value, key, budget);
  }
  return value;
}

function item(value: Value, key: string, budget: Budget): Value {
  if (value instanceof YaqlMap) {
    const found = value.get(/^\d+$/.test(key) ? BigInt(key) : key);
    if (found === undefined) throw new YaqlError('KeyError', /^\d+$/.test(key) ? key : pythonLiteral(key, budget));
    return found;
  }
  const found = isList(value) ? value[Number(key)] : undefined;
  if (found === undefined) throw new YaqlError(isList(value) ? 'IndexError' : 'TypeError', isList(value) ? 'tuple index out of range' : 'object is not subscriptable');
  return found;
}

function converted(value: Value, conversion: string | undefined, budget: Budget): Value {
  switch (conversion) {
    case undefined:
      return value;
    case 's':
      return pythonText(value, budget);
    case 'r':
    case 'a':
      return pythonLiteral(value, budget);
    default:
      throw new YaqlError('ValueError', `Unknown conversion specifier '${conversion}'`);
  }
}

const SPEC = /^(?:(.)?([<>=^]))?([+\- ])?(#)?(0)?(\d{1,4})?([,_])?(?:\.(\d{1,3}))?([bcdeEfFgGnosxX%])?$/su;

function formatted(value: Value, spec: string, budget: Budget): string {
  if (spec === '') return pythonText(value, budget);
  const match = SPEC.exec(spec);
  if (match === null) throw new YaqlError('ValueError', 'Invalid format specifier');
  const [, fillWith, aligned, sign = '-', alternate, zero, width = '0', grouping, precision, type] = match;
  const numeric = isNumber(value) || typeof value === 'boolean';
  if (!numeric && typeof value !== 'string') throw new YaqlError('TypeError', 'unsupported format string passed to object.__format__');
  let body: string;
  let prefix = '';
  if (typeof value === 'string') {
    if (type !== undefined && type !== 's') throw unknownCode(type, 'str');
    body = precision === undefined ? value : Array.from(value).slice(0, Number(precision)).join('');
  } else {
    const amount = typeof value === 'boolean' ? BigInt(value) : value;
    body = digits(amount < 0 ? -amount : amount, type, precision, alternate !== undefined);
    if (grouping !== undefined) body = body.replace(/^\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, grouping));
    prefix = amount < 0 || Object.is(amount, -0) ? '-' : sign === '-' ? '' : sign;
  }
  const fill = fillWith ?? (zero !== undefined && aligned === undefined ? '0' : ' ');
  const align = aligned ?? (zero !== undefined && numeric ? '=' : numeric ? '>' : '<');
  return pad(prefix, body, fill, align, Number(width));
}

function digits(amount: bigint | number, type: string | undefined, precision: string | undefined, alternate: boolean): string {
  const places = precision === undefined ? 6 : Math.min(Number(precision), 100);
  switch (type) {
    case 'f':
    case 'F':
      return Number(amount).toFixed(places);
    case '%':
      return `${(Number(amount) * 100).toFixed(places)}%`;
    case 'e':
    case 'E': {
      const text = Number(amount).toExponential(places).replace(/e([+-])(\d)$/, 'e$10$2');
      return type === 'E' ? text.toUpperCase() : text;
    }
    case 'g':
    case 'G':
      return general(Number(amount), Math.max(places, 1));
    default:
      break;
  }
  if (typeof amount === 'number') {
    if (type !== undefined && type !== 'n') throw unknownCode(type, 'float');
    return precision === undefined ? floatText(amount) : general(amount, Math.max(places, 1));
  }
  if (precision !== undefined) throw new YaqlError('ValueError', 'Precision not allowed in integer format specifier');
  switch (type) {
    case 'b':
      return (alternate ? '0b' : '') + amount.toString(2);
    case 'o':
      return (alternate ? '0o' : '') + amount.toString(8);
    case 'x':
      return (alternate ? '0x' : '') + amount.toString(16);
    case 'X':
      return (alternate ? '0X' : '') + amount.toString(16).toUpperCase();
    case 'c':
      if (amount > 0x10ffffn) throw new YaqlError('OverflowError', '%c arg not in range(0x110000)');
      return String.fromCodePoint(Number(amount));
    case 's':
      throw unknownCode(type, 'int');
    default:
      return amount.toString();
  }
}

function general(amount: number, places: number): string {
  const text = amount.toPrecision(Math.min(places, 100));
  const [mantissa = '', exponent] = text.split('e');
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa;
  return exponent === undefined ? short : `${short}e${exponent.replace(/^([+-])(\d)$/, '$10$2')}`;
}

function unknownCode(type: string, of: string): YaqlError {
  return new YaqlError('ValueError', `Unknown format code '${type}' for object of type '${of}'`);
}

function pad(prefix: string, body: string, fill: string, align: string, width: number): string {
  const missing = width - Array.from(prefix + body).length;
  if (missing <= 0) return prefix + body;
  switch (align) {
    case '<':
      return prefix + body + fill.repeat(missing);
    case '^':
      return fill.repeat(Math.floor(missing / 2)) + prefix + body + fill.repeat(Math.ceil(missing / 2));
    case '=':
      return prefix + fill.repeat(missing) + body;
    default:
      return fill.repeat(missing) + prefix + body;
  }
}

const DIGITS = '0123456789';
const LOWER = 'abcdefghijklmnopqrstuvwxyz';
const PUNCTUATION = '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~';
const WHITESPACE = ' \t\n\r\v\f';
const CHARACTERS: Record<string, string> = {
  digits: DIGITS,
  hexdigits: `${DIGITS}abcdefABCDEF`,
  asciiLowercase: LOWER,
  asciiUppercase: LOWER.toUpperCase(),
  asciiLetters: LOWER + LOWER.toUpperCase(),
  letters: LOWER + LOWER.toUpperCase(),
  octdigits: '01234567',
  punctuation: PUNCTUATION,
  printable: DIGITS + LOWER + LOWER.toUpperCase() + PUNCTUATION + WHITESPACE,
  lowercase: LOWER,
  uppercase: LOWER.toUpperCase(),
  whitespace: WHITESPACE,
};

export const texts: Library = {
  format: [
    overloadWithNames('both', [required('formatString', string), rest('args', any)], ({ budget }, named, template, positional) =>
      format(template, { positional, named, budget }),
    ),
  ],
  characters: [
    overload('function', Object.keys(CHARACTERS).map((name) => optional(name, boolean, false)), (_, ...wanted) => {
      const text = Object.values(CHARACTERS).filter((_characters, index) => wanted[index]).join('');
      return [...new Set(text)];
    }),
  ],
};
