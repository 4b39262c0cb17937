/** Two people changed one text: what each did, put together by blocks. Where both changed one block in different ways, both sides are kept until somebody chooses. */
import { isMap, isScalar, Syntax, toPair } from './syntax';

/** A part of a text with a name of its own: `resources.web`, `heat_template_version`. The parts of a text, one after the other, are the text. */
export interface Block {
  id: string;
  text: string;
}

export type MergedBlock = Block & { conflict: null } | { id: string; text: null; conflict: Conflict };

export interface Conflict {
  id: string;
  /** Null: that side took it away, or never had it. */
  mine: string | null;
  theirs: string | null;
}

export type Side = 'mine' | 'theirs';

const SECTIONS = new Set(['parameters', 'conditions', 'resources', 'outputs', 'mappings', 'Parameters', 'Conditions', 'Resources', 'Outputs', 'Mappings']);

/**
 * A text in blocks: each member of a section, each other key, with the comments and blank lines above it. A text that cannot be taken apart, or is
 * written within braces, is one block.
 */
export function blocksOf(text: string): Block[] {
  const syntax = new Syntax(text);
  const { root } = syntax;
  if (!syntax.sound || !isMap(root) || root.flow) return text === '' ? [] : [{ id: 'text', text }];
  const blocks: Block[] = [];
  let start = 0;
  const upTo = (end: number, id: string): void => {
    if (end > start) blocks.push({ id: unused(blocks, id), text: text.slice(start, end) });
    start = Math.max(start, end);
  };
  for (const item of root.items) {
    const pair = toPair(item);
    if (pair === undefined || !isScalar(pair.key)) continue;
    const name = String(pair.key.value ?? '');
    if (SECTIONS.has(name) && isMap(pair.value) && !pair.value.flow) {
      const members = pair.value.items.flatMap((each) => toPair(each) ?? []);
      upTo(syntax.nextLine(pair.key.range?.[0] ?? 0), name);
      for (const member of members) if (isScalar(member.key)) upTo(syntax.nextLine(syntax.pairEnd(member)), `${name}.${String(member.key.value ?? '')}`);
    } else upTo(syntax.nextLine(syntax.pairEnd(pair)), name);
  }
  upTo(text.length, 'end');
  return blocks;
}

function unused(blocks: readonly Block[], id: string): string {
  let free = id;
  for (let number = 2; blocks.some((block) => block.id === free); number += 1) free = `${id} (${number})`;
  return free;
}

/** What was changed on one side only is taken; what was changed on both in the same way too. Blocks stand in the order of mine, those that came from theirs behind their neighbours there. */
export function mergeTexts(base: string, mine: string, theirs: string): MergedBlock[] {
  const [before, left, right] = [blocksOf(base), blocksOf(mine), blocksOf(theirs)];
  const [inBase, inMine, inTheirs] = [before, left, right].map((blocks) => new Map(blocks.map(({ id, text }) => [id, text])));
  return orderOf(left, right).flatMap((id): MergedBlock[] => {
    const merged = mergeValues(inBase?.get(id), inMine?.get(id), inTheirs?.get(id), (a, b) => a === b);
    if ('conflict' in merged) return [{ id, text: null, conflict: { id, mine: inMine?.get(id) ?? null, theirs: inTheirs?.get(id) ?? null } }];
    return merged.value === undefined ? [] : [{ id, text: merged.value, conflict: null }];
  });
}

export function conflictsOf(merged: readonly MergedBlock[]): Conflict[] {
  return merged.flatMap(({ conflict }) => conflict ?? []);
}

/** The text in which each conflict is decided. */
export function decided(merged: readonly MergedBlock[], sideOf: (id: string) => Side): string {
  const texts = merged.flatMap(({ id, text, conflict }) => (conflict === null ? [text] : (conflict[sideOf(id)] ?? [])));
  // A block that was the last line of its text, and is not here, needs the line break it did without.
  return texts.map((text, index) => (index < texts.length - 1 && text !== '' && !text.endsWith('\n') ? `${text}\n` : text)).join('');
}

/** One value that both may have changed; undefined stands for one that is not there. */
export function mergeValues<T>(base: T | undefined, mine: T | undefined, theirs: T | undefined, same: (a: T, b: T) => boolean): { value: T | undefined } | { conflict: true } {
  const equal = (a: T | undefined, b: T | undefined): boolean => (a === undefined || b === undefined ? a === b : same(a, b));
  if (equal(mine, theirs) || equal(theirs, base)) return { value: mine };
  return equal(mine, base) ? { value: theirs } : { conflict: true };
}

function orderOf(mine: readonly Block[], theirs: readonly Block[]): string[] {
  const order = mine.map(({ id }) => id);
  const known = new Set(order);
  theirs.forEach(({ id }, index) => {
    if (known.has(id)) return;
    const before = theirs[index - 1];
    const at = before === undefined ? 0 : order.indexOf(before.id) + 1;
    order.splice(at, 0, id);
    known.add(id);
  });
  return order;
}
