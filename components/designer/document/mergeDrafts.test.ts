import { describe, expect, it } from 'vitest';
import { mergeDrafts } from './mergeDrafts';
import type { Content } from './useAutosave';

const BASE: Content = { name: 'web', text: 'a: 1\nb: 2\n', layout: { 'resource:a': { x: 0, y: 0 } }, files: { 'run.sh': 'echo 1\n' }, environment: { parameters: { size: 1 } } };

describe('Merging drafts', () => {
  it('keeps what each did to text, files, environment and places', () => {
    const mine: Content = { ...BASE, text: 'a: 5\nb: 2\n', files: { ...BASE.files, 'mine.sh': '' }, layout: { 'resource:a': { x: 8, y: 8 } } };
    const theirs: Content = { ...BASE, name: 'shop', text: 'a: 1\nb: 6\n', files: {}, environment: { parameters: { size: 1, count: 2 } }, layout: { 'resource:a': { x: 80, y: 80 }, 'resource:b': { x: 1, y: 1 } } };
    const merged = mergeDrafts(BASE, mine, theirs);
    expect(merged.conflicts).toEqual([]);
    expect(merged.content(() => 'mine')).toEqual({
      name: 'shop', text: 'a: 5\nb: 6\n', files: { 'mine.sh': '' }, environment: { parameters: { size: 1, count: 2 } }, layout: { 'resource:a': { x: 8, y: 8 }, 'resource:b': { x: 1, y: 1 } },
    });
  });

  it('asks where both changed one block, file or value, and takes what is chosen for each', () => {
    const changed = (digit: number): Content => ({ ...BASE, text: `a: 1\nb: ${digit}\n`, files: { 'run.sh': `echo ${digit}\n` }, environment: { parameters: { size: digit } } });
    const merged = mergeDrafts(BASE, changed(7), changed(8));
    expect(merged.conflicts.map(({ of, id }) => [of, id])).toEqual([['template', 'b'], ['file', 'file run.sh'], ['environment', 'environment parameters › size']]);
    expect(merged.content((id) => (id === 'b' ? 'theirs' : 'mine'))).toMatchObject({ text: 'a: 1\nb: 8\n', files: { 'run.sh': 'echo 7\n' }, environment: { parameters: { size: 7 } } });
  });
});
