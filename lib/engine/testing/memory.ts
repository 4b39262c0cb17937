/** Ports of the engine in memory: a journal that remembers what a database would hold, and a clock that moves when told to. */
import type { Clock, EventRow, Journal, OperationRow, Requests, ResourceRow, SignalRow, StackRow } from '../types';

export class MemoryJournal implements Journal {
  readonly rows = new Map<string, ResourceRow>();
  readonly stacks = new Map<string, StackRow>();
  readonly operations = new Map<string, OperationRow>();
  readonly events: EventRow[] = [];
  readonly handledSignals = new Set<string>();
  wakesAt: Date | null = null;
  /** How often somebody waited for the journal. */
  waits = 0;

  resource(row: ResourceRow): void {
    this.rows.set(row.id, row);
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

  /** Moves time to the next timer and lets it ring; false when there is none. */
  ringNext(): boolean {
    const next = this.timers.toSorted((left, right) => left.at - right.at)[0];
    if (next === undefined) return false;
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
