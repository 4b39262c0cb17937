import { YaqlError } from '../error';
import { any, integer, type Library, nil, notNull, number, either, optional, overload, required } from '../signature';
import { isNumber, type Value } from '../values';

type Numeric = bigint | number;

/** Integers stay integers; one float makes both floats. */
function arithmetic(integers: (a: bigint, b: bigint) => bigint, floats: (a: number, b: number) => number): Library[string] {
  return [
    overload('function', [required('left', number), required('right', number)], (frame, left, right) => {
      if (typeof left === 'bigint' && typeof right === 'bigint') {
        frame.budget.reserve(28 + (bits(left) + bits(right)) / 8);
        return integers(left, right);
      }
      return floats(Number(left), Number(right));
    }),
  ];
}

function bits(value: bigint): number {
  return value.toString(16).length * 4;
}

function divisionByZero(message: string): YaqlError {
  return new YaqlError('ZeroDivisionError', message);
}

/** Python rounds a quotient down, not towards zero. */
function floorDivide(a: bigint, b: bigint): bigint {
  if (b === 0n) throw divisionByZero('integer division or modulo by zero');
  const quotient = a / b;
  return a % b !== 0n && a < 0n !== b < 0n ? quotient - 1n : quotient;
}

function floorModulo(a: bigint, b: bigint): bigint {
  if (b === 0n) throw divisionByZero('integer modulo by zero');
  const remainder = a % b;
  return remainder !== 0n && remainder < 0n !== b < 0n ? remainder + b : remainder;
}

function floatModulo(a: number, b: number): number {
  if (b === 0) throw divisionByZero('float modulo');
  const remainder = a % b;
  return remainder !== 0 && remainder < 0 !== b < 0 ? remainder + b : remainder;
}

function power(budget: { reserve(bytes: number): void }, base: Numeric, exponent: Numeric): Numeric {
  if (typeof base === 'bigint' && typeof exponent === 'bigint' && exponent >= 0n) {
    budget.reserve(28 + (bits(base) * Number(exponent)) / 8);
    return base ** exponent;
  }
  if (Number(base) === 0 && Number(exponent) < 0) throw divisionByZero('0.0 cannot be raised to a negative power');
  return Number(base) ** Number(exponent);
}

function toInteger(value: Exclude<Value, null>): bigint {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'boolean') return value ? 1n : 0n;
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new YaqlError('OverflowError', 'cannot convert float infinity to integer');
    return BigInt(Math.trunc(value));
  }
  const text = typeof value === 'string' ? value.trim().replace(/(?<=\d)_(?=\d)/g, '') : null;
  if (text !== null && /^[+-]?\d{1,4300}$/.test(text)) return BigInt(text.replace(/^\+/, ''));
  if (typeof value === 'string') throw new YaqlError('ValueError', `invalid literal for int() with base 10: '${value}'`);
  throw new YaqlError('TypeError', 'int() argument must be a string, a bytes-like object or a real number');
}

function toFloat(value: Exclude<Value, null>): number {
  if (isNumber(value)) return Number(value);
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (typeof value !== 'string') throw new YaqlError('TypeError', 'float() argument must be a string or a real number');
  const text = value.trim().toLowerCase();
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/.test(text)) return Number(text);
  const special = /^([+-]?)(inf|infinity|nan)$/.exec(text);
  if (special) return special[2] === 'nan' ? NaN : special[1] === '-' ? -Infinity : Infinity;
  throw new YaqlError('ValueError', `could not convert string to float: '${value}'`);
}

/** Halves go to the even neighbour, as in Python. */
function roundHalfEven(value: number, digits: number): number {
  const scale = 10 ** digits;
  const scaled = value * scale;
  const floor = Math.floor(scaled);
  const rounded = scaled - floor === 0.5 ? (floor % 2 === 0 ? floor : floor + 1) : Math.round(scaled);
  return Number.isFinite(scaled) ? rounded / scale : value;
}

function bitwise(operation: (a: bigint, b: bigint) => bigint): Library[string] {
  return [overload('function', [required('left', integer), required('right', integer)], (_, left, right) => operation(left, right))];
}

