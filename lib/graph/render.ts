/** Values as YAML in the style of the text around them. Written by hand and not by a printer: what is inserted has to look like its neighbours. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { plainScalar } from '@/lib/hot/yaml/scalar';

export interface Style {
  /** JSON, or YAML. */
  json: boolean;
  /** Spaces a level. */
  step: number;
  eol: string;
}

/** Functions that read best on one line. */
const INLINE = /^(get_param|get_resource|get_attr|get_file|Ref|Fn::GetAtt)$/;
const INLINE_LENGTH = 60;

/** True where the value is written behind its key on the same line. */
export function isInline(value: Json): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (Array.isArray(value)) return value.length === 0 || (value.every((item) => typeof item !== 'object' || item === null || isReference(item)) && flow(value, false).length <= INLINE_LENGTH && !value.some(isLong));
  return Object.keys(value).length === 0 || isReference(value);
}

function isLong(value: Json): boolean {
  return typeof value === 'string' && value.includes('\n');
}

function isReference(value: Json): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const [key, ...more] = Object.keys(value);
  return key !== undefined && more.length === 0 && INLINE.test(key) && flow(value, false).length <= INLINE_LENGTH;
}

/** The value on one line. */
export function flow(value: Json, json: boolean): string {
  if (json) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map((item) => flow(item, false)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([key, item]) => `${scalar(key, true)}: ${flow(item, false)}`).join(', ')}}`;
  return scalar(value, true);
}

/**
 * What stands behind `key:`: begins with a space for values on the same line, with a line break for blocks. `indent` is that of the key.
 */
export function afterKey(value: Json, indent: number, style: Style): string {
  if (style.json) return ` ${JSON.stringify(value, null, style.step).replace(/\n/g, style.eol + ' '.repeat(indent))}`;
  if (typeof value === 'string' && value.includes('\n')) return ` ${blockScalar(value, indent + style.step, style)}`;
  if (isInline(value)) return ` ${flow(value, false)}`;
  return style.eol + block(value, indent + style.step, style);
}

/** A map or list as lines with this indent, without a line break at the end. */
export function block(value: Json, indent: number, style: Style): string {
  const pad = ' '.repeat(indent);
  if (Array.isArray(value)) return value.map((item) => `${pad}-${afterDash(item, indent, style)}`).join(style.eol);
  if (typeof value === 'object' && value !== null) return Object.entries(value).map(([key, item]) => `${pad}${scalar(key, false)}:${afterKey(item, indent, style)}`).join(style.eol);
  return pad + scalar(value, false);
}

function afterDash(value: Json, indent: number, style: Style): string {
  if (typeof value === 'string' && value.includes('\n')) return ` ${blockScalar(value, indent + style.step, style)}`;
  if (isInline(value)) return ` ${flow(value, false)}`;
  return ` ${block(value, indent + 2, style).trimStart()}`;
}

/** `|` with the right chomping; text that a block scalar cannot hold is quoted, and so are several line breaks at the end: what follows may begin with some. */
function blockScalar(text: string, indent: number, style: Style): string {
  if (/^[ \t]|[ \t]+\n|[^\n\t\x20-\x7e\u00a0-\ud7ff\ue000-\ufffd\ud800-\udfff]/.test(text) || /[ \t]$/.test(text) || text.startsWith('\n') || text.endsWith('\n\n')) return JSON.stringify(text);
  const chomp = text.endsWith('\n') ? '' : '-';
  const body = text.endsWith('\n') ? text.slice(0, -1) : text;
  const pad = ' '.repeat(indent);
  return `|${chomp}${style.eol}${body.split('\n').map((line) => (line === '' ? '' : pad + line)).join(style.eol)}`;
}

/** A scalar so that it is read back as the same value, quoted only where it has to be. */
export function scalar(value: Json, inFlow: boolean): string {
  if (typeof value !== 'string') return value === null ? 'null' : JSON.stringify(value);
  if (value === '') return "''";
  const plain = /^[^\s\-?:,[\]{}#&*!|>'"%@`]|^[-?:](?=\S)/.test(value) && !/[\n\r\t]|: |:$| #|[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(value) && !/\s$/.test(value)
    && !(inFlow && /[,[\]{}]|:[,[\]{}]?$/.test(value)) && !/^(---|\.\.\.)/.test(value) && !/^[-?:]$/.test(value) && !value.startsWith('<<') && !value.startsWith('=');
  if (plain && plainScalar(value) === value && !/^\d{4}-\d\d?-\d\d?/.test(value)) return value;
  if (plain && plainScalar(value) === value) return value;
  if (/[\n\r\t\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]/.test(value)) return JSON.stringify(value);
  return `'${value.replace(/'/g, "''")}'`;
}

export type { JsonMap };

/** A document of its own. */
export function yamlText(value: JsonMap): string {
  return Object.keys(value).length === 0 ? '{}\n' : `${block(value, 0, { json: false, step: 2, eol: '\n' })}\n`;
}
