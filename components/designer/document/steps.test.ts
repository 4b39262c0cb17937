import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { addResource, renameNode } from '@/lib/graph';
import { factsCatalogue as catalogue } from '@/lib/resources/catalogue';
import { DesignerSession } from './session';
import { stepsInOrder } from './steps';

const TEXT = 'heat_template_version: 2021-04-16\nresources:\n  web:\n    type: OS::Heat::Value\n';
const opened = (): DesignerSession => new DesignerSession({ text: TEXT, layout: {}, surroundings: { files: {}, environment: {}, catalogue } });
const labels = (session: DesignerSession): string[] => stepsInOrder(session.getSnapshot().steps).map(({ label }) => label);
const doneIn = (session: DesignerSession): number => session.getSnapshot().steps.done.length;
const typed = (session: DesignerSession, insert: string): void => {
  const at = session.read().text.length - 1;
  session.typed([{ range: { start: at, end: at }, newText: insert }], 'input.type');
  vi.advanceTimersByTime(50);
};

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('steps of the history', () => {
  it('have the names under which they were done, moves and typing among them', () => {
    const session = opened();
    session.edit('Rename web', (text) => renameNode(text, 'resource', 'web', 'site'));
    session.place({ 'resource:site': { x: 8, y: 8 } });
    typed(session, '\n    # why');
    session.edit('Add box', (text) => addResource(text, 'OS::Heat::Value', 'box'));
    expect(labels(session)).toEqual(['Rename web', 'Move', 'Type in site', 'Add box']);
  });

  it('are one while somebody types on', () => {
    const session = opened();
    for (const letter of ' # because') typed(session, letter);
    session.edit('Add box', (text) => addResource(text, 'OS::Heat::Value', 'box'));
    expect(labels(session)).toEqual(['Type in web', 'Add box']);
    session.undo();
    session.undo();
    expect(session.read().text).toBe(TEXT);
  });

  it('are one while somebody types on in a file, and another one in another file', () => {
    const session = opened();
    const type = (file: string, text: string): void => session.put({ files: { ...session.getSnapshot().beside.files, [file]: text } }, `Change ${file}`, { typing: true });
    for (const text of ['a', 'ab', 'abc']) type('run.sh', text);
    type('stop.sh', 'x');
    vi.advanceTimersByTime(5000);
    type('stop.sh', 'xy');
    expect(labels(session)).toEqual(['Change run.sh', 'Change stop.sh', 'Change stop.sh']);
    session.goToStep(1);
    expect(session.getSnapshot().beside.files).toEqual({ 'run.sh': 'abc' });
    session.undo();
    expect(session.getSnapshot().beside.files).toEqual({});
  });

  it('are gone to from anywhere, and what lies ahead is kept until something else is done', () => {
    const session = opened();
    const texts = [TEXT];
    for (const name of ['a', 'b', 'c', 'd']) { session.edit(`Add ${name}`, (text) => addResource(text, 'OS::Heat::Value', name)); texts.push(session.read().text); }
    for (const to of [1, 4, 0, 3, 2]) {
      session.goToStep(to);
      expect([session.read().text, doneIn(session), labels(session)]).toEqual([texts[to], to, ['Add a', 'Add b', 'Add c', 'Add d']]);
    }
    session.redo();
    expect(session.read().text).toBe(texts[3]);
    session.goToStep(1);
    session.edit('Add e', (text) => addResource(text, 'OS::Heat::Value', 'e'));
    expect(labels(session)).toEqual(['Add a', 'Add e']);
  });

  it('are thousands, told of once when many are gone through', () => {
    const session = opened();
    for (let count = 0; count < 3000; count += 1) session.place({ 'resource:web': { x: count + 1, y: 0 } }, `Move ${count}`);
    expect(doneIn(session)).toBe(3000);
    let told = 0;
    session.subscribe(() => { told += 1; });
    session.goToStep(1);
    expect([session.getSnapshot().layout['resource:web'], told, labels(session).length]).toEqual([{ x: 1, y: 0 }, 1, 3000]);
  });

  it('are as many as can be undone, however many there were', () => {
    const session = opened();
    for (let count = 0; count < 6000; count += 1) session.place({ 'resource:web': { x: count + 1, y: 0 } }, `Move ${count}`);
    const kept = doneIn(session);
    let undone = 0;
    while (session.undo()) undone += 1;
    expect([undone, kept >= 5000, doneIn(session)]).toEqual([kept, true, 0]);
  });
});
