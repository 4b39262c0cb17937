/**
 * The documents that were read last. What people do on a canvas asks for the same text several times, and for texts that differ from it in a line or two: none of
 * them is read as a whole again.
 */
import type { Json } from '../types';
import { readAgain, readElsewhere, readWhole, type Reread } from './reread';

/** The text that is edited before and after a step, and what stands beside it: a nested template, a fragment. */
const KEPT = 4;
let recent: readonly Reread[] = [];

/** As `readWhole`, by what differs from `before` or from a text that was read lately. Of one that cannot be read there may be the problems of a part only. */
export function readRecent(text: string, before: Reread | null = null): Reread {
  const same = before?.text === text ? before : recent.find((each) => each.text === text);
  const found = same ?? again(text, before === null ? recent : [before, ...recent.filter((each) => each !== before)]) ?? readWhole(text);
  if (recent[0] !== found) recent = [found, ...recent.filter((each) => each !== found)].slice(0, KEPT);
  return found;
}

/** What somebody else has read of a text, in which nothing was wrong. */
export function rememberRead(text: string, value: Json): void {
  if (!recent.some((each) => each.text === text)) recent = [readElsewhere(text, value), ...recent].slice(0, KEPT);
}

function again(text: string, known: readonly Reread[]): Reread | null {
  for (const each of known) {
    const found = readAgain(text, each);
    if (found !== null) return found;
  }
  return null;
}
