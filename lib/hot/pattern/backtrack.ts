/**
 * A backtracking matcher for what RE2 cannot do: references back, looking around, atomic groups, large counts.
 *
 * The tree is compiled to instructions that run on explicit stacks, so that neither a long text nor a bad pattern can overflow the
 * call stack; every run is limited in steps, which bounds its memory too. A run over the limit throws PatternError.
 */
import { type ClassItem, isRun, type Node, PatternError, type PatternTree } from './syntax';

const MAX_STEPS = 1_000_000;

type Test = (code: number) => boolean;

type Instruction =
  | { op: 'test'; test: Test }
  | { op: 'run'; test: Test; min: number; max: number; lazy: boolean }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'save'; slot: number }
  /** Leaves a loop whose last round consumed nothing. */
  | { op: 'unlessMoved'; slot: number; to: number }
  | { op: 'assert'; what: (Node & { kind: 'assert' })['what'] }
  | { op: 'reference'; index: number; ignoreCase: boolean }
  | { op: 'look'; to: number; behind: number | null; negated: boolean }
  | { op: 'atomic'; to: number }
  | { op: 'ifGroup'; index: number; otherwise: number }
  | { op: 'accept' };

export interface Span {
  start: number;
  end: number;
}

export interface BacktrackingProgram {
  /** Finds the first match that begins at `from` (`anchored`) or later. Positions are code points. Index 0 is the whole match. */
  run(text: readonly number[], from: number, anchored: boolean): (Span | undefined)[] | null;
}

export function compileBacktracking(tree: PatternTree): BacktrackingProgram {
  const compiler = new Compiler((tree.groups + 1) * 2);
  compiler.emit({ op: 'save', slot: 0 });
  compiler.compile(tree.root);
  compiler.emit({ op: 'save', slot: 1 });
  compiler.emit({ op: 'accept' });
  const { code, slots } = compiler;
  return {
    run(text, from, anchored) {
      const machine = new Machine(code, slots, text);
      for (let start = from; start <= text.length; start++) {
        if (machine.run(0, start)) {
          return Array.from({ length: tree.groups + 1 }, (_, group) => machine.span(group));
        }
        if (anchored) break;
      }
      return null;
    },
  };
}

class Compiler {
  readonly code: Instruction[] = [];
  slots: number;

  constructor(slots: number) {
    this.slots = slots;
  }

  emit(instruction: Instruction): number {
    return this.code.push(instruction) - 1;
  }

  compile(node: Node): void {
    switch (node.kind) {
      case 'empty':
        return;
      case 'char':
      case 'any':
      case 'class':
        this.emit({ op: 'test', test: testOf(node) });
        return;
      case 'assert':
        this.emit({ op: 'assert', what: node.what });
        return;
      case 'sequence':
        for (const part of node.nodes) this.compile(part);
        return;
      case 'choice':
        return this.choice(node.nodes);
      case 'repeat':
        return this.repeat(node);
      case 'group':
        this.emit({ op: 'save', slot: node.index * 2 });
        this.compile(node.node);
        this.emit({ op: 'save', slot: node.index * 2 + 1 });
        return;
      case 'atomic':
        return this.inner(node.node, (to) => ({ op: 'atomic', to }));
      case 'look': {
        const behind = node.ahead ? null : widthOf(node.node);
        return this.inner(node.node, (to) => ({ op: 'look', to, behind, negated: node.negated }));
      }
      case 'backreference':
        this.emit({ op: 'reference', index: node.index, ignoreCase: node.ignoreCase });
        return;
      case 'conditional': {
        const test = this.emit({ op: 'ifGroup', index: node.index, otherwise: 0 });
        this.compile(node.matched);
        const jump = this.emit({ op: 'jump', to: 0 });
        this.code[test] = { op: 'ifGroup', index: node.index, otherwise: this.code.length };
        this.compile(node.otherwise);
        this.code[jump] = { op: 'jump', to: this.code.length };
        return;
      }
    }
  }

  /** A program of its own inside this one, which the instruction before it runs; `to` is where the outer program goes on. */
  private inner(node: Node, instruction: (to: number) => Instruction): void {
    const at = this.emit({ op: 'accept' });
    this.compile(node);
    this.emit({ op: 'accept' });
    this.code[at] = instruction(this.code.length);
  }

  private choice(nodes: Node[]): void {
    const jumps: number[] = [];
    nodes.forEach((node, index) => {
      if (index === nodes.length - 1) return this.compile(node);
      const split = this.emit({ op: 'accept' });
      this.compile(node);
      jumps.push(this.emit({ op: 'accept' }));
      this.code[split] = { op: 'split', first: split + 1, second: this.code.length };
    });
    for (const jump of jumps) this.code[jump] = { op: 'jump', to: this.code.length };
  }

