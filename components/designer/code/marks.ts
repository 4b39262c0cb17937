/** Lines that are marked: those of the selected node, and for a moment those that were changed from outside the editor. */
import { type Range, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView } from '@codemirror/view';
import type { TextRange } from '@/lib/hot/types';
import { fromSession } from './sessionEditor';

export const markNode = StateEffect.define<TextRange | null>();

const nodeLine = Decoration.line({ class: 'cm-node-lines' });
const changedLine = Decoration.line({ class: 'cm-changed' });

function lines(doc: { lineAt(at: number): { from: number; to: number }; length: number }, range: TextRange, mark: Decoration): Range<Decoration>[] {
  const result: Range<Decoration>[] = [];
  for (let at = Math.min(range.start, doc.length); ; ) {
    const line = doc.lineAt(at);
    result.push(mark.range(line.from));
    if (line.to + 1 >= range.end || line.to >= doc.length) return result;
    at = line.to + 1;
  }
}

const nodeMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    let next = marks.map(transaction.changes);
    for (const effect of transaction.effects) if (effect.is(markNode)) next = effect.value === null ? Decoration.none : Decoration.set(lines(transaction.state.doc, effect.value, nodeLine));
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

const changeMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    if (!transaction.docChanged) return marks;
    if (transaction.annotation(fromSession) === undefined) return Decoration.none;
    const changed: Range<Decoration>[] = [];
    transaction.changes.iterChangedRanges((_fromA, _toA, start, end) => changed.push(...lines(transaction.state.doc, { start: start < end && transaction.state.doc.sliceString(start, start + 1) === '\n' ? start + 1 : start, end }, changedLine)));
    return Decoration.set(changed, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export const marks = [nodeMarks, changeMarks];
