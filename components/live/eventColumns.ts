import type { EventView } from '@/lib/wire/types';
import type { Saying, Subject } from './eventLog';
import { idBytes, idText } from './idBytes';
import { Interned } from './interned';
import { momentText } from './momentText';

const SHIFT = 10;
const SIZE = 1 << SHIFT;
const REST = SIZE - 1;
const NONE = 0xffff_ffff;
const ID = 16;

/** The columns of so many events. Blocks of one size: a column that doubled would have half of it empty. */
class Block {
  readonly seq = new Uint32Array(SIZE);
  readonly at = new Float64Array(SIZE);
  readonly subject = new Uint32Array(SIZE);
  readonly saying = new Uint32Array(SIZE);
  readonly operation = new Uint32Array(SIZE);
  readonly before = new Uint32Array(SIZE);
  readonly id = new Uint8Array(SIZE * ID);
}
const BLOCK_BYTES = SIZE * (6 * 4 + 4 + ID);
/** What an object, its place in a table, its key and its texts take beside their letters; measured, and rounded up. */
const ENTRY_BYTES = 400;

/** Events one after the other, without an object for any of them: what many have in common is kept once, and a column says which. Only ever appended to. */
export class EventColumns {
  length = 0;
  private readonly blocks: Block[] = [];
  private readonly subjectTable = new Interned<Subject>((one) => `${one.resourceId}\n${one.stackId}\n${one.resourceName}\n${one.resourceType}\n${one.physicalResourceId}`);
  private readonly sayingTable = new Interned<Saying>((one) => `${one.action}\n${one.status}\n${one.waitingFor}\n${one.reason}`);
  private readonly operationTable = new Interned<string>((id) => id);
  /** Ids that are not what ids of the database look like, by index. */
  private readonly otherIds = new Map<number, string>();
  /** The last event of each resource, by its id. */
  private readonly last = new Map<string, number>();

  get subjects(): readonly Subject[] {
    return this.subjectTable.values;
  }

  /** About what all of it takes. */
  get bytes(): number {
    const { subjectTable, sayingTable, operationTable } = this;
    return this.blocks.length * BLOCK_BYTES + (subjectTable.values.length + sayingTable.values.length + operationTable.values.length) * ENTRY_BYTES + 2 * (subjectTable.letters + sayingTable.letters + operationTable.letters);
  }

  push(event: EventView): void {
    const index = this.length;
    if ((index & REST) === 0) this.blocks.push(new Block());
    const [block, at] = [this.block(index), index & REST];
    const key = event.resourceId ?? event.stackId;
    const before = this.last.get(key);
    block.seq[at] = event.seq;
    block.at[at] = Date.parse(event.at);
    block.subject[at] = before !== undefined && isAbout(event, this.subjectAt(before)) ? this.block(before).subject[before & REST] ?? 0 : this.subjectTable.numberOf(event, subjectOf);
    block.saying[at] = this.sayingTable.numberOf(event, sayingOf);
    block.operation[at] = event.operationId === null ? NONE : this.operationTable.numberOf(event.operationId);
    if (!idBytes(event.id, block.id, at * ID)) this.otherIds.set(index, event.id);
    block.before[at] = event.action === 'SIGNAL' ? NONE : before ?? NONE;
    if (event.action !== 'SIGNAL') this.last.set(key, index);
    this.length += 1;
  }

  /** The same without the oldest: without so many of them, rounded down to what is let go of at once. Numbers are moved, not events: quick enough for a frame. */
  withoutOldest(count: number): EventColumns {
    const gone = count & ~REST;
    const rest = new EventColumns();
    rest.length = this.length - gone;
    const [subjects, sayings, operations] = [rest.subjectTable.taking(this.subjectTable), rest.sayingTable.taking(this.sayingTable), rest.operationTable.taking(this.operationTable)];
    for (let index = gone; index < this.length; index += SIZE) {
      const [from, to] = [this.block(index), new Block()];
      to.seq.set(from.seq);
      to.at.set(from.at);
      to.id.set(from.id);
      for (let at = 0; at < Math.min(SIZE, this.length - index); at += 1) {
        const [before, operation] = [from.before[at] ?? NONE, from.operation[at] ?? NONE];
        to.before[at] = before === NONE || before < gone ? NONE : before - gone;
        to.subject[at] = subjects(from.subject[at] ?? 0);
        to.saying[at] = sayings(from.saying[at] ?? 0);
        to.operation[at] = operation === NONE ? NONE : operations(operation);
      }
      rest.blocks.push(to);
    }
    for (const [index, id] of this.otherIds) if (index >= gone) rest.otherIds.set(index - gone, id);
    for (const [key, index] of this.last) if (index >= gone) rest.last.set(key, index - gone);
    return rest;
  }