  private repeat(node: Node & { kind: 'repeat' }): void {
    if (node.mode === 'possessive') {
      return this.inner({ ...node, mode: 'greedy' }, (to) => ({ op: 'atomic', to }));
    }
    if (isRun(node)) {
      this.emit({ op: 'run', test: testOf(node.node), min: node.min, max: node.max, lazy: node.mode === 'lazy' });
      return;
    }
    for (let times = 0; times < node.min; times++) this.compile(node.node);
    const split = (into: number, past: number): Instruction =>
      node.mode === 'lazy' ? { op: 'split', first: past, second: into } : { op: 'split', first: into, second: past };
    if (node.max === Infinity) {
      const slot = this.slots++;
      const loop = this.emit({ op: 'accept' });
      this.emit({ op: 'save', slot });
      this.compile(node.node);
      const check = this.emit({ op: 'accept' });
      this.emit({ op: 'jump', to: loop });
      this.code[check] = { op: 'unlessMoved', slot, to: this.code.length };
      this.code[loop] = split(loop + 1, this.code.length);
      return;
    }
    const splits: number[] = [];
    for (let times = node.min; times < node.max; times++) {
      splits.push(this.emit({ op: 'accept' }));
      this.compile(node.node);
    }
    for (const at of splits) this.code[at] = split(at + 1, this.code.length);
  }
}

class Machine {
  private readonly code: readonly Instruction[];
  private readonly text: readonly number[];
  private readonly saved: number[];
  private steps = 0;

  constructor(code: readonly Instruction[], slots: number, text: readonly number[]) {
    this.code = code;
    this.text = text;
    this.saved = Array.from({ length: slots }, () => -1);
  }

  span(group: number): Span | undefined {
    const start = this.saved[group * 2] ?? -1;
    const end = this.saved[group * 2 + 1] ?? -1;
    return start < 0 || end < 0 ? undefined : { start, end };
  }

  /** Where the last accepted run ended. */
  private end = 0;

  /** Runs from an instruction to the next `accept`. On failure every slot is as before. */
  run(entry: number, start: number): boolean {
    /** Pairs to go back to: instruction and position, or -1 - slot and its old value. */
    const back: number[] = [];
    let at = entry;
    let position = start;
    for (;;) {
      if (++this.steps > MAX_STEPS) {
        throw new PatternError(`the pattern needs more than ${MAX_STEPS} steps on this text`);
      }
      const instruction = this.code[at];
      if (instruction === undefined) throw new Error('A pattern program ran past its end.');
      let ok = true;
      switch (instruction.op) {
        case 'accept':
          this.end = position;
          return true;
        case 'test': {
          const code = this.text[position];
          ok = code !== undefined && instruction.test(code);
          if (ok) position++;
          at++;
          break;
        }
        case 'run': {
          const count = this.countRun(position, instruction);
          ok = count >= instruction.min;
          if (ok) position = leaveChoices(back, at + 1, position, instruction.min, count, instruction.lazy);
          at++;
          break;
        }
        case 'split':
          back.push(instruction.second, position);
          at = instruction.first;
          break;
        case 'jump':
          at = instruction.to;
          break;
        case 'save':
          back.push(-1 - instruction.slot, this.saved[instruction.slot] ?? -1);
          this.saved[instruction.slot] = position;
          at++;
          break;
        case 'unlessMoved':
          at = this.saved[instruction.slot] === position ? instruction.to : at + 1;
          break;
        case 'assert':
          ok = this.holds(instruction.what, position);
          at++;
          break;
        case 'reference': {
          const length = this.sameAsGroup(instruction.index, position, instruction.ignoreCase);
          ok = length >= 0;
          position += Math.max(length, 0);
          at++;
          break;
        }
        case 'look':
          ok = this.look(at + 1, position, instruction, back);
          at = instruction.to;
          break;
        case 'atomic':
          ok = this.keeping(back, () => this.run(at + 1, position));
          if (ok) position = this.end;
          at = instruction.to;
          break;
        case 'ifGroup':
          at = this.span(instruction.index) ? at + 1 : instruction.otherwise;
          break;
      }
      if (ok) continue;
      const resumed = this.backtrack(back);
      if (resumed === null) return false;
      ({ at, position } = resumed);
    }
  }

  private countRun(start: number, { test, max }: { test: Test; max: number }): number {
    let count = 0;
    for (let code = this.text[start]; count < max && code !== undefined && test(code); code = this.text[start + count]) count++;
    this.steps += count;
    return count;
  }

  private backtrack(back: number[]): { at: number; position: number } | null {
    for (;;) {
      const value = back.pop();
      const target = back.pop();
      if (value === undefined || target === undefined) return null;
      if (target >= 0) return { at: target, position: value };
      this.saved[-1 - target] = value;
    }
  }

