import { EditorState } from '@codemirror/state';
import { expect, it } from 'vitest';
import { showStates, StateMarker, stateMarkers } from './states';

const TEXT = 'resources:\n  a:\n    type: T\n  b:\n    type: T\n';

function marked(state: EditorState): string[] {
  const found: string[] = [];
  state.field(stateMarkers).between(0, state.doc.length, (from, _to, marker) => { if (marker instanceof StateMarker) found.push(`${state.doc.lineAt(from).number} ${marker.family} ${marker.label}`.trim()); });
  return found;
}

it('the state of a resource is beside all its lines, in words beside the first, and moves with the text', () => {
  const range = (name: string) => ({ start: TEXT.indexOf(`${name}:`), end: TEXT.indexOf('type: T', TEXT.indexOf(`${name}:`)) + 7 });
  const start = EditorState.create({ doc: TEXT, extensions: [stateMarkers] });
  const shown = start.update({ effects: showStates.of([{ range: range('b'), family: 'failed', label: 'Create failed' }, { range: range('a'), family: 'done', label: 'Created' }]) }).state;
  expect(marked(shown)).toEqual(['2 done Created', '3 done', '4 failed Create failed', '5 failed']);
  expect(marked(shown.update({ changes: { from: 0, insert: '# note\n' } }).state)).toEqual(['3 done Created', '4 done', '5 failed Create failed', '6 failed']);
  expect(marked(shown.update({ effects: showStates.of([]) }).state)).toEqual([]);
});