  at(index: number): EventView {
    const [block, at] = [this.block(index), index & REST];
    const { stackId, resourceId, resourceName, resourceType, physicalResourceId } = this.subjectAt(index);
    const { action, status, reason, waitingFor } = this.sayingAt(index);
    const other = this.otherIds.get(index);
    return {
      seq: block.seq[at] ?? 0,
      id: other ?? idText(block.id, at * ID),
      stackId, operationId: this.operationAt(index), resourceId, resourceName, resourceType, physicalResourceId, action, status, reason, waitingFor, at: momentText(block.at[at] ?? Number.NaN),
    };
  }

  seqAt(index: number): number {
    return this.block(index).seq[index & REST] ?? 0;
  }

  beforeAt(index: number): number {
    const before = this.block(index).before[index & REST] ?? NONE;
    return before === NONE ? -1 : before;
  }

  subjectAt(index: number): Subject {
    return this.subjectTable.valueOf(this.block(index).subject[index & REST] ?? 0);
  }

  sayingAt(index: number): Saying {
    return this.sayingTable.valueOf(this.block(index).saying[index & REST] ?? 0);
  }

  operationAt(index: number): string | null {
    const number = this.block(index).operation[index & REST] ?? NONE;
    return number === NONE ? null : this.operationTable.valueOf(number);
  }

  ofOperations(ids: ReadonlySet<string>, length: number): EventView[] {
    const wanted = new Uint8Array(this.operationTable.values.length);
    for (const id of ids) { const number = this.operationTable.known(id); if (number !== undefined) wanted[number] = 1; }
    const found: EventView[] = [];
    this.eachBlock(length, ({ operation }, base, size) => {
      for (let at = 0; at < size; at += 1) if (wanted[operation[at] ?? NONE] === 1) found.push(this.at(base + at));
    });
    return found;
  }

  matching(wanted: (subject: Subject, saying: Saying) => boolean, operationId: string | null, length: number): Uint32Array {
    const found = new Uint32Array(length);
    const number = operationId === null ? null : this.operationTable.known(operationId);
    if (number === undefined) return found.subarray(0, 0);
    let count = 0;
    const answers = new Map<number, boolean>();
    const sayings = this.sayingTable.values.length;
    this.eachBlock(length, ({ subject, saying, operation }, base, size) => {
      for (let at = 0; at < size; at += 1) {
        if (number !== null && operation[at] !== number) continue;
        const [about, said] = [subject[at] ?? 0, saying[at] ?? 0];
        let answer = answers.get(about * sayings + said);
        if (answer === undefined) answers.set(about * sayings + said, (answer = wanted(this.subjectTable.valueOf(about), this.sayingTable.valueOf(said))));
        if (answer) found[count++] = base + at;
      }
    });
    return found.slice(0, count);
  }

  tally(length: number): ReadonlyMap<Saying, number> {
    const counts = new Uint32Array(this.sayingTable.values.length);
    this.eachBlock(length, ({ saying }, _, size) => {
      for (let at = 0; at < size; at += 1) { const said = saying[at] ?? 0; counts[said] = (counts[said] ?? 0) + 1; }
    });
    return new Map(this.sayingTable.values.flatMap((saying, number) => ((counts[number] ?? 0) > 0 ? [[saying, counts[number] ?? 0] as const] : [])));
  }

  private eachBlock(length: number, visit: (block: Block, base: number, size: number) => void): void {
    for (let base = 0; base < length; base += SIZE) visit(this.block(base), base, Math.min(SIZE, length - base));
  }

  private block(index: number): Block {
    const block = this.blocks[index >>> SHIFT];
    if (block === undefined) throw new RangeError(`There is no event ${index} of ${this.length}.`);
    return block;
  }
}

/** New objects: the event itself, with all its texts, would be kept by them otherwise. */
const subjectOf = ({ stackId, resourceId, resourceName, resourceType, physicalResourceId }: Subject): Subject => ({ stackId, resourceId, resourceName, resourceType, physicalResourceId });
const sayingOf = ({ action, status, reason, waitingFor }: Saying): Saying => ({ action, status, reason, waitingFor });

const isAbout = (event: Subject, one: Subject): boolean => event.resourceId === one.resourceId && event.physicalResourceId === one.physicalResourceId && event.resourceName === one.resourceName && event.resourceType === one.resourceType && event.stackId === one.stackId;
