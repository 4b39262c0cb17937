/** The editor of a session: CodeMirror shows its text, and tells it what is typed. The session has the history. */
import { Annotation, EditorSelection, EditorState, type Extension, type Transaction } from '@codemirror/state';
import { EditorView } from '@codemirror/view';
import type { TextEdit } from '@/lib/hot/types';
import type { Cursors } from '../document/changes';
import type { DesignerSession, Editor } from '../document/session';

/** Marks what was not done in the editor. */
export const fromSession = Annotation.define<true>();

/** What an editor of the session begins with: the extensions put together, and what is in view read. */
export function beginningOf(session: DesignerSession, extensions: Extension): EditorState {
  return EditorState.create({ doc: session.getSnapshot().text, extensions });
}

/** Puts an editor with the text of the session on the page: its beginning, unless somebody has changed the text since. */
export function attachEditor(session: DesignerSession, parent: Element, beginning: EditorState, extensions: Extension): { view: EditorView; detach: () => void } {
  let view: EditorView | null = null;
  const detach = session.attach((text, cursors): Editor => {
    const selection = selectionOf(cursors, text.length);
    const made = new EditorView({
      parent,
      state: beginning.doc.toString() === text ? beginning.update({ selection }).state : EditorState.create({ doc: text, selection, extensions }),
      dispatchTransactions: (transactions, target) => {
        target.update(transactions);
        for (const transaction of transactions) if (transaction.docChanged && transaction.annotation(fromSession) === undefined) tell(session, transaction);
      },
    });
    view = made;
    return {
      change: (pieces, after) => {
        const changes = made.state.changes(pieces.map(({ at, old, new: insert }) => ({ from: at, to: at + old.length, insert })));
        made.dispatch({ changes, ...(after === null ? {} : { selection: selectionOf(after, changes.newLength), scrollIntoView: true }), annotations: fromSession.of(true) });
      },
      show: (to, focus) => {
        made.dispatch({ selection: selectionOf(to, made.state.doc.length), scrollIntoView: true });
        if (focus) made.focus();
      },
      cursors: () => cursorsOf(made.state),
    };
  });
  if (view === null) throw new Error('a session makes its editor at once');
  const shown: EditorView = view;
  return { view: shown, detach: () => { detach(); shown.destroy(); } };
}

function tell(session: DesignerSession, transaction: Transaction): void {
  const edits: TextEdit[] = [];
  transaction.changes.iterChanges((start, end, _from, _to, inserted) => edits.push({ range: { start, end }, newText: inserted.toString() }));
  session.typed(edits, EVENTS.find((event) => transaction.isUserEvent(event)) ?? '', cursorsOf(transaction.startState), cursorsOf(transaction.state));
}

/** The session's words for what an editor does, the narrower first. */
const EVENTS = ['input.type', 'input.paste', 'input.complete', 'input.drop', 'input', 'delete', 'move'];

function cursorsOf({ selection: { ranges, mainIndex } }: EditorState): Cursors {
  return { ranges: ranges.map(({ anchor, head }) => ({ anchor, head })), main: mainIndex };
}

function selectionOf({ ranges, main }: Cursors, end: number): EditorSelection {
  return EditorSelection.create(ranges.map(({ anchor, head }) => EditorSelection.range(Math.min(anchor, end), Math.min(head, end))), main);
}
