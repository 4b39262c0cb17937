import { describe, expect, it } from 'vitest';
import { actionOf, bindingsWith, takenBy } from './keymap';

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
    const bindings = bindingsWith({});
    expect(takenBy(bindings, 'rail', '?')?.id).toBe('help');
    expect(takenBy(bindings, 'rail', 'g')?.id, 'g waits for a second key').toMatch(/^go-/);
    expect(takenBy(bindings, 'rail', 'y')).toBeNull();
    const all = bindings.filter(({ group }) => group === 'Everywhere').map(({ keys }) => keys);
    expect(new Set(all).size).toBe(all.length);
  });
});
