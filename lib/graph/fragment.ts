/** Resources outside of their template: on the clipboard, or about to be there twice. As YAML, the way they stand in the text. */
import { isMap } from '@/lib/hot/json';
import { readRecent } from '@/lib/hot/reading';
import type { Json, JsonMap } from '@/lib/hot/types';
import { freeName, renameNode, sectionOf, setAt } from './commands';
import { isCfn } from './dialect';
import { EditRefused } from './edit';

const HEAD = { hot: 'heat_template_version: 2021-04-16\nresources:\n', cfn: 'HeatTemplateFormatVersion: "2012-12-12"\nResources:\n' };

/** The lines of resources, comments above them included, without their indent; null where none of them has lines of its own. */
export function fragmentOf(text: string, names: readonly string[]): string | null {
  const document = readRecent(text);
  const blocks = names.flatMap((name) => {
    const range = document.rangeAt([sectionOf(text, 'resource'), name], 'pair');
    if (range === undefined) return [];
    const start = text.lastIndexOf('\n', range.start - 1) + 1;
    const indent = range.start - start;
    if (text.slice(start, range.start).trim() !== '') return [];
    return [shifted(text.slice(commentsAbove(text, start, indent), range.end), -indent).trimEnd()];
  });
  return blocks.length === 0 ? null : `${blocks.join('\n')}\n`;
}

export interface Pasted {
  text: string;
  /** The names the resources got. */
  names: string[];
  /** Those they have in the fragment, in the same order. */
  originals: string[];
}

/**
 * Adds the resources of a fragment, or of a whole template, under names that are free. What they say of each other follows their new names; comments
 * and the way they are written stay.
 * @throws EditRefused where there is no resource in it
 */
export function paste(text: string, fragment: string): Pasted {
  const { value, diagnostics } = readRecent(fragment);
  if (diagnostics.some(({ severity }) => severity === 'error')) throw new EditRefused('What is on the clipboard is not YAML.');
  const whole = isMap(value) && (isMap(value.resources) || isMap(value.Resources));
  const body = isMap(value) ? (isMap(value.resources) ? value.resources : isMap(value.Resources) ? value.Resources : value) : {};
  const wanted = Object.entries(body).filter(([, definition]) => isMap(definition) && typeof (definition.type ?? definition.Type) === 'string').map(([name]) => name);
  if (wanted.length === 0) throw new EditRefused('There is no resource on the clipboard. Expected YAML such as "web:", and below it "type: OS::Nova::Server".');
  const bare = whole ? fragmentOf(fragment, wanted) : fragment;
  if (bare === null) return pastedValues(text, body, wanted);
  const cfn = isCfn(text);
  let renamed = (cfn ? HEAD.cfn : HEAD.hot) + shifted(bare.replace(/\r\n/g, '\n'), 2);
  const names: string[] = [];
  for (const name of wanted) {
    const free = freeName(text, name, names);
    // A name that another of them still has would be taken for a moment.
    if (free !== name) renamed = renameNode(renamed, 'resource', name, freeName(renamed, free, [...names, ...wanted]));
    names.push(free === name ? name : nameAt(renamed, names.length, cfn));
  }
  let result = text;
  for (const name of names) result = insertLines(result, name, fragmentOf(renamed, [name]) ?? '');
  return { text: result, names, originals: wanted };
}

function nameAt(text: string, index: number, cfn: boolean): string {
  const { value } = readRecent(text);
  const resources = isMap(value) ? value[cfn ? 'Resources' : 'resources'] : undefined;
  return isMap(resources) ? (Object.keys(resources)[index] ?? '') : '';
}

/** Puts a stand-in where a new resource belongs, and the lines in its place. */
function insertLines(text: string, name: string, lines: string): string {
  const path = [sectionOf(text, 'resource'), name];
  const withStandIn = setAt(text, path, 'stand-in');
  const range = readRecent(withStandIn).rangeAt(path, 'pair');
  const start = range === undefined ? 0 : withStandIn.lastIndexOf('\n', range.start - 1) + 1;
  // Within braces there are no lines to put in.
  if (range === undefined || withStandIn.slice(start, range.start).trim() !== '') return setAt(text, path, valueOf(lines, name));
  const eol = withStandIn.includes('\r\n') ? '\r\n' : '\n';
  return withStandIn.slice(0, start) + shifted(lines.trimEnd(), range.start - start).replace(/\n/g, eol) + withStandIn.slice(range.end);
}

function valueOf(lines: string, name: string): Json {
  const { value } = readRecent(lines);
  return isMap(value) ? (value[name] ?? {}) : {};
}

function pastedValues(text: string, body: JsonMap, wanted: readonly string[]): Pasted {
  const names: string[] = [];
  let result = text;
  for (const name of wanted) {
    const free = freeName(result, name);
    result = setAt(result, [sectionOf(result, 'resource'), free], body[name] ?? {});
    names.push(free);
  }
  return { text: result, names, originals: [...wanted] };
}

/** The beginning of the comment lines directly above a line that are indented like it. */
function commentsAbove(text: string, line: number, indent: number): number {
  let start = line;
  while (start > 0) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (!text.slice(above, start).startsWith(`${' '.repeat(indent)}#`)) break;
    start = above;
  }
  return start;
}

function shifted(text: string, by: number): string {
  return text.split('\n').map((line) => (line.trim() === '' ? line : by > 0 ? ' '.repeat(by) + line : line.slice(Math.min(-by, line.length - line.trimStart().length)))).join('\n');
}
