/** Resources on the clipboard: as YAML, the way they stand in the text. */
import { parse } from 'yaml';
import { EditRefused, freeName, type NodeKey, sectionOf, setAt } from '@/lib/graph';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Analysis } from './analyse';

/** The lines of a node without their indent, or null where it has none of its own. */
export function fragmentOf({ text, parsed, graph }: Analysis, key: NodeKey): string | null {
  const node = graph.byKey.get(key);
  const range = node && parsed.rangeAt([sectionOf(text, node.kind), node.name], 'pair');
  if (!range) return null;
  const start = text.lastIndexOf('\n', range.start - 1) + 1;
  const indent = range.start - start;
  return `${text.slice(start, range.end).split('\n').map((line) => line.slice(Math.min(indent, line.length - line.trimStart().length))).join('\n').trimEnd()}\n`;
}

export interface Pasted {
  text: string;
  /** The names they got. */
  names: string[];
}

/** Adds the resources of a fragment, or of a whole template, under names that are free. */
export function paste(text: string, fragment: string): Pasted {
  let value: unknown;
  try {
    value = parse(fragment, { schema: 'core', logLevel: 'silent' });
  } catch {
    throw new EditRefused('What is on the clipboard is not YAML.');
  }
  const map = asMap(value);
  const resources = asMap(map?.resources ?? map?.Resources ?? null) ?? map ?? {};
  const names: string[] = [];
  let result = text;
  for (const [wanted, definition] of Object.entries(resources)) {
    const body = asMap(definition);
    if (typeof (body?.type ?? body?.Type) !== 'string' || body === null) continue;
    const name = freeName(result, wanted);
    result = setAt(result, [sectionOf(result, 'resource'), name], body);
    names.push(name);
  }
  if (names.length === 0) throw new EditRefused('There is no resource on the clipboard. Expected YAML such as "web:", and below it "type: OS::Nova::Server".');
  return { text: result, names };
}

function asMap(value: unknown): JsonMap | null {
  const json = asJson(value);
  return typeof json === 'object' && json !== null && !Array.isArray(json) ? json : null;
}

function asJson(value: unknown): Json {
  if (value === null || typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(asJson);
  if (typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, asJson(item)]));
  return String(value);
}
