/** The order in which a plan is carried out, as waves: what is in one can be done at the same time. */
import type { PlanDecision, PlanEntry } from '@/lib/wire/types';

export interface Wave {
  /** Names of what begins in it. */
  names: string[];
  deletes: boolean;
}

/** Creations and changes first, each after what it requires; deletions at the end, each before what it requires. What stays is in none. */
export function wavesOf(entries: readonly PlanEntry[]): Wave[] {
  const made = (decision: PlanDecision): boolean => decision === 'create' || decision === 'update' || decision === 'replace';
  const forth = layers(entries.filter(({ decision }) => made(decision)));
  const back = layers(entries.filter(({ decision }) => decision === 'delete' || decision === 'replace')).toReversed();
  return [...forth.map((names) => ({ names, deletes: false })), ...back.map((names) => ({ names, deletes: true }))];
}

/** By the longest way from what requires nothing; what waits for itself comes last, together. */
function layers(entries: readonly PlanEntry[]): string[][] {
  const left = new Map(entries.map((entry) => [entry.name, entry.requires.filter((name) => entries.some((each) => each.name === name) && name !== entry.name)]));
  const result: string[][] = [];
  while (left.size > 0) {
    const ready = [...left].filter(([, requires]) => requires.every((name) => !left.has(name))).map(([name]) => name);
    const next = ready.length > 0 ? ready : [...left.keys()];
    for (const name of next) left.delete(name);
    result.push(next);
  }
  return result;
}
