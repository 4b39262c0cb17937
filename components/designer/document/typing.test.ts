/** What of typing is undone together. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addResource } from '@/lib/graph';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import type { Change, Cursors } from './changes';
import { DesignerSession, type Editor } from './session';

const TEXT = 'heat_template_version: 2021-04-16\nresources: {}\n';
const open = () => new DesignerSession({ text: TEXT, layout: {}, surroundings: { files: {}, environment: {}, catalogue } });
const at = (place: number): Cursors => ({ ranges: [{ anchor: place, head: place }], main: 0 });

function type(session: DesignerSession, letters: string, from = TEXT.length): void {
  for (const [index, letter] of [...letters].entries()) session.typed([{ range: { start: from + index, end: from + index }, newText: letter }], 'input.type', at(from + index), at(from + index + 1));
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the history of a session', () => {
  it('takes back what was typed without a pause at once, and what was typed before a pause by itself', () => {
    const session = open();
    type(session, '# one');
    vi.advanceTimersByTime(1000);
    type(session, ' two', TEXT.length + 5);
    session.undo();
    expect(session.read().text).toBe(`${TEXT}# one`);
    session.undo();
    expect(session.read().text).toBe(TEXT);
    expect(session.undo()).toBe(false);
  });

  it('keeps what was typed elsewhere apart, and what was done on the canvas in between', () => {
    const session = open();
    type(session, '# end');
    type(session, '# ', 0);
    session.undo();
    expect(session.read().text).toBe(`${TEXT}# end`);
    session.undo();
    session.edit('Add', (text) => addResource(text, 'OS::Heat::Value', 'value'));
    const added = session.read().text;
    type(session, '#', added.length);
    session.undo();
    expect(session.read().text).toBe(added);
  });

  it('forgets what was undone when something else is done', () => {
    const session = open();
    type(session, 'a');
    session.undo();
    type(session, 'b');
    expect(session.redo()).toBe(false);
    expect(session.read().text).toBe(`${TEXT}b`);
  });

  it('shows an editor that came later the text as it is, and gives it every change and the cursor of before', () => {
    const session = open();
    type(session, '# x');
    const given: { changes: readonly Change[]; cursors: Cursors | null }[] = [];
    let shown = '';
    const editor: Editor = { change: (changes, cursors) => void given.push({ changes, cursors }), show: () => undefined, cursors: () => at(7) };
    const detach = session.attach((text) => { shown = text; return editor; });
    expect(shown).toBe(`${TEXT}# x`);
    session.undo();
    expect(given).toEqual([{ changes: [{ at: TEXT.length, old: '# x', new: '' }], cursors: at(TEXT.length) }]);
    detach();
    session.redo();
    expect(given).toHaveLength(1);
  });

  it('takes the lines of another machine as those of editors', () => {
    const session = open();
    session.replace('heat_template_version: 2021-04-16\r\nresources: {}\r\n', {}, { files: {}, environment: {} }, 'Bring');
    expect(session.read().text).toBe(TEXT);
  });
});

describe('a place in the text that is to be shown while there is no editor', () => {
  const shownBy = (session: DesignerSession): [Cursors, boolean][] => {
    const shown: [Cursors, boolean][] = [];
    session.attach(() => ({ change: () => undefined, show: (cursors, focus) => void shown.push([cursors, focus]), cursors: () => at(0) }));
    return shown;
  };

  it('has an editor asked for, which shows it once', () => {
    const session = open();
    const asked = vi.fn();
    const stop = session.awaited(asked);
    session.goTo({ start: 4, end: 4 }, true);
    expect(asked).toHaveBeenCalledTimes(1);
    expect(shownBy(session)).toEqual([[at(4), true]]);
    expect(shownBy(session)).toEqual([]);
    session.goTo({ start: 5, end: 5 }, true);
    expect(asked).toHaveBeenCalledTimes(1);
    stop();
  });
});
