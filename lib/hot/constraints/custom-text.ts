import type { Json } from '../types';

/** A value as Python's `str()` writes it: Heat's messages quote values so. */
export function pythonText(value: Json): string {
  return typeof value === 'string' ? value : pythonLiteral(value);
}

function pythonLiteral(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return quoted(value);
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return `[${value.map(pythonLiteral).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${quoted(key)}: ${pythonLiteral(item)}`)
    .join(', ')}}`;
}

function quoted(text: string): string {
  const escaped = text.replace(/\\/g, '\\\\').replace(/\n/g, '\\n').replace(/\r/g, '\\r').replace(/\t/g, '\\t');
  return text.includes("'") && !text.includes('"') ? `"${escaped}"` : `'${escaped.replace(/'/g, "\\'")}'`;
}

export function typeName(value: Json): string {
  const name =
    value === null ? 'NoneType'
    : typeof value === 'boolean' ? 'bool'
    : typeof value === 'number' ? (Number.isInteger(value) ? 'int' : 'float')
    : typeof value === 'string' ? 'str'
    : Array.isArray(value) ? 'list'
    : 'dict';
  return `<class '${name}'>`;
}
