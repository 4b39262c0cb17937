/** What a plain YAML scalar means to Heat: PyYAML's safe loader with timestamps left as text. */
import type { Json } from '../types';

const NULL = /^(?:~|null|Null|NULL|)$/;
const TRUE = /^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const FALSE = /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const INT = /^[-+]?(?:0b[01_]+|0[0-7_]+|0|[1-9][0-9_]*|0x[0-9a-fA-F_]+|[1-9][0-9_]*(?::[0-5]?[0-9])+)$/;
const FLOAT = /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*)$/;

/** The first character decides for nearly all scalars that they are text; the expressions are asked only for the rest. */
const MAY_BE_MORE = /^[-+.~0-9nNtTyYfFoO]/;

export function plainScalar(text: string): Json {
  if (text === '') return null;
  if (text.length > 64 || !MAY_BE_MORE.test(text)) return text;
  if (NULL.test(text)) return null;
  if (TRUE.test(text)) return true;
  if (FALSE.test(text)) return false;
  if (INT.test(text)) return integer(text.replace(/_/g, ''));
  if (FLOAT.test(text)) return float(text.replace(/_/g, ''));
  return text;
}

function integer(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  if (digits.startsWith('0b') || digits.startsWith('0x')) return sign * Number(digits);
  if (digits.includes(':')) return sign * sexagesimal(digits);
  return sign * (digits.length > 1 && digits.startsWith('0') ? Number.parseInt(digits, 8) : Number(digits));
}

function float(text: string): number {
  const sign = text.startsWith('-') ? -1 : 1;
  const digits = text.replace(/^[-+]/, '');
  return sign * (digits.includes(':') ? sexagesimal(digits) : Number(digits));
}

function sexagesimal(digits: string): number {
  return digits.split(':').reduce((total, part) => total * 60 + Number(part), 0);
}
