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

/** The columns of one history, and how many of its oldest events made room. */
interface Shared {
  columns: EventColumns;
  gone: number;
}

/**
 * The events of a stack, in the order of their numbers, as columns: some 50 bytes each, where an object with its texts takes a thousand. An `EventView` is made when it is
 * asked for. A log does not change when more happens; the longer one that `append` gives shares its columns with it. When the oldest make room they are gone from the logs before, too, which
 * then have the oldest that is left in their place: closures of a page keep such logs for as long as they live themselves, and would keep all of what was let go.
 */
export class EventLog implements Iterable<EventView> {
  readonly length: number;
  private readonly shared: Shared;
  /** How many had made room when this one was made. */
  private readonly gone: number;
  /** Bytes at which the oldest make room. */
  private readonly limit: number;

  private constructor(shared: Shared, limit: number) {
    this.shared = shared;
    this.gone = shared.gone;
    this.length = shared.columns.length;
    this.limit = limit;
  }

  /** @param room bytes that it may grow by */
  static of(events: Iterable<EventView>, room = ROOM): EventLog {
    const columns = columnsOf(events);
    return new EventLog({ columns, gone: 0 }, columns.bytes + room);
  }

  /** This one and what came after it. */
  append(events: readonly EventView[]): EventLog {
    if (events.length === 0) return this;
    // Somebody appended to this one before: that one is left as it is.
    const shared = this.shared.columns.length + this.shared.gone === this.length + this.gone ? this.shared : { columns: columnsOf(this), gone: 0 };
    for (const event of events) shared.columns.push(event);
    if (shared.columns.bytes > this.limit) {
      const rest = shared.columns.withoutOldest(Math.ceil(shared.columns.length / 4));
      shared.gone += shared.columns.length - rest.length;
      shared.columns = rest;
    }
    return new EventLog(shared, this.limit);
  }

  /** What came before it and this one; it may grow by as much as it could before. */
  prepend(events: readonly EventView[], room = ROOM): EventLog {
    return EventLog.of([...events, ...this].values(), room);
  }

  /** Negative ones count from the end. */
  at(index: number): EventView | undefined {
    const from = index < 0 ? this.length + index : index;
    return from >= 0 && from < this.length ? this.columns.at(this.placeOf(from)) : undefined;
  }

  *[Symbol.iterator](): Iterator<EventView> {
    for (let index = this.missing; index < this.length; index += 1) yield this.columns.at(this.placeOf(index));
  }

  slice(from: number): EventView[] {
    const first = Math.max(from, this.missing);
    return Array.from({ length: Math.max(0, this.length - first) }, (_, index) => this.columns.at(this.placeOf(first + index)));
  }

  /** The last ones. */
  latest(count: number): EventView[] {
    return this.slice(Math.max(0, this.length - count));
  }

  /** The index of the event before it on the same resource, signals left out; -1: there is none. */
  before(index: number): number {
    const before = this.columns.beforeAt(this.placeOf(index));
    return before < 0 ? -1 : before + this.missing;
  }

  /** All subjects there were, each once: enough to know what is where in the tree. */
  get subjects(): readonly Subject[] {
    return this.columns.subjects;
  }

  subjectAt(index: number): Subject {
    return this.columns.subjectAt(this.placeOf(index));
  }

  sayingAt(index: number): Saying {
    return this.columns.sayingAt(this.placeOf(index));
  }

  /** Null: outside of operations. */
  operationAt(index: number): string | null {
    return this.columns.operationAt(this.placeOf(index));
  }

  seqAt(index: number): number {
    return this.columns.seqAt(this.placeOf(index));
  }

  ofOperations(ids: ReadonlySet<string>): EventView[] {
    return this.columns.ofOperations(ids, this.left);
  }

  ofOperation(id: string): EventView[] {
    return this.ofOperations(new Set([id]));
  }

  /** Those of the subjects that are wanted. */
  about(wanted: (subject: Subject) => boolean): EventView[] {
    return Array.from(this.matching(wanted), (index) => this.columns.at(this.placeOf(index)));
  }

  /** Indices of those that are wanted: each subject with each thing that is said of it is asked about once. */
  matching(wanted: (subject: Subject, saying: Saying) => boolean, operationId: string | null = null): Uint32Array {
    const { missing } = this;
    const found = this.columns.matching(wanted, operationId, this.left);
    return missing === 0 ? found : found.map((index) => index + missing);
  }

  /** How often each thing was said. */
  tally(): ReadonlyMap<Saying, number> {
    return this.columns.tally(this.left);
  }

  private get columns(): EventColumns {
    return this.shared.columns;
  }

  /** How many of its events have made room since. */
  private get missing(): number {
    return this.shared.gone - this.gone;
  }

  private get left(): number {
    return Math.max(0, this.length - this.missing);
  }

  private placeOf(index: number): number {
    return Math.max(0, index - this.missing);
  }
}

function columnsOf(events: Iterable<EventView>): EventColumns {
  const columns = new EventColumns();
  for (const event of events) columns.push(event);
  return columns;
}

export const NO_EVENTS = EventLog.of([]);
