/** What was done to a draft, to be undone and done again: one history for its text, the places of its cards, and what is beside them. */
import { type Change, type Cursors, joined } from './changes';
import type { Beside, Places } from './places';
import type { Step, Steps } from './steps';

/** What a step does, or what takes it back. */
export interface Alteration {
  changes: readonly Change[];
  places: Places;
  /** Null: as they were. */
  beside: Beside | null;
  /** Where the cursors stand afterwards; null: wherever they were. */
  cursors: Cursors | null;
}

interface Done extends Step {
  forth: Alteration;
  back: Alteration;
  /** Goes on with what is typed next. */
  open: boolean;
}

/** Keys that come this soon after each other, in the same place, are undone together. */
const TYPING_MS = 400;
/** So many steps can be undone. */
const MOST = 5000;

export class History {
  private done: readonly Done[] = [];
  private undone: readonly Done[] = [];
  private last = 0;

  /** What can be undone and redone, by name. Another object whenever it is something else. */
  get steps(): Steps {
    return { done: this.done, undone: this.undone };
  }

  /**
   * @param name is asked for when a step begins
   * @param typing it may be one step with what is typed before and after it
   */
  record(forth: Alteration, back: Alteration, name: () => string, typing: boolean): void {
    const at = Date.now();
    const before = this.done.at(-1);
    this.undone = [];
    const step = before !== undefined && before.open && typing && at - before.at < TYPING_MS ? (continued(before, forth, back, at) ?? continuedBeside(before, forth, name, at)) : null;
    this.done = step === null ? [...this.done.slice(this.done.length >= MOST ? 1 : 0), { id: (this.last += 1), label: name(), at, forth, back, open: typing }] : [...this.done.slice(0, -1), step];
  }

  /** What turned out to belong to the last step: places, and what gives the earlier ones back. */
  amend(places: Places, before: Places): void {
    const last = this.done.at(-1);
    if (last === undefined) return;
    const forth = { ...last.forth, places: { ...last.forth.places, ...places } };
    const back = { ...last.back, places: { ...before, ...last.back.places } };
    this.done = [...this.done.slice(0, -1), { ...last, forth, back }];
  }

  /** What takes the last step back; null where nothing is left. */
  undo(): Alteration | null {
    const last = this.done.at(-1);
    if (last === undefined) return null;
    this.done = this.done.slice(0, -1);
    this.undone = [...this.undone, { ...last, open: false }];
    return last.back;
  }

  redo(): Alteration | null {
    const next = this.undone.at(-1);
    if (next === undefined) return null;
    this.undone = this.undone.slice(0, -1);
    this.done = [...this.done, next];
    return next.forth;
  }
}

/** The step with what was typed next in the same file; null where it is apart from it. */
function continuedBeside(step: Done, forth: Alteration, name: () => string, at: number): Done | null {
  const alone = ({ changes, places, beside }: Alteration): boolean => beside !== null && changes.length === 0 && Object.keys(places).length === 0;
  return alone(step.forth) && alone(forth) && step.label === name() ? { ...step, at, forth } : null;
}

/** The step with what was typed next to it; null where it is apart from it. */
function continued(step: Done, forth: Alteration, back: Alteration, at: number): Done | null {
  const changes = joined(step.forth.changes, forth.changes);
  // Taking both back: first what came last.
  const backwards = joined(back.changes, step.back.changes);
  if (changes === null || backwards === null) return null;
  const places = { ...step.forth.places, ...forth.places };
  return { ...step, at, forth: { ...forth, changes, places }, back: { ...step.back, changes: backwards, places: { ...back.places, ...step.back.places } } };
}
