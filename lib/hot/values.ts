/** How Python, in which Heat is written, prints, compares and orders the values of templates. */
import { isMap } from './json';
import type { Json } from './types';

/** The class name Python's error messages use. */
export function pythonType(value: Json | undefined): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}

/** `str(value)` for scalars and `repr` inside containers. */
export function pythonText(value: Json): string {
  if (typeof value === 'string') return value;
  return pythonRepr(value);
}

export function pythonRepr(value: Json): string {
  if (value === null) return 'None';
  if (value === true) return 'True';
  if (value === false) return 'False';
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return quote(value);
  if (Array.isArray(value)) return `[${value.map(pythonRepr).join(', ')}]`;
  return `{${Object.entries(value).map(([key, item]) => `${quote(key)}: ${pythonRepr(item)}`).join(', ')}}`;
}

export function numberText(value: number): string {
  if (Number.isInteger(value)) return Math.abs(value) < 1e21 ? BigInt(value).toString() : String(value);
  return String(value).replace(/e([+-])(\d)$/, 'e$10$2');
}

function quote(text: string): string {
  const mark = text.includes("'") && !text.includes('"') ? '"' : "'";
  const body = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return mark + (mark === "'" ? body.replace(/'/g, "\\'") : body) + mark;
}

/** `json.dumps(value)`: a space after `:` and `,`, only ASCII; with `sorted`, the keys in order. */
export function pythonJson(value: Json, sorted = false): string {
  if (typeof value === 'number') return numberText(value);
  if (typeof value === 'string') return jsonString(value);
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item, sorted)).join(', ')}]`;
  if (isMap(value)) {
    const keys = Object.keys(value);
    if (sorted) keys.sort(compareText);
    return `{${keys.map((key) => `${jsonString(key)}: ${pythonJson(value[key] ?? null, sorted)}`).join(', ')}}`;
  }
  return JSON.stringify(value);
}

function jsonString(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Orders by code point, as Python does. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Python's `==`: True equals 1, False equals 0; containers item by item. */
export function pythonEquals(a: Json, b: Json): boolean {
  if (typeof a === 'boolean' && typeof b === 'number') return Number(a) === b;
  if (typeof a === 'number' && typeof b === 'boolean') return a === Number(b);
  if (Array.isArray(a)) return Array.isArray(b) && a.length === b.length && a.every((item, index) => pythonEquals(item, b[index] ?? null));
  if (isMap(a)) {
    if (!isMap(b)) return false;
    const keys = Object.keys(a);
    return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && pythonEquals(a[key] ?? null, b[key] ?? null));
  }
  return a === b;
}

/** Sets a key also when it is called `__proto__`. */
export function setKey<T>(target: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__') Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else target[key] = value;
}

export function own<T>(map: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

/** Python's `int(text)`: an optional sign and digits, with white space around and single underscores within. */
export function pythonInt(text: string): number | undefined {
  const trimmed = text.trim();
  return /^[+-]?\d+(_\d+)*$/.test(trimmed) ? Number(trimmed.replace(/_/g, '')) : undefined;
}

/** Python's `float(text)`, without infinities and NaN, which JSON cannot hold. */
export function pythonFloat(text: string): number | undefined {
  const trimmed = text.trim().replace(/(\d)_(?=\d)/g, '$1');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(trimmed)) return undefined;
  const number = Number(trimmed);
  return Number.isFinite(number) ? number : undefined;
}

/** Python's truth: empty containers, empty text, zero and null are false. */
export function truthy(value: Json): boolean {
  if (Array.isArray(value)) return value.length > 0;
  if (isMap(value)) return Object.keys(value).length > 0;
  return Boolean(value);
}

const YES = ['t', 'true', 'on', 'y', 'yes', '1'];
const NO = ['f', 'false', 'off', 'n', 'no', '0'];

/** Booleans as parameters take them: t, true, on, y, yes, 1 and their opposites, in any case. Undefined for anything else. */
export function strictBoolean(value: Json): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const word = pythonText(value).trim().toLowerCase();
  return YES.includes(word) ? true : NO.includes(word) ? false : undefined;
}
