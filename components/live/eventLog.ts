import type { EventAction, Status } from '@/lib/engine/states';
import type { EventView } from '@/lib/wire/types';
import { EventColumns } from './eventColumns';

/** What an event is about. A resource has another one for each physical id it had. */
export type Subject = Pick<EventView, 'stackId' | 'resourceId' | 'resourceName' | 'resourceType' | 'physicalResourceId'>;

/** What an event says. */
export interface Saying {
  action: EventAction;
  status: Status;
  reason: string;
  waitingFor: string | null;
}

/**
 * Bytes that a page may come to hold beyond those it was opened with. When they are used up the oldest events make room, and are read again when somebody goes there
 * (`useEarlierEvents`): so a page that stays open holds no more than this, whatever its stack does.
 */
const ROOM = 8_000_000;

/**
 * The events of a stack, in the order of their numbers, as columns: some 50 bytes each, where an object with its texts takes a thousand. An `EventView` is made when it is
 * asked for. A log never changes; the longer one that `append` gives shares its columns with it.
 */
export class EventLog implements Iterable<EventView> {
  readonly length: number;
  private readonly columns: EventColumns;
  /** Bytes at which the oldest make room. */
  private readonly limit: number;

  private constructor(columns: EventColumns, limit: number) {
    this.columns = columns;
    this.length = columns.length;
    this.limit = limit;
  }

  /** @param room bytes that it may grow by */
  static of(events: Iterable<EventView>, room = ROOM): EventLog {
    const columns = new EventColumns();
    for (const event of events) columns.push(event);
    return new EventLog(columns, columns.bytes + room);
  }

  /** This one and what came after it. */
  append(events: readonly EventView[]): EventLog {
    if (events.length === 0) return this;
    // Somebody appended to this one before: that one is left as it is.
    const columns = this.columns.length === this.length ? this.columns : columnsOf(this.slice(0));
    for (const event of events) columns.push(event);
    const log = new EventLog(columns, this.limit);
    if (columns.bytes <= this.limit) return log;
    return new EventLog(columns.withoutOldest(Math.ceil(log.length / 4)), this.limit);
  }

  /** What came before it and this one; it may grow by as much as it could before. */
  prepend(events: readonly EventView[], room = ROOM): EventLog {
    return EventLog.of([...events, ...this].values(), room);
  }

  /** Negative ones count from the end. */
  at(index: number): EventView | undefined {
    const from = index < 0 ? this.length + index : index;
    return from >= 0 && from < this.length ? this.columns.at(from) : undefined;
  }

  *[Symbol.iterator](): Iterator<EventView> {
    for (let index = 0; index < this.length; index += 1) yield this.columns.at(index);
  }

  slice(from: number): EventView[] {
    return Array.from({ length: Math.max(0, this.length - from) }, (_, index) => this.columns.at(from + index));
  }

  /** The last ones. */
  latest(count: number): EventView[] {
    return this.slice(Math.max(0, this.length - count));
  }

  /** The index of the event before it on the same resource, signals left out; -1: there is none. */
  before(index: number): number {
    return this.columns.beforeAt(index);
  }

  /** All subjects there were, each once: enough to know what is where in the tree. */
  get subjects(): readonly Subject[] {
    return this.columns.subjects;
  }

  subjectAt(index: number): Subject {
    return this.columns.subjectAt(index);
  }

  sayingAt(index: number): Saying {
    return this.columns.sayingAt(index);
  }

  /** Null: outside of operations. */
  operationAt(index: number): string | null {
    return this.columns.operationAt(index);
  }

  seqAt(index: number): number {
    return this.columns.seqAt(index);
  }

  ofOperations(ids: ReadonlySet<string>): EventView[] {
    return this.columns.ofOperations(ids, this.length);
  }

  ofOperation(id: string): EventView[] {
    return this.ofOperations(new Set([id]));
  }

  /** Those of the subjects that are wanted. */
  about(wanted: (subject: Subject) => boolean): EventView[] {
    return Array.from(this.matching(wanted), (index) => this.columns.at(index));
  }

  /** Indices of those that are wanted: each subject with each thing that is said of it is asked about once. */
  matching(wanted: (subject: Subject, saying: Saying) => boolean, operationId: string | null = null): Uint32Array {
    return this.columns.matching(wanted, operationId, this.length);
  }

  /** How often each thing was said. */
  tally(): ReadonlyMap<Saying, number> {
    return this.columns.tally(this.length);
  }
}

function columnsOf(events: Iterable<EventView>): EventColumns {
  const columns = new EventColumns();
  for (const event of events) columns.push(event);
  return columns;
}

export const NO_EVENTS = EventLog.of([]);
