/** Reading what changed gives what reading everything gives. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Diagnostic, DocumentPath, Json } from '../types';
import { readDocument } from './read';
import { readAgain, readWhole } from './reread';

const RUNS = Number(process.env.HEARTH_FUZZ ?? 120);
const FOLDERS = [path.resolve('examples'), path.resolve('..', 'shared', 'corpus', 'heat-templates', 'hot')].filter(existsSync);
const texts = FOLDERS.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(path.join(folder, name), 'utf8'))).filter((text) => text.length < 12_000);

function pathsIn(value: Json, at: (string | number)[] = []): DocumentPath[] {
  if (typeof value !== 'object' || value === null) return [at];
  return [at, ...Object.entries(value).flatMap(([key, item]) => pathsIn(item, [...at, Array.isArray(value) ? Number(key) : key]))];
}

/** Reading the whole tells of faults of form first, wherever they are. */
const inOrder = (found: readonly Diagnostic[]): Diagnostic[] => found.toSorted((a, b) => (a.range?.start ?? 0) - (b.range?.start ?? 0) || a.code.localeCompare(b.code));

type Changed = { at: number; remove: number; insert: string } | { line: number; lines: number } | { word: number; becomes: string };

function changed(text: string, how: Changed): string {
  if ('at' in how) {
    const from = how.at % (text.length + 1);
    return text.slice(0, from) + how.insert + text.slice(from + how.remove);
  }
  if ('line' in how) return text.split('\n').filter((_, index, { length }) => index < how.line % length || index >= (how.line % length) + how.lines).join('\n');
  const words = text.match(/\w{3,}/g) ?? [];
  const word = words[how.word % Math.max(1, words.length)];
  return word === undefined ? text : text.replaceAll(new RegExp(`\\b${word}\\b`, 'g'), how.becomes);
}

const TYPED = ['x', ' ', '\n', ':', ': ', '- ', '"', "'", '{', '}', '[', ']', '#', '|', '>', '&a', '*a', '\n  ', '\n    name: x', '\n      deep: {a: b}', '---\n', '\t', '!tag ', '<<: ', 'é', '  fresh:\n    type: X\n', '\n  fresh:\n    type: X\n\n  more: {type: Y}\n', '  # said\n'];

describe('a document that is read again after a change', () => {
  const TEXT = 'heat_template_version: 2021-04-16\n\nresources:\n  # first\n  a:\n    type: A\n\n  b:\n    type: B\n    properties: {x: [1, 2]}\n\noutputs:\n  out:\n    value: {get_attr: [a, v]}\n';

  it('reads only the entry that changed, and knows where everything after it stands', () => {
    const after = readAgain(TEXT.replace('type: A', 'type: Longer'), readWhole(TEXT));
    expect(after?.value).toEqual(readDocument(TEXT.replace('type: A', 'type: Longer')).value);
    const range = after?.rangeAt(['outputs', 'out', 'value', 'get_attr', 0]);
    expect(after?.text.slice(range?.start, range?.end)).toBe('a');
  });

  it('follows a name that is typed, and keeps the order', () => {
    const after = readAgain(TEXT.replace('  a:\n', '  alpha:\n'), readWhole(TEXT));
    const { resources } = Object(after?.value);
    expect(Object.keys(resources)).toEqual(['alpha', 'b']);
    expect(after?.rangeAt(['resources', 'a'])).toBeUndefined();
  });

  it('says that it cannot be read while an entry cannot, in the line where it is, and goes on from what could be read', () => {
    const broken = readAgain(TEXT.replace('properties: {x: [1, 2]}', 'propert'), readWhole(TEXT));
    expect(broken?.readable).toBe(false);
    expect(broken?.diagnostics[0]?.message).toBe(readDocument(TEXT.replace('properties: {x: [1, 2]}', 'propert')).diagnostics[0]?.message);
    if (broken) expect(readAgain(TEXT.replace('type: B', 'type: C'), broken)?.value).toEqual(readDocument(TEXT.replace('type: B', 'type: C')).value);
  });

  it('is read by its part however long the text is', () => {
    const long = `heat_template_version: 2021-04-16\nresources:\n${Array.from({ length: 700 }, (_, index) => `  r${index}:\n    type: OS::Heat::Value\n    properties: {value: ${index}}\n`).join('')}`;
    const after = readAgain(long.replace('value: 600}', 'value: other}'), readWhole(long));
    expect(after?.value).toEqual(readDocument(long.replace('value: 600}', 'value: other}')).value);
  });

  it('reads what is added, taken away, and changed in several places at once', () => {
    const added = TEXT.replace('\noutputs:', '  c:\n    type: C\n\noutputs:');
    const renamed = added.replace('  a:\n', '  alpha:\n').replace('[a, v]', '[alpha, v]');
    const removed = renamed.replace(/ {2}b:\n[^]*?(?= {2}c:)/, '');
    let before = readWhole(TEXT);
    for (const text of [added, renamed, removed, removed.replace('type: C', 'type: D'), removed, renamed, added, TEXT]) {
      const after = readAgain(text, before);
      const whole = readDocument(text);
      expect(after?.value).toEqual(whole.value);
      expect(Object.keys(Object(Object(after?.value).resources))).toEqual(Object.keys(Object(Object(whole.value).resources)));
      for (const each of pathsIn(whole.value)) expect(after?.rangeAt(each, 'pair'), each.join('.')).toEqual(whole.rangeAt(each, 'pair'));
      if (after !== null) before = after;
    }
  });

  it('leaves to reading the whole what is not within one entry', () => {
    expect(readAgain(TEXT.replace('resources:', 'resource:'), readWhole(TEXT))).toBeNull();
    expect(readAgain(TEXT.replace('  b:\n', ''), readWhole(TEXT))).toBeNull();
    expect(readAgain(TEXT.replace('  b:\n', '  a:\n'), readWhole(TEXT))).toBeNull();
    expect(readAgain(TEXT.replace('type: A', 'type: &n A'), readWhole(TEXT))).toBeNull();
  });

  it(`is the document of the whole text, after any changes (${RUNS} rows of them)`, () => {
    let partly = 0;
    const typed = fc.record({ at: fc.nat(12_000), remove: fc.nat(6), insert: fc.constantFrom(...TYPED, '') });
    // Lines that go, and a word that is another one wherever it stands.
    const change = fc.oneof(typed, typed, fc.record({ line: fc.nat(400), lines: fc.nat(12) }), fc.record({ word: fc.nat(4_000), becomes: fc.constantFrom('other', 'x y', '7') }));
    fc.assert(fc.property(fc.nat(Math.max(0, texts.length - 1)), fc.array(change, { minLength: 1, maxLength: 8 }), (index, changes) => {
      let before = readWhole(texts[index] ?? TEXT);
      let { text } = before;
      for (const each of changes) {
        text = changed(text, each);
        const again = readAgain(text, before);
        const whole = readDocument(text);
        before = again ?? readWhole(text);
        if (again === null) continue;
        partly += 1;
        expect(again.readable, text).toBe(whole.readable);
        if (!whole.readable) continue;
        expect(again.value).toEqual(whole.value);
        expect(inOrder(again.diagnostics)).toEqual(inOrder(whole.diagnostics));
        for (const each of pathsIn(whole.value)) for (const part of ['key', 'value', 'pair'] as const) expect(again.rangeAt(each, part), `${part} of ${each.join('.')}`).toEqual(whole.rangeAt(each, part));
      }
    }), { numRuns: RUNS });
    expect(partly).toBeGreaterThan(RUNS / 4);
  }, 600_000);
});
