/** The names of the steps that the history of the editor's state holds: what it can undo and redo, told apart by its own count of them. */
import { redoDepth, undoDepth } from '@codemirror/commands';
import type { Transaction } from '@codemirror/state';

export interface Step {
  /** Of this history, never used twice. */
  id: number;
  label: string;
  /** Milliseconds; of typing, when it was last gone on with. */
  at: number;
}

export interface Steps {
  /** What undo takes back, the oldest first. */
  done: readonly Step[];
  /** What redo does again, the next one last. */
  undone: readonly Step[];
}

export const NO_STEPS: Steps = { done: [], undone: [] };

/** Steps after a transaction. `name` is asked for when a step begins; what was typed without a pause goes on with the one before. */
export function stepsAfter({ done, undone }: Steps, transaction: Transaction, at: number, name: () => string): Steps {
  const moved = (from: readonly Step[], to: readonly Step[]): [readonly Step[], readonly Step[]] => { const last = from.at(-1); return last === undefined ? [from, to] : [from.slice(0, -1), [...to, last]]; };
  if (transaction.isUserEvent('undo')) {
    const [left, ahead] = moved(done, undone);
    return { done: left, undone: ahead };
  }
  if (transaction.isUserEvent('redo')) {
    const [left, behind] = moved(undone, done);
    return { done: behind, undone: left };
  }
  const depth = undoDepth(transaction.state);
  const last = done.at(-1);
  if (depth === undoDepth(transaction.startState)) {
    // Nothing that can be undone, or the same step going on: only the latter forgets what lay ahead.
    const forgot = redoDepth(transaction.state) === 0 && transaction.docChanged;
    return !forgot || last === undefined ? { done, undone } : { done: [...done.slice(0, -1), { ...last, at }], undone: [] };
  }
  const id = Math.max(last?.id ?? 0, ...undone.map((step) => step.id)) + 1;
  // The history drops its oldest steps when it has very many.
  return { done: [...done, { id, label: name(), at }].slice(-depth), undone: [] };
}

/** All in the order in which they were done; the first `done.length` are in the text. */
export function stepsInOrder({ done, undone }: Steps): readonly Step[] {
  return undone.length === 0 ? done : [...done, ...undone.toReversed()];
}

const TYPED: readonly (readonly [event: string, label: string])[] = [['input.paste', 'Paste text'], ['input.complete', 'Complete'], ['input.drop', 'Move text'], ['move', 'Move lines'], ['delete', 'Delete text']];

/** For what has no name of its own: what was done in the text, and in whose. */
export function nameOfTyping(transaction: Transaction, owner: string | null): string {
  const what = TYPED.find(([event]) => transaction.isUserEvent(event))?.[1] ?? 'Type';
  return owner === null ? what : `${what} in ${owner}`;
}
