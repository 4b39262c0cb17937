/**
 * Edits of real templates: every edit means what was asked and nothing else, and leaves every line it does not concern byte for byte.
 * The templates are not part of the repository: without the shared folder nothing is tested here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { factsCatalogue } from '@/lib/resources/catalogue';
import { parseTemplate, readDocument } from '@/lib/hot';
import type { DocumentPath, Json, Template, TextEdit } from '@/lib/hot/types';
import { applyEdits, appendItem, EditRefused, removeValue, renameKey, setValue } from './edit';
import { disconnect, renameNode } from './commands';
import { pathsOf, withAppended, withRemoved, withRenamed, withSet } from './testing/meaning';
import { projectGraph } from './project';

const TEMPLATES = path.resolve('..', 'shared', 'corpus', 'heat-templates');
const present = existsSync(TEMPLATES);
if (!present) console.warn('SKIPPED: edits of real templates need the folder ../shared, which is not there.');

const names = present ? readdirSync(TEMPLATES, { recursive: true, encoding: 'utf8' }).filter((name) => /\.(yaml|yml|template)$/.test(name)).sort() : [];
/** As many places of a template as are tried, spread over all of it. */
const PLACES = 8;
const VALUES: readonly Json[] = ['plain', 'yes', "it's: a #text", '#!/bin/sh\necho "a: b"\n', 42, true, null, { get_param: 'x' }, ['a', { b: 1 }], { key: 'value', list: [1, 2] }, {}, []];

function spread<T>(items: readonly T[], most: number): T[] {
  const step = Math.max(1, items.length / most);
  return Array.from({ length: Math.min(most, items.length) }, (_, index) => items[Math.floor(index * step)]).filter((item): item is T => item !== undefined);
}

const meaning = (text: string): Json => {
  const { value, diagnostics } = readDocument(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
  return value;
};

/** What the edit gives, or null where it says why it cannot be done. */
function attempt(text: string, make: () => TextEdit[]): string | null {
  try {
    return applyEdits(text, make());
  } catch (error) {
    if (error instanceof EditRefused) return null;
    throw error;
  }
}

/** Lines that are in one text and not in the other, as often as they are. */
function lost(before: string, after: string): string[] {
  const left = new Map<string, number>();
  for (const line of after.split('\n')) left.set(line, (left.get(line) ?? 0) + 1);
  return before.split('\n').filter((line) => {
    const count = left.get(line) ?? 0;
    left.set(line, count - 1);
    return count <= 0;
  });
}

/** How many lines a place takes, from its key or dash to the end of its value. */
function linesOf(text: string, place: DocumentPath): number {
  const range = readDocument(text).rangeAt(place, 'pair');
  return range === undefined ? Number.POSITIVE_INFINITY : text.slice(range.start, range.end).split('\n').length;
}

describe.runIf(present)('in each real template', () => {
  it.each(names)('%s: any value can be set', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const before = meaning(text);
    for (const [index, place] of spread(pathsOf(before), PLACES).entries()) {
      const value = VALUES[index % VALUES.length] ?? null;
      const after = attempt(text, () => setValue(text, place, value));
      if (after === null) continue;
      expect(meaning(after), `${place.join('.')} = ${JSON.stringify(value)}`).toEqual(withSet(before, place, value));
      expect(lost(text, after).length, `lines changed by setting ${place.join('.')}`).toBeLessThanOrEqual(linesOf(text, place));
    }
  });

  it.each(names)('%s: any value can be removed', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const before = meaning(text);
    for (const place of spread(pathsOf(before), PLACES)) {
      const after = attempt(text, () => removeValue(text, place));
      if (after === null) continue;
      expect(withRemoved(before, place), `without ${place.join('.')}`).toContainEqual(meaning(after));
      expect(lost(after, text), `lines that removing ${place.join('.')} wrote anew`).toSatisfy((lines: string[]) => lines.length <= 1);
    }
  });

  it.each(names)('%s: any list can grow, any map can have one more', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const before = meaning(text);
    for (const [index, place] of spread(pathsOf(before, (value) => typeof value === 'object' && value !== null), PLACES).entries()) {
      const value = VALUES[index % VALUES.length] ?? null;
      const list = attempt(text, () => appendItem(text, place, value));
      if (list !== null) expect(meaning(list), `${place.join('.')} and ${JSON.stringify(value)}`).toEqual(withAppended(before, place, value));
      const map = attempt(text, () => setValue(text, [...place, 'a new key'], value));
      if (map !== null) expect(meaning(map), `${place.join('.')}.a new key = ${JSON.stringify(value)}`).toEqual(withSet(before, [...place, 'a new key'], value));
      for (const after of [list, map]) if (after !== null) expect(lost(text, after).length, `lines changed by growing ${place.join('.')}`).toBeLessThanOrEqual(1);
    }
  });

  it.each(names)('%s: any key can be renamed', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const before = meaning(text);
    for (const place of spread(pathsOf(before).filter((each) => typeof each.at(-1) === 'string'), PLACES)) {
      const after = attempt(text, () => renameKey(text, place, 'other: name'));
      if (after !== null) expect(meaning(after), place.join('.')).toEqual(withRenamed(before, place, 'other: name'));
    }
  });
});

const graphOf = (template: Template) => projectGraph(template, factsCatalogue);

describe.runIf(present)('the graph of each real template', () => {
  const templates = names.filter((name) => {
    const { template } = parseTemplate(readFileSync(path.join(TEMPLATES, name), 'utf8'));
    return template !== null && Object.keys(template.resources).length > 0;
  });

  it.each(templates)('%s: keeps its lines when something is renamed', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const { template } = parseTemplate(text);
    if (template === null) return;
    const graph = graphOf(template);
    for (const node of spread(graph.nodes, PLACES)) {
      const after = parseTemplate(renameNode(text, node.kind, node.name, 'renamed_by_test')).template;
      expect(after, node.key).not.toBeNull();
      if (after === null) continue;
      const moved = (key: string): string => (key === node.key ? `${node.kind}:renamed_by_test` : key);
      const described = (edges: typeof graph.edges, name: (key: string) => string): string[] => edges.map(({ kind, from, to, label }) => `${kind} ${name(from)} -> ${name(to)} ${label}`).sort();
      expect(described(graphOf(after).edges, (key) => key), node.key).toEqual(described(graph.edges, moved));
    }
  });

  it.each(templates)('%s: loses one line when one is removed', (name) => {
    const text = readFileSync(path.join(TEMPLATES, name), 'utf8');
    const { template } = parseTemplate(text);
    if (template === null) return;
    const { edges } = graphOf(template);
    for (const edge of spread(edges, PLACES)) {
      let without: string;
      try {
        without = disconnect(text, edge);
      } catch (error) {
        if (error instanceof EditRefused) continue;
        throw error;
      }
      const after = parseTemplate(without).template;
      expect(after, edge.id).not.toBeNull();
      if (after === null) continue;
      const within = edges.filter((other) => edge.path.every((step, index) => other.path[index] === step)).length;
      expect(graphOf(after).edges.length, edge.id).toBe(edges.length - within);
    }
  });
});
