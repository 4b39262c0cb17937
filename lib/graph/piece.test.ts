/** An edit that is found in a piece of a text is the one that is found in the whole of it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { readDocument } from '@/lib/hot';
import type { DocumentPath, Json, TextEdit } from '@/lib/hot/types';
import { applyEdits, appendItem, EditRefused, removeValue, renameKey, setValue } from './edit';
import type * as Real from './piece';
import { pathsOf } from './testing/meaning';
import { anyValue, writtenDocument } from './testing/styled';

const found = vi.hoisted(() => ({ whole: false, pieces: 0, longest: 0 }));
vi.mock('./piece', async (original) => {
  const real = await original<typeof Real>();
  return {
    pieceFor: (text: string, at: DocumentPath) => {
      const piece = found.whole ? null : real.pieceFor(text, at);
      if (piece !== null) {
        found.pieces += 1;
        found.longest = Math.max(found.longest, piece.syntax.text.length);
      }
      return piece;
    },
  };
});

function outcome(edit: () => TextEdit[], whole: boolean): TextEdit[] | string {
  found.whole = whole;
  try {
    return edit();
  } catch (error) {
    if (error instanceof EditRefused) return error.message;
    throw error;
  } finally {
    found.whole = false;
  }
}

function sameInBoth(text: string, at: DocumentPath, value: Json): void {
  const edits: (() => TextEdit[])[] = [
    () => setValue(text, at, value), () => setValue(text, [...at, 'brand_new'], value), () => setValue(text, [...at.slice(0, 1), 'brand_new', 'properties', 'x'], value),
    () => setValue(text, [...at.slice(0, -1), 'brand_new'], value), () => appendItem(text, at, value), () => removeValue(text, at), ...(typeof at.at(-1) === 'string' ? [() => renameKey(text, at, 'other')] : []),
  ];
  for (const edit of edits) {
    const piece = outcome(edit, false);
    expect(piece, `${at.join('.')} of\n${text}`).toEqual(outcome(edit, true));
    // With a space more it is another text, so that nothing is known of it from the edit before.
    text = `${text} `;
  }
}

const examples = readdirSync('examples').filter((name) => name.endsWith('.yaml')).map((name) => readFileSync(path.join('examples', name), 'utf8'));

describe('an edit', () => {
  it('is the same in a piece of a template as in the whole', () => {
    fc.assert(fc.property(fc.constantFrom(...examples), fc.nat(), anyValue, (text, number, value) => {
      const all = pathsOf(readDocument(text).value);
      sameInBoth(text, all[number % all.length] ?? [], value);
    }), { numRuns: 250 });
    expect(found.pieces).toBeGreaterThan(500);
  });

  it('and in documents in any style', () => {
    fc.assert(fc.property(writtenDocument, fc.nat(), anyValue, ({ text, value: document }, number, value) => {
      const all = pathsOf(document);
      if (all.length > 0) sameInBoth(text, all[number % all.length] ?? [], value);
    }), { numRuns: 300 });
  });

  it('takes no more of a large template apart than the entries it is about', () => {
    const text = `heat_template_version: 2021-04-16\nresources:\n${Array.from({ length: 400 }, (_, index) => `  r${index}:\n    type: OS::Heat::Value\n    properties: {value: ${index}}\n`).join('\n')}`;
    found.longest = 0;
    const after = applyEdits(text, setValue(text, ['resources', 'r200', 'properties', 'value'], 'other'));
    const more = applyEdits(after, setValue(after, ['resources', 'new'], { type: 'OS::Heat::Value' }));
    const less = applyEdits(more, removeValue(more, ['resources', 'r300']));
    expect(readDocument(less).value).toMatchObject({ resources: { r200: { properties: { value: 'other' } }, new: { type: 'OS::Heat::Value' } } });
    expect(Object.keys(Object(Object(readDocument(less).value).resources))).toHaveLength(400);
    expect(found.longest).toBeLessThan(300);
  });
});
