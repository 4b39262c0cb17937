import { describe, expect, it } from 'vitest';
import { actionOf, arrowOf, bindingsWith, chordOf, isPlain, isSingle, type Press, standardKeyWith, takenBy } from './keymap';
import { PLACES } from './navigation';
import { shownKeysWith, written } from './shownKeys';

const press = (key: string, more: Partial<Press> = {}): Press => ({ key, code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false, ...more });

describe('pressed keys', () => {
  it('are written with their modifiers, Cmd as Ctrl, letters small', () => {
    expect(chordOf(press('k', { metaKey: true }))).toBe('Ctrl+k');
    expect(chordOf(press('Z', { ctrlKey: true, shiftKey: true }))).toBe('Ctrl+Shift+z');
    expect(chordOf(press('ArrowLeft', { altKey: true, shiftKey: true }))).toBe('Alt+Shift+ArrowLeft');
    expect(chordOf(press(' '))).toBe('Space');
    expect(chordOf(press('Shift', { shiftKey: true }))).toBe('');
  });
  it('are the character, however the keyboard makes it', () => {
    expect(chordOf(press('?', { shiftKey: true }))).toBe('?');
    expect(chordOf(press('[', { ctrlKey: true, altKey: true, getModifierState: () => true })), 'AltGr on a German keyboard').toBe('[');
    expect(chordOf(press('‘', { altKey: true, code: 'BracketRight' })), 'Alt on a Mac').toBe('Alt+]');
  });
  it('are for a field where they could be typed into it', () => {
    expect(['a', 'Shift+a', 'Enter', 'ArrowUp', 'Ctrl+a', 'Alt+ArrowUp', 'F8', 'Shift+F6'].map(isPlain)).toEqual([true, true, true, true, false, false, false, false]);
    expect(['a', 'Shift+a', '?', 'g s', 'Delete', 'F8', 'Ctrl+a'].map(isSingle)).toEqual([true, true, true, true, false, false, false]);
  });
});

describe('keys that work everywhere', () => {
  it('are one key, or one after another', () => {
    expect(actionOf({}, null, '?')).toEqual({ done: '?' });
    expect(actionOf({}, null, 'g')).toEqual({ pending: 'g' });
    expect(actionOf({}, 'g', 's')).toEqual({ done: 'g s' });
    expect(actionOf({}, null, 's')).toBeNull();
  });

  it('can be others, those with Ctrl too', () => {
    const own = { 'all:g s': 'g 1', 'all:[': 'r', 'all:Ctrl+k': 'Ctrl+p' };
    expect(actionOf(own, 'g', '1')).toEqual({ done: 'g s' });
    expect(actionOf(own, 'g', 's')).toBeNull();
    expect(actionOf(own, null, 'r')).toEqual({ done: '[' });
    expect(actionOf(own, null, 'Ctrl+p')).toEqual({ done: 'Ctrl+k' });
    expect(actionOf(own, null, 'Ctrl+k')).toBeNull();
  });

  it('lead to every place', () => {
    expect(PLACES.map(({ keys }) => actionOf({}, 'g', keys.slice('all:g '.length)))).toEqual(PLACES.map(({ keys }) => ({ done: keys.slice('all:'.length) })));
  });

  it('cannot be two things', () => {
    const bindings = bindingsWith({});
    expect(takenBy(bindings, 'all:[', '?')?.id).toBe('all:?');
    expect(takenBy(bindings, 'all:[', 'g')?.id, 'g waits for a second key').toMatch(/^all:g/);
    expect(takenBy(bindings, 'all:[', 'y')).toBeNull();
    expect(takenBy(bindings, 'designer:Ctrl+f', 'Ctrl+k')?.id, 'search comes before what has the focus').toBe('all:Ctrl+k');
    expect(takenBy(bindings, 'all:Ctrl+k', 'F8')?.id).toBe('designer:F8');
    expect(takenBy(bindings, 'designer:n', '?'), 'with the focus on the canvas the others rest').toBeNull();
  });
});

describe('keys of a place', () => {
  const own = { 'designer:a': 'q', 'designer:e': 'a', 'designer:Ctrl+z': 'Ctrl+u', 'designer:ArrowLeft': 's', 'designer:ArrowRight': 'z', 'list:j': 'ArrowDown' };
  const standard = (pressed: string) => standardKeyWith(own, 'designer', pressed);

  it('do what ours do that they were chosen for, and nothing else does', () => {
    expect(['q', 'a', 'e', 'n', 'F2', 'Ctrl+u', 'Ctrl+z'].map(standard)).toEqual(['a', 'e', null, 'n', 'F2', 'Ctrl+z', null]);
  });
  it('take their modifiers along, where they are arrows', () => {
    expect(['s', 'Shift+s', 'Ctrl+Shift+s', 'ArrowLeft', 'Shift+ArrowLeft', 'Ctrl+ArrowUp'].map(standard)).toEqual(['ArrowLeft', 'Shift+ArrowLeft', 'Ctrl+Shift+ArrowLeft', null, null, 'Ctrl+ArrowUp']);
    expect(standard('Ctrl+Shift+z'), 'what has its own meaning keeps it').toBe('Ctrl+Shift+z');
    expect(arrowOf('Ctrl+Shift+ArrowLeft')).toEqual({ direction: 'left', ctrl: true, alt: false, shift: true });
    expect(arrowOf('Ctrl+z')).toBeNull();
  });
  it('are chosen for one place', () => {
    expect(standardKeyWith(own, 'list', 'q')).toBe('q');
    expect(standardKeyWith(own, 'list', 'ArrowDown')).toBe('j');
    expect(standard('j')).toBe('j');
  });
  it('cannot be two things there, and are listed as they are now', () => {
    const bindings = bindingsWith(own);
    expect(bindings.find(({ id }) => id === 'designer:a')?.keys).toBe('q');
    expect(takenBy(bindings, 'designer:n', 'q')?.id).toBe('designer:a');
    expect(takenBy(bindings, 'designer:n', 'F2')?.label).toBe('Rename');
    expect(takenBy(bindings, 'list:x', 'q')).toBeNull();
    const ours = bindingsWith({});
    expect(ours.filter(({ id, keys }) => takenBy(ours, id, keys) !== null).map(({ id }) => id)).toEqual([]);
  });
});

describe('keys as they are shown', () => {
  it('are those in force', () => {
    expect(shownKeysWith({}, 'designer:Ctrl+Shift+z')).toBe('Ctrl Shift Z');
    expect(shownKeysWith({ 'designer:+': 'Alt+ArrowUp' }, 'designer:+')).toBe('Alt ↑');
    expect(shownKeysWith({}, 'designer:+')).toBe('+');
    expect(shownKeysWith({}, 'all:g s')).toBe('G S');
  });
  it('are those of the keyboard', () => {
    expect(written('Ctrl+Alt+Delete', true)).toBe('⌘ ⌥ Del');
    expect(written('Ctrl++', false)).toBe('Ctrl +');
  });
});
