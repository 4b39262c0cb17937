/** Edits of generated documents in any style: each means what was asked and nothing else, every comment stays, and undoing restores every byte. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '@/lib/hot';
import type { Json, TextEdit } from '@/lib/hot/types';
import { applyEdits, appendItem, differenceOf, EditRefused, removeValue, renameKey, setValue } from './edit';
import { pathsOf, withAppended, withRemoved, withRenamed, withSet } from './testing/meaning';
import { anyValue, type Written, writtenDocument } from './testing/styled';

const RUNS = { numRuns: 300 };
const place = fc.nat();

const meaning = (text: string): Json => {
  const { value, diagnostics } = readDocument(text);
  expect(diagnostics.filter(({ severity }) => severity === 'error'), text).toEqual([]);
  return value;
};

const comments = (text: string): string[] => text.split(/\r?\n/).flatMap((line) => /(?:^|\s)(# (?:about .*|why|item|within|a template|the end))$/.exec(line)?.[1] ?? []).sort();

function attempt(text: string, make: () => TextEdit[]): string | null {
  try {
    return applyEdits(text, make());
  } catch (error) {
    if (error instanceof EditRefused) return null;
    throw error;
  }
}

/** One of the places of a document, by a number. */
function placeOf({ value }: Written, number: number, wanted?: (value: Json) => boolean) {
  const all = pathsOf(value, wanted);
  return all[number % Math.max(1, all.length)];
}

function sameLineBreaks(before: string, after: string): void {
  if (before.includes('\r\n')) expect(after.replace(/\r\n/g, '')).not.toContain('\n');
  else expect(after).not.toContain('\r');
}

describe('an edit of a document in any style', () => {
  it('is tried on documents that are what they are meant to be', () => {
    fc.assert(fc.property(writtenDocument, ({ value, text }) => {
      expect(meaning(text), text).toEqual(value);
    }), RUNS);
  });

  it('sets one value', () => {
    fc.assert(fc.property(writtenDocument, place, anyValue, (document, number, value) => {
      const path = placeOf(document, number);
      if (path === undefined) return;
      const after = attempt(document.text, () => setValue(document.text, path, value));
      expect(after, 'is refused').not.toBeNull();
      if (after === null) return;
      expect(meaning(after), after).toEqual(withSet(document.value, path, value));
      sameLineBreaks(document.text, after);
    }), RUNS);
  });

  it('sets a value that was not there', () => {
    fc.assert(fc.property(writtenDocument, place, anyValue, (document, number, value) => {
      const path = placeOf(document, number, (each) => typeof each === 'object' && each !== null && !Array.isArray(each));
      if (path === undefined) return;
      const after = attempt(document.text, () => setValue(document.text, [...path, 'brand new'], value));
      expect(after, 'is refused').not.toBeNull();
      if (after === null) return;
      expect(meaning(after), after).toEqual(withSet(document.value, [...path, 'brand new'], value));
      expect(comments(after)).toEqual(comments(document.text));
      sameLineBreaks(document.text, after);
    }), RUNS);
  });

  it('makes a section that was not there', () => {
    fc.assert(fc.property(writtenDocument, anyValue, (document, value) => {
      const after = attempt(document.text, () => setValue(document.text, ['new_section', 'x', 'value'], value));
      expect(after === null ? null : meaning(after), after ?? '').toEqual(withSet(document.value, ['new_section', 'x', 'value'], value));
      if (after !== null) expect(comments(after)).toEqual(comments(document.text));
    }), RUNS);
  });

  it('adds to one list', () => {
    fc.assert(fc.property(writtenDocument, place, anyValue, (document, number, value) => {
      const path = placeOf(document, number, Array.isArray);
      if (path === undefined) return;
      const after = attempt(document.text, () => appendItem(document.text, path, value));
      expect(after === null ? null : meaning(after), after ?? '').toEqual(withAppended(document.value, path, value));
      if (after !== null) expect(comments(after)).toEqual(comments(document.text));
    }), RUNS);
  });

  it('takes one value away', () => {
    fc.assert(fc.property(writtenDocument, place, (document, number) => {
      const path = placeOf(document, number);
      if (path === undefined) return;
      const after = attempt(document.text, () => removeValue(document.text, path));
      expect(after, 'is refused').not.toBeNull();
      if (after === null) return;
      expect(withRemoved(document.value, path), `${document.text}\n--- ${path.join('.')}\n${after}`).toContainEqual(meaning(after));
    }), RUNS);
  });

  it('renames one key', () => {
    fc.assert(fc.property(writtenDocument, place, fc.constantFrom('other', 'yes', 'a: b', '#x', "it's", '7'), (document, number, name) => {
      const path = placeOf(document, number);
      if (path === undefined || typeof path.at(-1) !== 'string') return;
      const after = attempt(document.text, () => renameKey(document.text, path, name));
      expect(after === null ? null : meaning(after), after ?? '').toEqual(withRenamed(document.value, path, name));
      if (after !== null) expect(after.split('\n').length).toBe(document.text.split('\n').length);
    }), RUNS);
  });

  it('is undone by the opposite splice, to the byte', () => {
    fc.assert(fc.property(writtenDocument, place, anyValue, (document, number, value) => {
      const path = placeOf(document, number);
      const after = path === undefined ? null : attempt(document.text, () => setValue(document.text, path, value));
      if (after === null) return;
      const forth = differenceOf(document.text, after);
      const back = differenceOf(after, document.text);
      expect(applyEdits(document.text, forth)).toBe(after);
      expect(applyEdits(after, back)).toBe(document.text);
    }), RUNS);
  });
});
