/** The steps of a history as people see them: by name. */
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

/** All in the order in which they were done; the first `done.length` are in the text. */
export function stepsInOrder({ done, undone }: Steps): readonly Step[] {
  return undone.length === 0 ? done : [...done, ...undone.toReversed()];
}

const TYPED: readonly (readonly [event: string, label: string])[] = [['input.paste', 'Paste text'], ['input.complete', 'Complete'], ['input.drop', 'Move text'], ['move', 'Move lines'], ['delete', 'Delete text']];

/** For what has no name of its own: what was done in the text, and in whose. `how` is the editor's word for it. */
export function nameOfTyping(how: string, owner: string | null): string {
  const what = TYPED.find(([event]) => how === event || how.startsWith(`${event}.`))?.[1] ?? 'Type';
  return owner === null ? what : `${what} in ${owner}`;
}
