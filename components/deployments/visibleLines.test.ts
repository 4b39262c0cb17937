import { describe, expect, it } from 'vitest';
import { LogBuffer } from '@/components/live/logBuffer';
import { linesWith, visibleLines } from './visibleLines';

const buffer = new LogBuffer();
buffer.append({ seq: 1, stream: 'stdout', at: 0, text: 'one\n::group::two\nthree\n::endgroup::\n' });
buffer.append({ seq: 2, stream: 'stderr', at: 0, text: 'Four went WRONG\n' });
buffer.append({ seq: 3, stream: 'stdout', at: 0, text: 'five is wrong (again)\n' });
const log = buffer.lines();
const shown = (choice: Partial<Parameters<typeof visibleLines>[1]>) => {
  const lines = visibleLines(log, { stream: 'both', folded: new Set(), ...choice });
  return Array.from({ length: lines.count }, (_, row) => lines.lineAt(row));
};

describe('which lines are shown', () => {
  it('all of them, or one stream of two', () => {
    expect([shown({}), shown({ stream: 'stderr' }), shown({ stream: 'stdout' })]).toEqual([[0, 1, 2, 3, 4, 5], [4], [0, 1, 2, 3, 5]]);
  });

  it('not what is folded away, but its heading', () => {
    expect(shown({ folded: new Set([1]) })).toEqual([0, 1, 4, 5]);
  });

  it('a line that is not shown leads to the next one', () => {
    const lines = visibleLines(log, { stream: 'both', folded: new Set([1]) });
    expect([0, 2, 4].map((line) => lines.lineAt(lines.rowOf(line)))).toEqual([0, 4, 4]);
  });
});

describe('a search', () => {
  it('finds lines in any case, and takes no sign for more than it is', () => {
    expect([...linesWith(log, 'wrong')]).toEqual([4, 5]);
    expect([...linesWith(log, '(again)')]).toEqual([5]);
    expect([...linesWith(log, ' ')]).toEqual([]);
  });
});