  /** Runs an inner program and remembers what it saved, so that going back past it undoes that. */
  private keeping(back: number[], run: () => boolean): boolean {
    const before = [...this.saved];
    const ok = run();
    if (!ok) return false;
    before.forEach((value, slot) => {
      if (this.saved[slot] !== value) back.push(-1 - slot, value);
    });
    return true;
  }

  private look(entry: number, position: number, { behind, negated }: { behind: number | null; negated: boolean }, back: number[]): boolean {
    const start = behind === null ? position : position - behind;
    if (start < 0) return negated;
    if (!negated) return this.keeping(back, () => this.run(entry, start));
    const before = [...this.saved];
    if (!this.run(entry, start)) return true;
    before.forEach((value, slot) => {
      this.saved[slot] = value;
    });
    return false;
  }

  private sameAsGroup(index: number, position: number, ignoreCase: boolean): number {
    const span = this.span(index);
    if (span === undefined) return -1;
    const length = span.end - span.start;
    this.steps += length;
    for (let offset = 0; offset < length; offset++) {
      const a = this.text[span.start + offset];
      const b = this.text[position + offset];
      if (a === undefined || b === undefined) return -1;
      if (a !== b && !(ignoreCase && fold(a) === fold(b))) return -1;
    }
    return length;
  }

  private holds(what: (Node & { kind: 'assert' })['what'], position: number): boolean {
    const { text } = this;
    switch (what) {
      case 'start':
        return position === 0;
      case 'end':
        return position === text.length;
      case 'lineStart':
        return position === 0 || text[position - 1] === 10;
      case 'lineEnd':
        return position === text.length || text[position] === 10;
      case 'endBeforeNewline':
        return position === text.length || (position === text.length - 1 && text[position] === 10);
      case 'word':
        return isWord(text[position - 1]) !== isWord(text[position]);
      case 'notWord':
        return isWord(text[position - 1]) === isWord(text[position]);
    }
  }
}

/** Every length a run may also have goes on the stack, the preferred ones last. Returns the position after the most preferred. */
function leaveChoices(back: number[], next: number, position: number, min: number, max: number, lazy: boolean): number {
  if (lazy) {
    for (let count = max; count > min; count--) back.push(next, position + count);
    return position + min;
  }
  for (let count = min; count < max; count++) back.push(next, position + count);
  return position + max;
}

const SETS: Record<'d' | 's' | 'w', RegExp> = {
  d: /^\p{Nd}$/u,
  s: /^[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]$/u,
  w: /^[\p{L}\p{N}_]$/u,
};

function isWord(code: number | undefined): boolean {
  return code !== undefined && SETS.w.test(String.fromCodePoint(code));
}

function fold(code: number): number {
  return String.fromCodePoint(code).toUpperCase().toLowerCase().codePointAt(0) ?? code;
}

function testOf(node: Node & { kind: 'char' | 'any' | 'class' }): Test {
  if (node.kind === 'any') return node.dotAll ? () => true : (code) => code !== 10;
  if (node.kind === 'char') {
    const wanted = node.ignoreCase ? fold(node.code) : node.code;
    return node.ignoreCase ? (code) => fold(code) === wanted : (code) => code === wanted;
  }
  const { items, negated, ignoreCase } = node;
  return (code) => {
    const found = inItems(items, code) || (ignoreCase && (inItems(items, fold(code)) || inItems(items, upper(code))));
    return found !== negated;
  };
}

function upper(code: number): number {
  return String.fromCodePoint(code).toUpperCase().codePointAt(0) ?? code;
}

function inItems(items: ClassItem[], code: number): boolean {
  return items.some((item) =>
    'set' in item ? SETS[item.set].test(String.fromCodePoint(code)) !== item.negated : code >= item.from && code <= item.to,
  );
}

/** Characters a look-behind needs; Python asks for the same number on every way through. */
function widthOf(node: Node): number {
  const fixed = (width: number | null): number => {
    if (width === null) throw new PatternError('look-behind requires fixed-width pattern');
    return width;
  };
  switch (node.kind) {
    case 'empty':
    case 'assert':
    case 'look':
      return 0;
    case 'char':
    case 'any':
    case 'class':
      return 1;
    case 'sequence':
      return node.nodes.reduce((sum, part) => sum + widthOf(part), 0);
    case 'choice': {
      const widths = new Set(node.nodes.map(widthOf));
      const [only] = widths;
      return fixed(widths.size === 1 && only !== undefined ? only : null);
    }
    case 'repeat':
      return fixed(node.min === node.max ? node.min * widthOf(node.node) : null);
    case 'group':
    case 'atomic':
      return widthOf(node.node);
    case 'conditional':
    case 'backreference':
      return fixed(null);
  }
}
