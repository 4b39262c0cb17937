import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LogBuffer, type LogPiece } from './logBuffer';

const piece = (seq: number, stream: 'stdout' | 'stderr', text: string): LogPiece => ({ seq, stream, text, at: seq });
const read = (...pieces: LogPiece[]) => {
  const buffer = new LogBuffer();
  for (const each of pieces) buffer.append(each);
  const lines = buffer.lines();
  return Array.from({ length: lines.length }, (_, index) => `${lines.line(index).stream}: ${lines.line(index).text}`);
};

describe('lines of a log', () => {
  it('are joined from pieces that were cut anywhere', () => {
    expect(read(piece(1, 'stdout', 'one\ntw'), piece(2, 'stdout', 'o\nthree'))).toEqual(['stdout: one', 'stdout: two', 'stdout: three']);
  });

  it('keep the two streams apart, each line where it began', () => {
    expect(read(piece(1, 'stdout', 'out '), piece(2, 'stderr', 'error\n'), piece(3, 'stdout', 'goes on\n'))).toEqual(['stdout: out goes on', 'stderr: error']);
  });

  it('keep empty lines, and add none at the end', () => {
    expect(read(piece(1, 'stdout', 'a\n\nb\n'))).toEqual(['stdout: a', 'stdout: ', 'stdout: b']);
  });

  it('start over at a carriage return', () => {
    expect(read(piece(1, 'stdout', '10%\r50%\r100%\r\ndone'))).toEqual(['stdout: 100%', 'stdout: done']);
  });

  it('are there once, whatever is told again', () => {
    expect(read(piece(1, 'stdout', 'a\n'), piece(2, 'stdout', 'b\n'), piece(1, 'stdout', 'a\n'), piece(2, 'stdout', 'b\n'), piece(3, 'stdout', 'c'))).toEqual(['stdout: a', 'stdout: b', 'stdout: c']);
  });

  it('say where something is missing', () => {
    expect(read(piece(1, 'stdout', 'a'), piece(4, 'stdout', 'b'))).toEqual(['stdout: a', 'gap: 2 pieces of output are missing here', 'stdout: b']);
  });

  it('are the same wherever their pieces were cut', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('a', 'b', '\n', '\r', '\r\n', '::group::x\n', '::endgroup::\n'), { maxLength: 40 }), fc.array(fc.nat(60), { maxLength: 8 }), (parts, cuts) => {
      const text = parts.join('');
      const places = [0, ...cuts.map((cut) => Math.min(cut, text.length)).toSorted((a, b) => a - b), text.length];
      const pieces = places.slice(1).map((to, index) => piece(index + 1, 'stdout', text.slice(places[index], to)));
      // A carriage return at the very end of a piece may be one before a line feed.
      fc.pre(pieces.every((each) => !each.text.endsWith('\r')));
      expect(read(...pieces)).toEqual(read(piece(1, 'stdout', text)));
    }));
  });
});

describe('stretches of a log that fold', () => {
  it('go from their mark to their end, or to the next one, or stay open', () => {
    const buffer = new LogBuffer();
    buffer.append(piece(1, 'stdout', 'a\n::group::install\nb\n::endgroup::\n::group::test\nc\n::group::\nd\n'));
    expect(buffer.lines().folds).toEqual([{ from: 1, to: 3, title: 'install' }, { from: 4, to: 5, title: 'test' }, { from: 6, to: null, title: 'group' }]);
  });
});

describe('the end of a longer log', () => {
  it('is numbered from where it begins', () => {
    const buffer = new LogBuffer(999);
    buffer.append(piece(70, 'stderr', 'last\n'));
    expect(buffer.lines().line(0)).toEqual({ number: 1000, stream: 'stderr', text: 'last', at: 70 });
  });
});
