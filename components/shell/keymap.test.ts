import { describe, expect, it } from 'vitest';
import { allBindingsWith } from './keyList';
import { actionOf, bindingsWith, standardKeyWith, takenBy } from './keymap';

describe('keys that work everywhere', () => {
  it('are one key, or one after another', () => {
    const bindings = bindingsWith({});
    expect(actionOf(bindings, null, '?')).toEqual({ done: 'help' });
    expect(actionOf(bindings, null, 'g')).toEqual({ pending: 'g' });
    expect(actionOf(bindings, 'g', 's')).toEqual({ done: 'go-stacks' });
    expect(actionOf(bindings, null, 's')).toBeNull();
  });

  it('can be others', () => {
    const bindings = bindingsWith({ 'go-stacks': 'g 1', rail: 'r' });
    expect(actionOf(bindings, 'g', '1')).toEqual({ done: 'go-stacks' });
    expect(actionOf(bindings, 'g', 's')).toBeNull();
    expect(actionOf(bindings, null, 'r')).toEqual({ done: 'rail' });
  });

  it('cannot be two things', () => {
    const bindings = allBindingsWith({});
    expect(takenBy(bindings, 'rail', '?')?.id).toBe('help');
    expect(takenBy(bindings, 'rail', 'g')?.id, 'g waits for a second key').toMatch(/^go-/);
    expect(takenBy(bindings, 'rail', 'y')).toBeNull();
    const all = bindings.filter(({ group }) => group === 'Everywhere').map(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
  });
});

describe('keys of a canvas or a table', () => {
  const own = { 'designer:a': 'q', 'designer:e': 'a', 'list:j': 'ArrowDown' };

  it('do what ours do that they were chosen for, and nothing else does', () => {
    expect(['q', 'Q', 'a', 'e', 'n', 'F2'].map((pressed) => standardKeyWith(own, 'designer', pressed))).toEqual(['a', 'a', 'e', null, 'n', 'F2']);
  });
  it('are chosen for one place', () => {
    expect(standardKeyWith(own, 'list', 'q')).toBe('q');
    expect(standardKeyWith(own, 'list', 'ArrowDown')).toBe('j');
    expect(standardKeyWith(own, 'designer', 'j')).toBe('j');
  });
  it('cannot be two things there, and are listed as they are now', () => {
    const bindings = allBindingsWith(own);
    expect(bindings.find(({ id }) => id === 'designer:a')?.keys).toBe('q');
    expect(takenBy(bindings, 'designer:n', 'Q')?.id).toBe('designer:a');
    expect(takenBy(bindings, 'designer:n', 'f2')?.label).toBe('Rename');
    expect(takenBy(bindings, 'list:x', 'q')).toBeNull();
    for (const group of new Set(bindings.map(({ group: each }) => each))) {
      const keys = allBindingsWith({}).filter((binding) => binding.group === group).map(({ keys: each }) => each);
      expect([group, new Set(keys).size]).toEqual([group, keys.length]);
    }
  });
});
