/** Ports of the engine in memory: a journal that remembers what a database would hold, and a clock that moves when told to. */
import type { Clock, EventRow, Journal, OperationRow, Requests, ResourceRow, SignalRow, StackRow } from '../types';

export class MemoryJournal implements Journal {
  readonly rows = new Map<string, ResourceRow>();
  readonly stacks = new Map<string, StackRow>();
  readonly operations = new Map<string, OperationRow>();
  readonly events: EventRow[] = [];
  readonly handledSignals = new Set<string>();
  wakesAt: Date | null = null;
  /** Rows whose deletion began while another row still required them. */
  readonly deletedTooEarly: string[] = [];
  /** How often somebody waited for the journal. */
  waits = 0;

  resource(row: ResourceRow): void {
    this.rows.set(row.id, row);
    if (row.action !== 'DELETE' || row.status !== 'IN_PROGRESS') return;
    for (const other of this.rows.values()) {
      const gone = other.action === 'INIT' || (other.action === 'DELETE' && other.status === 'COMPLETE');
      if (!gone && other.requires.includes(row.id)) this.deletedTooEarly.push(`${row.name}, required by ${other.name}`);
    }
  }

  keep(row: ResourceRow): void {
    this.rows.set(row.id, row);
  }

  remove(row: ResourceRow): void {
    this.rows.delete(row.id);
  }

  stack(row: StackRow): void {
    this.stacks.set(row.id, row);
  }

  operation(row: OperationRow): void {
    this.operations.set(row.id, row);
  }

  event(event: EventRow): void {
    this.events.push(event);
  }

  signalHandled(id: string): void {
    this.handledSignals.add(id);
  }

  wakeAt(at: Date | null): void {
    this.wakesAt = at;
  }

  async durable(): Promise<void> {
    this.waits += 1;
    await Promise.resolve();
  }
}

/**
 * A journal that keeps what is not yet durable apart, as a database does with a transaction that has not committed. `crash` answers what a
 * process started after a power cut would find.
 */
export class CrashingJournal extends MemoryJournal {
  private readonly durableRows = new Map<string, ResourceRow>();
  private readonly durableStacks = new Map<string, StackRow>();
  private readonly durableOperations = new Map<string, OperationRow>();
  private durableEvents = 0;

  override async durable(): Promise<void> {
    this.waits += 1;
    await new Promise((resolve) => setImmediate(resolve));
    this.commit();
  }

  commit(): void {
    copy(this.rows, this.durableRows);
    copy(this.stacks, this.durableStacks);
    copy(this.operations, this.durableOperations);
    this.durableEvents = this.events.length;
  }

  crash(): void {
    copy(this.durableRows, this.rows);
    copy(this.durableStacks, this.stacks);
    copy(this.durableOperations, this.operations);
    this.events.length = this.durableEvents;
  }
}

function copy<Key, Value>(from: ReadonlyMap<Key, Value>, to: Map<Key, Value>): void {
  to.clear();
  for (const [key, value] of from) to.set(key, value);
}

/** Time stands still until `advance`. */
export class ManualClock implements Clock {
  private time = Date.UTC(2026, 0, 1);
  private timers: { at: number; callback: () => void }[] = [];

  now(): Date {
    return new Date(this.time);
  }

  after(ms: number, callback: () => void): () => void {
    const timer = { at: this.time + ms, callback };
    this.timers.push(timer);
    return () => {
      this.timers = this.timers.filter((other) => other !== timer);
    };
  }

  async breathe(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Moves time to the next timer and lets it ring; false when there is none so soon. */
  ringNext(withinMs = Infinity): boolean {
    const next = this.timers.toSorted((left, right) => left.at - right.at)[0];
    if (next === undefined || next.at > this.time + withinMs) return false;
    this.timers = this.timers.filter((timer) => timer !== next);
    this.time = Math.max(this.time, next.at);
    next.callback();
    return true;
  }

  advance(ms: number): void {
    this.time += ms;
  }
}

/** What people and agents ask for, in memory. */
export class MemoryRequests implements Requests {
  operations: OperationRow[] = [];
  cancels: { operationId: string; mode: 'rollback' | 'stop' }[] = [];
  signals: SignalRow[] = [];

  async take(): Promise<{ operations: OperationRow[]; cancels: { operationId: string; mode: 'rollback' | 'stop' }[]; signals: SignalRow[] }> {
    const taken = { operations: this.operations, cancels: this.cancels, signals: this.signals };
    this.operations = [];
    this.cancels = [];
    this.signals = [];
    return taken;
  }
}
