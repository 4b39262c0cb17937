/** An environment's text as rows of a form, and changes of rows as the smallest edits of the text. */
import { parseEnvironment, readDocument } from '@/lib/hot/reading';
import type { Diagnostic, Json, JsonMap } from '@/lib/hot/types';
import { applyEdits, EditRefused } from '@/lib/graph';
import { removeValue, renameKey, setValue } from '@/lib/graph/edit';

export const VALUE_SECTIONS = ['parameters', 'parameter_defaults'] as const;
export type ValueSection = (typeof VALUE_SECTIONS)[number];
export type Section = ValueSection | 'resource_registry' | 'parameter_merge_strategies';

/** What a text says, section by section; nothing where it cannot be read. */
export function documentOf(text: string): JsonMap {
  const { value } = readDocument(text);
  return asMap(value);
}

export function sectionOf(document: JsonMap, section: string): JsonMap {
  return asMap(document[section]);
}

/** What the API would refuse, and why. */
export function problemsOf(text: string): Diagnostic[] {
  return parseEnvironment(text).diagnostics.filter(({ severity }) => severity === 'error');
}

export type Edited = { ok: true; text: string } | { ok: false; reason: string };

export function setEntry(text: string, section: Section, name: string, value: Json): Edited {
  return edited(text, () => setValue(text, [section, name], value));
}

export function removeEntry(text: string, section: Section, name: string): Edited {
  return edited(text, () => (Object.keys(sectionOf(documentOf(text), section)).length === 1 ? removeValue(text, [section]) : removeValue(text, [section, name])));
}

export function renameEntry(text: string, section: Section, before: string, after: string): Edited {
  if (after === before) return { ok: true, text };
  if (Object.hasOwn(sectionOf(documentOf(text), section), after)) return { ok: false, reason: `"${after}" is there already.` };
  return edited(text, () => renameKey(text, [section, before], after));
}

/** A queue that is told of every event of the stack. */
export interface Sink {
  target: string;
  /** Seconds that a message stays; absent: an hour. */
  ttl?: number;
}

/** What the form shows of each sink; null for one that says more, or something else, than the form can. */
export function sinksOf(document: JsonMap): (Sink | null)[] {
  const sinks = document['event_sinks'];
  return (Array.isArray(sinks) ? sinks : []).map((each) => {
    const { type, target, ttl, ...more } = asMap(each);
    if (type !== 'zaqar-queue' || typeof target !== 'string' || Object.keys(more).length > 0 || (ttl !== undefined && typeof ttl !== 'number')) return null;
    return ttl === undefined ? { target } : { target, ttl };
  });
}

export function addSink(text: string, sink: Sink): Edited {
  const count = sinksOf(documentOf(text)).length;
  const value: Json = { type: 'zaqar-queue', ...sink };
  return edited(text, () => (count === 0 ? setValue(text, ['event_sinks'], [value]) : setValue(text, ['event_sinks', count], value)));
}

export function removeSink(text: string, index: number): Edited {
  return edited(text, () => removeValue(text, sinksOf(documentOf(text)).length === 1 ? ['event_sinks'] : ['event_sinks', index]));
}

function edited(text: string, edits: () => ReturnType<typeof setValue>): Edited {
  try {
    return { ok: true, text: applyEdits(text, edits()) };
  } catch (fault) {
    if (fault instanceof EditRefused) return { ok: false, reason: fault.message };
    throw fault;
  }
}

/** A value as one types it: text as it is, everything else as JSON. */
export function shownValue(value: Json | undefined): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** What was typed, as the value it stands for: numbers, booleans, lists and maps are read, anything else is text. */
export function typedValue(typed: string): Json {
  if (/^\s*[[{]/.test(typed) || /^(true|false|null|-?\d+(\.\d+)?)$/.test(typed.trim())) {
    const { value, diagnostics } = readDocument(typed);
    if (!diagnostics.some(({ severity }) => severity === 'error') && value !== undefined) return value;
  }
  return typed;
}

function asMap(value: Json | undefined | null): JsonMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {};
}
