import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applied, type Change, inverted, joined, movedTo } from './changes';

const TEXT = 'abcdefghij';

/** Changes of a text, in their order and apart from each other. */
const changesOf = (text: string) => fc.array(fc.tuple(fc.nat(3), fc.nat(3), fc.string({ maxLength: 3 })), { minLength: 1, maxLength: 3 }).map((pieces) => {
  const changes: Change[] = [];
  let at = 0;
  for (const [gap, length, insert] of pieces) {
    at = Math.min(text.length, at + gap + (changes.length > 0 ? 1 : 0));
    changes.push({ at, old: text.slice(at, at + length), new: insert });
    at += length;
  }
  return changes;
});

describe('changes of a text', () => {
  it('are taken back by their inverse', () => {
    fc.assert(fc.property(changesOf(TEXT), (changes) => applied(applied(TEXT, changes), inverted(changes)) === TEXT));
  });

  it('are one where the second goes on with the first, and then do the same as both', () => {
    let found = 0;
    fc.assert(fc.property(changesOf(TEXT).chain((first) => fc.tuple(fc.constant(first), changesOf(applied(TEXT, first)))), ([first, then]) => {
      const both = joined(first, then);
      if (both === null) return true;
      found += 1;
      return applied(TEXT, both) === applied(applied(TEXT, first), then) && applied(applied(TEXT, both), inverted(both)) === TEXT;
    }), { numRuns: 2000 });
    expect(found).toBeGreaterThan(50);
  });

  it('are two where they are apart', () => {
    expect(joined([{ at: 0, old: '', new: 'x' }], [{ at: 5, old: '', new: 'y' }])).toBeNull();
  });

  it('move what stands behind them, and put what was in them behind what came for it', () => {
    const changes = [{ at: 2, old: 'cd', new: 'longer' }];
    expect([movedTo(1, changes), movedTo(3, changes), movedTo(5, changes)]).toEqual([1, 8, 9]);
  });
});
