import { isPlainNegation, type ClassItem, type Node } from './syntax';

const SPACE = String.raw`\t-\r\x{1c}-\x{20}\x{85}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}`;
/** Python's classes are Unicode's, RE2's are ASCII's. */
const SETS = { d: String.raw`\p{Nd}`, s: SPACE, w: String.raw`\p{L}\p{N}_` };

/** Writes a tree that needs no backtracking in RE2's syntax. Groups keep their numbers. */
export function toRe2(node: Node): string {
  switch (node.kind) {
    case 'empty':
      return '(?:)';
    case 'char':
      return node.ignoreCase ? `(?i:${code(node.code)})` : code(node.code);
    case 'any':
      return node.dotAll ? '(?s:.)' : '[^\\n]';
    case 'class':
      return node.ignoreCase ? `(?i:${characterClass(node)})` : characterClass(node);
    case 'assert':
      return { start: '\\A', end: '\\z', lineStart: '(?m:^)', lineEnd: '(?m:$)', endBeforeNewline: '\\z', word: '\\b', notWord: '\\B' }[
        node.what
      ];
    case 'sequence':
      return node.nodes.map((part) => (part.kind === 'choice' ? `(?:${toRe2(part)})` : toRe2(part))).join('');
    case 'choice':
      return node.nodes.map(toRe2).join('|');
    case 'repeat':
      return `(?:${toRe2(node.node)})${counts(node.min, node.max)}${node.mode === 'lazy' ? '?' : ''}`;
    case 'group':
      return `(${toRe2(node.node)})`;
    default:
      throw new Error(`RE2 has no "${node.kind}"; ask needsBacktracking first.`);
  }
}

function counts(min: number, max: number): string {
  if (max === Infinity) return min === 0 ? '*' : min === 1 ? '+' : `{${min},}`;
  if (min === 0 && max === 1) return '?';
  return min === max ? `{${min}}` : `{${min},${max}}`;
}

function characterClass(node: Node & { kind: 'class' }): string {
  const [first] = node.items;
  if (isPlainNegation(node) && first && 'set' in first) return `[${first.negated ? '^' : ''}${SETS[first.set]}]`;
  return `[${node.negated ? '^' : ''}${node.items.map(classItem).join('')}]`;
}

function classItem(item: ClassItem): string {
  if ('set' in item) return item.negated ? String.raw`\P{Nd}` : SETS[item.set];
  return item.from === item.to ? code(item.from) : `${code(item.from)}-${code(item.to)}`;
}

function code(value: number): string {
  const char = String.fromCodePoint(value);
  return /[A-Za-z0-9_]/.test(char) ? char : `\\x{${value.toString(16)}}`;
}
