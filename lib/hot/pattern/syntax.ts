/** What a Python regular expression says, as a tree. Both engines (`re2.ts`, `backtrack.ts`) work from it. */

export type Node =
  | { kind: 'empty' }
  | { kind: 'char'; code: number; ignoreCase: boolean }
  | { kind: 'any'; dotAll: boolean }
  | { kind: 'class'; negated: boolean; items: ClassItem[]; ignoreCase: boolean }
  | { kind: 'assert'; what: 'start' | 'end' | 'lineStart' | 'lineEnd' | 'endBeforeNewline' | 'word' | 'notWord' }
  | { kind: 'sequence'; nodes: Node[] }
  | { kind: 'choice'; nodes: Node[] }
  | { kind: 'repeat'; node: Node; min: number; max: number; mode: 'greedy' | 'lazy' | 'possessive' }
  | { kind: 'group'; node: Node; index: number; name?: string }
  | { kind: 'atomic'; node: Node }
  | { kind: 'look'; node: Node; ahead: boolean; negated: boolean }
  | { kind: 'backreference'; index: number; ignoreCase: boolean }
  | { kind: 'conditional'; index: number; matched: Node; otherwise: Node };

/** `d` digits, `s` white space, `w` letters, digits and the underscore, in the Unicode sense. */
export type ClassItem = { from: number; to: number } | { set: 'd' | 's' | 'w'; negated: boolean };

export interface PatternTree {
  root: Node;
  groups: number;
  names: ReadonlyMap<string, number>;
}

export interface PatternFlags {
  ignoreCase?: boolean;
  multiLine?: boolean;
  dotAll?: boolean;
}

/** A pattern that cannot be used. The message is the one Python's `re` gives, where it gives one. */
export class PatternError extends Error {
  override readonly name = 'PatternError';
}

/** True when only a backtracking engine can run it. */
export function needsBacktracking(node: Node): boolean {
  switch (node.kind) {
    case 'atomic':
    case 'look':
    case 'backreference':
    case 'conditional':
      return true;
    case 'class':
      return node.items.some((item) => 'set' in item && item.negated && item.set !== 'd') && !isPlainNegation(node);
    case 'sequence':
    case 'choice':
      return node.nodes.some(needsBacktracking);
    case 'repeat':
      return node.mode === 'possessive' || node.min > 1000 || (node.max > 1000 && node.max !== Infinity) || needsBacktracking(node.node);
    case 'group':
      return needsBacktracking(node.node);
    default:
      return false;
  }
}

/** `\W` and `\S` alone: they can be written as the negation of one class. */
export function isPlainNegation(node: Node & { kind: 'class' }): boolean {
  return !node.negated && node.items.length === 1;
}

/** A repeated character: the backtracking matcher counts it instead of unrolling it. */
export function isRun(node: Node & { kind: 'repeat' }): node is Node & { kind: 'repeat'; node: Node & { kind: 'char' | 'any' | 'class' } } {
  return node.mode !== 'possessive' && (node.node.kind === 'char' || node.node.kind === 'any' || node.node.kind === 'class');
}

/** What one of Unicode's classes weighs: its tables have hundreds of ranges. */
const SET_SIZE = 12;

/** How many steps of a program the tree makes, with counted repeats unrolled. */
export function programSize(node: Node): number {
  switch (node.kind) {
    case 'class':
      return node.items.reduce((sum, item) => sum + ('set' in item ? SET_SIZE : 1), 4);
    case 'sequence':
    case 'choice':
      return node.nodes.reduce((sum, part) => sum + programSize(part), 2);
    case 'repeat': {
      if (isRun(node) && needsBacktracking(node)) return 2 + programSize(node.node);
      const times = node.max === Infinity ? node.min + 1 : Math.max(node.max, 1);
      return 2 + times * (1 + programSize(node.node));
    }
    case 'group':
    case 'atomic':
    case 'look':
      return 3 + programSize(node.node);
    case 'conditional':
      return 3 + programSize(node.matched) + programSize(node.otherwise);
    default:
      return 1;
  }
}
