/**
 * Regular expressions as templates write them (Python's `re`), run so that no pattern can take the process with it.
 *
 * Patterns that RE2 can express run on it, in time proportional to the text. The others run on a matcher of our own that is
 * limited in steps. Pattern and text are limited in size together; beyond the limits a PatternError says so.
 */
import { RE2JS } from 're2js';
import { type BacktrackingProgram, compileBacktracking } from './pattern/backtrack';
import { parsePattern } from './pattern/parse';
import { toRe2 } from './pattern/re2';
import { needsBacktracking, type Node, PatternError, type PatternFlags, type PatternTree, programSize } from './pattern/syntax';

export { PatternError, type PatternFlags };

const MAX_PATTERN_LENGTH = 10_000;
const MAX_PROGRAM_SIZE = 20_000;
/** Steps of the program times characters of the text: about a quarter of a second. */
const MAX_WORK = 30_000_000;

/** Offsets are UTF-16 code units, `end` is exclusive. */
export interface MatchedSpan {
  start: number;
  end: number;
}

export interface PatternMatch extends MatchedSpan {
  /** By group number; 0 is the whole match, undefined a group that took no part. */
  groups: (MatchedSpan | undefined)[];
}

export interface Pattern {
  readonly source: string;
  readonly groupNames: ReadonlyMap<string, number>;
  /**
   * Heat's test of `allowed_pattern`: the first match at the start of the text, by Python's preferences, ends at the end of the
   * text. (So `a|ab` does not accept "ab".) Throws PatternError when text and pattern together are too much work.
   */
  matchesWhole(text: string): boolean;
  /** The leftmost match at or after `from`, as `re.search`. Throws PatternError as above. */
  search(text: string, from?: number): PatternMatch | null;
}

/** Patterns recur: the members of a group have the same constraints. Only small programs are kept, and few. */
const kept = new Map<string, Pattern>();
const MAX_KEPT = 100;
const MAX_KEPT_SIZE = 500;

/** What is wrong with a pattern, in Python's words; null where nothing is. */
export function patternFault(text: string): string | null {
  try {
    compilePattern(text);
    return null;
  } catch (fault) {
    if (!(fault instanceof PatternError)) throw fault;
    return fault.message;
  }
}

/** Compiles a Python regular expression. Throws PatternError with Python's message, such as `missing ), unterminated subpattern at position 0`. */
export function compilePattern(text: string, flags: PatternFlags = {}): Pattern {
  if (text.length > MAX_PATTERN_LENGTH) throw new PatternError(`the pattern is longer than ${MAX_PATTERN_LENGTH} characters`);
  const key = `${flags.ignoreCase ?? false} ${flags.multiLine ?? false} ${flags.dotAll ?? false} ${text}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const tree = parsePattern(text, flags);
  const size = programSize(tree.root);
  if (size > MAX_PROGRAM_SIZE) throw new PatternError(`the pattern is too large: its counted repeats make ${size} steps of it`);
  const pattern = new CompiledPattern(text, tree, size);
  if (size <= MAX_KEPT_SIZE) {
    if (kept.size >= MAX_KEPT) kept.clear();
    kept.set(key, pattern);
  }
  return pattern;
}

class CompiledPattern implements Pattern {
  readonly source: string;
  readonly groupNames: ReadonlyMap<string, number>;
  private readonly tree: PatternTree;
  private readonly size: number;
  private readonly linear: RE2JS | null;
  private readonly meetsNewlineAtEnd: boolean;
  private program: BacktrackingProgram | null = null;

  constructor(source: string, tree: PatternTree, size: number) {
    this.source = source;
    this.groupNames = tree.names;
    this.tree = tree;
    this.size = size;
    this.linear = needsBacktracking(tree.root) ? null : compileLinear(tree.root);
    this.meetsNewlineAtEnd = hasDollar(tree.root);
    if (this.linear === null) this.program = compileBacktracking(tree);
  }

  matchesWhole(text: string): boolean {
    return this.match(text, 0, true)?.end === text.length;
  }

  search(text: string, from = 0): PatternMatch | null {
    return this.match(text, from, false);
  }

  private match(text: string, from: number, anchored: boolean): PatternMatch | null {
    if (this.size * text.length > MAX_WORK) {
      throw new PatternError(`the pattern and a text of ${text.length} characters are too much work together`);
    }
    // RE2 has no `$` that matches before a newline at the end of the text without taking it.
    if (this.linear === null || (this.meetsNewlineAtEnd && text.endsWith('\n'))) return this.backtrack(text, from, anchored);
    const matcher = this.linear.matcher(text);
    const found = anchored ? matcher.lookingAt() : matcher.find(from);
    if (!found) return null;
    const groups = Array.from({ length: this.tree.groups + 1 }, (_, group) => {
      const start = matcher.start(group);
      return start < 0 ? undefined : { start, end: matcher.end(group) };
    });
    return { start: matcher.start(0), end: matcher.end(0), groups };
  }

  private backtrack(text: string, from: number, anchored: boolean): PatternMatch | null {
    this.program ??= compileBacktracking(this.tree);
    const { codes, offsets } = codePoints(text);
    const first = offsets.findIndex((offset) => offset >= from);
    const spans = this.program.run(codes, first < 0 ? codes.length : first, anchored);
    if (spans === null) return null;
    const offsetAt = (index: number) => offsets[index] ?? text.length;
    const groups = spans.map((span) => span && { start: offsetAt(span.start), end: offsetAt(span.end) });
    const [whole] = groups;
    return whole ? { ...whole, groups } : null;
  }
}

/** RE2 has limits of its own on counted repeats inside each other; such a pattern runs on the other engine. */
function compileLinear(root: Node): RE2JS | null {
  try {
    return RE2JS.compile(toRe2(root));
  } catch {
    return null;
  }
}

function hasDollar(node: Node): boolean {
  switch (node.kind) {
    case 'assert':
      return node.what === 'endBeforeNewline';
    case 'sequence':
    case 'choice':
      return node.nodes.some(hasDollar);
    case 'repeat':
    case 'group':
      return hasDollar(node.node);
    default:
      return false;
  }
}

/** The code points of a text and the offset of each, with the text's length as the last offset. */
function codePoints(text: string): { codes: number[]; offsets: number[] } {
  const codes: number[] = [];
  const offsets: number[] = [];
  let offset = 0;
  for (const char of text) {
    codes.push(char.codePointAt(0) ?? 0);
    offsets.push(offset);
    offset += char.length;
  }
  offsets.push(offset);
  return { codes, offsets };
}