function shift(value: bigint, count: bigint, budget: { reserve(bytes: number): void }): bigint {
  if (count < 0n) throw new YaqlError('ValueError', 'negative shift count');
  budget.reserve(28 + (bits(value) + Number(count)) / 8);
  return value << count;
}

export const math: Library = {
  '#operator_+': arithmetic((a, b) => a + b, (a, b) => a + b),
  '#operator_-': arithmetic((a, b) => a - b, (a, b) => a - b),
  '#operator_*': arithmetic((a, b) => a * b, (a, b) => a * b),
  '#operator_/': arithmetic(floorDivide, (a, b) => {
    if (b === 0) throw divisionByZero('float division by zero');
    return a / b;
  }),
  '#operator_mod': arithmetic(floorModulo, floatModulo),
  '#unary_operator_+': [overload('function', [required('op', number)], (_, value) => value)],
  '#unary_operator_-': [overload('function', [required('op', number)], (_, value) => -value)],
  abs: [overload('function', [required('op', number)], (_, value) => (value < 0 ? -value : value))],
  sign: [overload('function', [required('num', number)], (_, value) => (value > 0 ? 1n : value < 0 ? -1n : 0n))],
  int: [
    overload('function', [required('value', nil)], () => 0n),
    overload('function', [required('value', notNull)], (_, value) => toInteger(value)),
  ],
  float: [
    overload('function', [required('value', nil)], () => 0),
    overload('function', [required('value', notNull)], (_, value) => toFloat(value)),
  ],
  pow: [
    overload('function', [required('a', number), required('b', number), optional('c', either(number, nil), null)], ({ budget }, a, b, c) => {
      if (c === null) return power(budget, a, b);
      if (typeof a !== 'bigint' || typeof b !== 'bigint' || typeof c !== 'bigint' || b < 0n) {
        throw new YaqlError('TypeError', 'pow() 3rd argument not allowed unless all arguments are integers');
      }
      if (c === 0n) throw new YaqlError('ValueError', 'pow() 3rd argument cannot be 0');
      return modularPower(a, b, c);
    }),
  ],
  round: [
    overload('function', [required('number', number), optional('ndigits', integer, 0n)], (_, value, digits) => {
      if (typeof value === 'bigint' && digits >= 0n) return value;
      const rounded = roundHalfEven(Number(value), Number(digits));
      return typeof value === 'bigint' ? BigInt(rounded) : rounded;
    }),
  ],
  random: [
    overload('function', [], () => Math.random()),
    overload('function', [required('from', integer), required('to', integer)], (_, from, to) => {
      if (to < from) throw new YaqlError('ValueError', `empty range for randrange() (${from}, ${to + 1n}, ${to + 1n - from})`);
      return from + BigInt(Math.floor(Math.random() * Number(to - from + 1n)));
    }),
  ],
  bitwiseAnd: bitwise((a, b) => a & b),
  bitwiseOr: bitwise((a, b) => a | b),
  bitwiseXor: bitwise((a, b) => a ^ b),
  bitwiseNot: [overload('function', [required('arg', integer)], (_, value) => ~value)],
  shiftBitsLeft: [
    overload('function', [required('value', integer), required('bitsNumber', integer)], ({ budget }, value, count) => shift(value, count, budget)),
  ],
  shiftBitsRight: [
    overload('function', [required('value', integer), required('bitsNumber', integer)], (_, value, count) => {
      if (count < 0n) throw new YaqlError('ValueError', 'negative shift count');
      return count > 100_000n ? (value < 0n ? -1n : 0n) : value >> count;
    }),
  ],
  hex: [
    overload('function', [required('num', integer)], (_, value) => `${value < 0n ? '-' : ''}0x${(value < 0n ? -value : value).toString(16)}`),
    overload('function', [required('num', any)], () => {
      throw new YaqlError('TypeError', 'object cannot be interpreted as an integer');
    }),
  ],
};

function modularPower(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = floorModulo(1n, modulus);
  let factor = floorModulo(base, modulus);
  for (let rest = exponent; rest > 0n; rest >>= 1n) {
    if (rest & 1n) result = floorModulo(result * factor, modulus);
    factor = floorModulo(factor * factor, modulus);
  }
  return result;
}
