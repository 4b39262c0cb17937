import type { EventView } from '@/lib/wire/types';
import type { Saying, Subject } from './eventLog';
import { idBytes, idText } from './idBytes';
import { Interned } from './interned';

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
    block.seq[at] = event.seq;
    block.at[at] = Date.parse(event.at);
    block.subject[at] = this.subjectTable.numberOf(event, subjectOf);
    block.saying[at] = this.sayingTable.numberOf(event, sayingOf);
    block.operation[at] = event.operationId === null ? NONE : this.operationTable.numberOf(event.operationId);
    if (!idBytes(event.id, block.id, at * ID)) this.otherIds.set(index, event.id);
    block.before[at] = NONE;
    if (event.action !== 'SIGNAL') {
      const key = event.resourceId ?? event.stackId;
      block.before[at] = this.last.get(key) ?? NONE;
      this.last.set(key, index);
    }
    this.length += 1;
  }

  at(index: number): EventView {
    const [block, at] = [this.block(index), index & REST];
    const { stackId, resourceId, resourceName, resourceType, physicalResourceId } = this.subjectAt(index);
    const { action, status, reason, waitingFor } = this.sayingAt(index);
    return {
      seq: block.seq[at] ?? 0, id: this.otherIds.get(index) ?? idText(block.id, at * ID), stackId, operationId: this.operationAt(index), resourceId, resourceName, resourceType, physicalResourceId,
      action, status, reason, waitingFor, at: textOf(block.at[at] ?? Number.NaN),
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
    const wanted = new Set([...ids].flatMap((id) => this.operationTable.known(id) ?? []));
    const found: EventView[] = [];
    if (wanted.size === 0) return found;
    this.eachIndex(length, (block, at, index) => {
      if (wanted.has(block.operation[at] ?? NONE)) found.push(this.at(index));
    });
    return found;
  }

  matching(wanted: (subject: Subject, saying: Saying) => boolean, operationId: string | null, length: number): Uint32Array {
    const found = new Uint32Array(length);
    let count = 0;
    const operation = operationId === null ? null : this.operationTable.known(operationId);
    if (operation === undefined) return found.subarray(0, 0);
    const answers = new Map<number, boolean>();
    const sayings = this.sayingTable.values.length;
    this.eachIndex(length, (block, at, index) => {
      if (operation !== null && block.operation[at] !== operation) return;
      const key = (block.subject[at] ?? 0) * sayings + (block.saying[at] ?? 0);
      let answer = answers.get(key);
      if (answer === undefined) answers.set(key, (answer = wanted(this.subjectAt(index), this.sayingAt(index))));
      if (answer) found[count++] = index;
    });
    return found.slice(0, count);
  }

  tally(length: number): ReadonlyMap<Saying, number> {
    const counts = new Uint32Array(this.sayingTable.values.length);
    this.eachIndex(length, (block, at) => {
      const saying = block.saying[at] ?? 0;
      counts[saying] = (counts[saying] ?? 0) + 1;
    });
    return new Map(this.sayingTable.values.flatMap((saying, number) => ((counts[number] ?? 0) > 0 ? [[saying, counts[number] ?? 0] as const] : [])));
  }

  private eachIndex(length: number, visit: (block: Block, at: number, index: number) => void): void {
    for (let index = 0; index < length; index += 1) visit(this.block(index), index & REST, index);
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

/** Nothing for a time that is none. */
function textOf(at: number): string {
  return Number.isNaN(at) ? '' : new Date(at).toISOString();
}
