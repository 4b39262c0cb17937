import { clsx, type ClassValue } from 'clsx';
import { CLASS_CONFLICTS, groupOf } from './classGroups';

const merged = new Map<string, string>();
const MOST_KEPT = 2000;

/** Joins class names; of two that set the same thing the later wins, so that a caller can adjust a component. */
export function cn(...classes: ClassValue[]): string {
  const all = clsx(classes);
  const known = merged.get(all);
  if (known !== undefined) return known;
  if (merged.size >= MOST_KEPT) merged.clear();
  const kept = mergedOf(all);
  merged.set(all, kept);
  return kept;
}

function mergedOf(all: string): string {
  const kept: string[] = [];
  /** What is set already, by a class that comes later. */
  const set = new Set<string>();
  for (const name of all.split(/\s+/).toReversed()) {
    const { when, base } = partsOf(name);
    const group = groupOf(base.replace(/\/[^\]]*$/, '')) ?? groupOf(base);
    if (group !== null) {
      if (set.has(when + group)) continue;
      for (const each of [group, ...(CLASS_CONFLICTS[group] ?? [])]) set.add(when + each);
    }
    kept.push(name);
  }
  return kept.toReversed().join(' ');
}

/** `dark:hover:p-2!` holds when `dark:hover:` does, and is important. */
function partsOf(name: string): { when: string; base: string } {
  let depth = 0;
  let start = 0;
  for (let at = 0; at < name.length; at += 1) {
    const letter = name[at];
    if (letter === '[' || letter === '(') depth += 1;
    else if (letter === ']' || letter === ')') depth -= 1;
    else if (letter === ':' && depth === 0) start = at + 1;
  }
  const base = name.slice(start);
  const important = base.startsWith('!') || base.endsWith('!');
  // In which order modifiers are written means nothing.
  const when = name.slice(0, start).split(':').toSorted().join(':');
  return { when: important ? `${when}!` : when, base: important ? base.replace('!', '') : base };
}
