/** Changes of a text that can be taken back: each knows what stood there before. */

/** A piece of a text in the place of another. `at` is a place in the text before any of the changes that belong together. */
export interface Change {
  at: number;
  old: string;
  new: string;
}

/** Where the cursors of an editor stand, and what each of them has selected. */
export interface Cursors {
  ranges: readonly { anchor: number; head: number }[];
  main: number;
}

/** `changes` in the order of their places, none of which overlap. */
export function applied(text: string, changes: readonly Change[]): string {
  let [result, from] = ['', 0];
  for (const change of changes) {
    result += text.slice(from, change.at) + change.new;
    from = change.at + change.old.length;
  }
  return result + text.slice(from);
}

/** Takes them back: places are those in the text after them. */
export function inverted(changes: readonly Change[]): Change[] {
  let grown = 0;
  return changes.map(({ at, old, new: text }) => {
    const back = { at: at + grown, old: text, new: old };
    grown += text.length - old.length;
    return back;
  });
}

/** Two changes as one, where the second goes on with the first: what somebody types. Else null. */
export function joined(first: readonly Change[], then: readonly Change[]): Change[] | null {
  const [one, two] = [first[0], then[0]];
  if (one === undefined || two === undefined || first.length > 1 || then.length > 1) return null;
  const [start, end] = [one.at, one.at + one.new.length];
  const until = two.at + two.old.length;
  if (two.at > end || until < start) return null;
  // What the second takes away before and behind the first stood in the text already.
  const ahead = two.old.slice(0, Math.max(0, start - two.at));
  const behind = two.old.slice(two.old.length - Math.max(0, until - end));
  return [{ at: start - ahead.length, old: ahead + one.old + behind, new: one.new.slice(0, Math.max(0, two.at - start)) + two.new + one.new.slice(Math.max(0, until - start)) }];
}

/** Where a place is after them; one that was in what is gone is behind what came for it. */
export function movedTo(at: number, changes: readonly Change[]): number {
  let grown = 0;
  for (const change of changes) {
    if (change.at > at || (change.at === at && change.old === '')) break;
    if (at < change.at + change.old.length) return change.at + grown + change.new.length;
    grown += change.new.length - change.old.length;
  }
  return at + grown;
}
