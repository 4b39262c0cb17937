import { readDocument } from '@/lib/hot/reading';
import type { Json } from '@/lib/hot/types';
import type { ParameterField } from '@/lib/wire/types';

/** What a control holds: text as typed. `unset` uses the default, or for a hidden one that is set already, keeps it. */
export type Entry = { kind: 'unset' } | { kind: 'text'; text: string };

export type Entries = Readonly<Record<string, Entry>>;

export const UNSET: Entry = { kind: 'unset' };

/** A value as the text of its control; a list is one of words with commas between them only where that is its type. */
export function entryOf(value: Json | undefined, type: ParameterField['type'] | undefined): Entry {
  if (value === undefined || value === null) return UNSET;
  if (typeof value === 'string') return { kind: 'text', text: value };
  if (type !== 'json' && Array.isArray(value) && value.every((item) => typeof item === 'string' || typeof item === 'number')) return { kind: 'text', text: value.join(',') };
  return { kind: 'text', text: JSON.stringify(value, null, 2) };
}

/** The text of a control as the value that is sent, or what is wrong with it as typed. */
export function valueOf(field: ParameterField, text: string): { ok: true; value: Json } | { ok: false; message: string } {
  switch (field.type) {
    case 'string':
      return { ok: true, value: text };
    case 'number': {
      const number = Number(text);
      return text.trim() === '' || !Number.isFinite(number) ? { ok: false, message: 'This must be a number.' } : { ok: true, value: number };
    }
    case 'boolean':
      return { ok: true, value: text === 'true' };
    case 'comma_delimited_list':
      return { ok: true, value: text === '' ? [] : text.split(',') };
    case 'json':
      return parseJson(text);
  }
}

/** JSON, or YAML, of which JSON is nearly a part. */
function parseJson(text: string): { ok: true; value: Json } | { ok: false; message: string } {
  const { value, readable, diagnostics } = readDocument(text);
  if (!readable) return { ok: false, message: `This is neither JSON nor YAML: ${diagnostics[0]?.message ?? 'it cannot be read.'}` };
  return value === null || typeof value !== 'object' ? { ok: false, message: 'This must be a map or a list, such as {"key": "value"}.' } : { ok: true, value };
}

/** Values to send: those that were set. */
export function parametersOf(fields: readonly ParameterField[], entries: Entries): Record<string, Json> {
  const values: Record<string, Json> = {};
  for (const field of fields) {
    const entry = entries[field.name] ?? UNSET;
    if (entry.kind === 'unset') continue;
    const value = valueOf(field, entry.text);
    if (value.ok) values[field.name] = value.value;
  }
  return values;
}
