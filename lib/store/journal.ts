/**
 * The engine's journal on PostgreSQL. Changes are collected and written in groups: one transaction of multi-row statements, every few
 * milliseconds or so many changes. A group first raises the root stack's event number under its epoch: a run that has lost its lease
 * cannot write anything, and events are numbered without gaps by their one writer. Groups are written one after the other, so what a
 * group says is committed only after everything that was said before.
 *
 * One thing may come later: rows of resources that nothing has been done to yet. They only show what is to come, most are overwritten
 * within milliseconds, and a run that misses them makes them again. They are written when nothing else is, or after a while.
 */
import type { Pool, PoolClient } from 'pg';
import { type EventRow, type Journal, LeaseLost, type OperationRow, type ResourceRow, type StackRow, type Vault } from '@/lib/engine/types';
import { mayPass } from './faults';
import { receive } from './incoming';
import { toRecord } from './journal-record';
import * as sql from './journal-sql';
import { tellWebhooks } from './journal-webhooks';

export interface JournalOptions {
  pool: Pool;
  vault: Vault;
  rootId: string;
  /** The epoch that came with the lease. */
  epoch: number;
  /** Number of the last event written. */
  eventSeq: number;
  /** Called once when nothing more can be written: the lease is lost, or the database has been away for too long. */
  onLost(fault: Error): void;
}

const GROUP_EVERY_MS = 4;
const LARGEST_GROUP = 1_000;
/** Rows of resources to come wait so long at most, in milliseconds. */
const LONGEST_LATER = 1_000;
/** After a connection broke or a conflict, so many more attempts, each a little later: about ten seconds, the length of a lease. */
const ATTEMPTS = 8;
const FIRST_PAUSE_MS = 40;

interface Deferred {
  promise: Promise<void>;
  resolve(): void;
  reject(fault: Error): void;
}

interface Group {
  rows: Map<string, ResourceRow>;
  kept: Map<string, string[]>;
  removed: string[];
  stacks: Map<string, StackRow>;
  operations: Map<string, OperationRow>;
  events: EventRow[];
  signals: string[];
  wakeAt: Date | null | undefined;
  size: number;
  written: Deferred;
}

export class PostgresJournal implements Journal {
  private readonly options: JournalOptions;
  private seq: number;
  private group = emptyGroup();
  /** Rows of resources to come, and since when they wait. */
  private readonly later = new Map<string, ResourceRow>();
  /** Ids of rows that were made by this run, and never written. */
  private readonly unwritten = new Set<string>();
  private laterSince = 0;
  private writing: Promise<void> | null = null;
  private timer: NodeJS.Timeout | null = null;
  private lost: Error | null = null;

  constructor(options: JournalOptions) {
    this.options = options;
    this.seq = options.eventSeq;
  }

  resource(row: ResourceRow): void {
    // The same date: nothing has changed it since it was made.
    const isNew = row.action === 'INIT' && row.updatedAt === row.createdAt;
    if (isNew) this.unwritten.add(row.id);
    if (isNew && row.replaces === null) {
      if (this.later.size === 0) this.laterSince = Date.now();
      this.later.set(row.id, row);
    } else {
      this.later.delete(row.id);
      this.group.rows.set(row.id, row);
    }
    this.recorded();
  }

  keep(row: ResourceRow): void {
    if (this.group.rows.has(row.id) || this.later.has(row.id) || row.revisionId === null) {
      this.resource(row);
      return;
    }
    const kept = this.group.kept.get(row.revisionId);
    if (kept === undefined) this.group.kept.set(row.revisionId, [row.id]);
    else kept.push(row.id);
    this.recorded();
  }

  remove(row: ResourceRow): void {
    this.unwritten.delete(row.id);
    this.later.delete(row.id);
    this.group.rows.delete(row.id);
    this.group.removed.push(row.id);
    this.recorded();
  }

  stack(row: StackRow): void {
    this.group.stacks.set(row.id, row);
    this.recorded();
  }

  operation(row: OperationRow): void {
    this.group.operations.set(row.id, row);
    this.recorded();
  }

  event(event: EventRow): void {
    this.group.events.push(event);
    this.recorded();
  }

  signalHandled(id: string): void {
    this.group.signals.push(id);
    this.recorded();
  }

  /** The run comes to rest: now everything is to be written. */
  wakeAt(at: Date | null): void {
    this.group.wakeAt = at;
    this.takeLater();
    this.recorded();
  }

  async durable(): Promise<void> {
    if (this.lost !== null) throw this.lost;
    if (this.group.size === 0) {
      await this.writing;
      return;
    }
    const { promise } = this.group.written;
    // Everything the run records before it next gives way belongs into the same group.
    this.schedule(0);
    await promise;
  }

  private takeLater(): void {
    for (const row of this.later.values()) this.group.rows.set(row.id, row);
    this.later.clear();
  }

  private recorded(): void {
    this.group.size += 1;
    if (this.group.size === 1) this.schedule(GROUP_EVERY_MS);
    else if (this.group.size === LARGEST_GROUP) this.schedule(0);
  }

  private schedule(ms: number): void {
    if (this.timer !== null) {
      if (ms > 0) return;
      clearTimeout(this.timer);
    }
    this.timer = setTimeout(() => {
      this.timer = null;
      this.flush();
    }, ms);
  }

  private flush(): void {
    if (this.writing !== null || this.group.size === 0 || this.lost !== null) return;
    const quiet = this.group.rows.size === 0 && this.group.events.length === 0;
    if (this.later.size > 0 && (quiet || Date.now() - this.laterSince > LONGEST_LATER)) this.takeLater();
    const group = this.group;
    this.group = emptyGroup();
    this.writing = this.write(group).then(
      () => {
        this.writing = null;
        group.written.resolve();
        if (this.group.size > 0) this.schedule(0);
        else if (this.later.size > 0) this.recorded();
      },
      (fault: unknown) => {
        const lost = fault instanceof Error ? fault : new Error(String(fault));
        this.writing = null;
        this.lost = lost;
        group.written.reject(lost);
        this.group.written.reject(lost);
        this.options.onLost(lost);
      },
    );
  }

  private async write(group: Group): Promise<void> {
    const base = this.seq;
    this.seq += group.events.length;
    const statements = this.statementsOf(group, base);
    for (let attempt = 1; ; attempt += 1) {
      try {
        await this.transaction(statements, attempt > 1 && group.events.length > 0 ? base + group.events.length : null);
        return;
      } catch (fault) {
        if (fault instanceof LeaseLost || attempt === ATTEMPTS || !mayPass(fault)) throw fault;
        await new Promise((resolve) => setTimeout(resolve, FIRST_PAUSE_MS * 2 ** attempt));
      }
    }
  }

  /** `last`: it may have been written before, and then the number of its last event says so. */
  private async transaction(statements: readonly sql.Statement[], last: number | null): Promise<void> {
    const client = await this.options.pool.connect();
    let broken: Error | undefined;
    try {
      await client.query('BEGIN');
      if (!(await this.wasWritten(client, last))) for (const statement of statements) await this.execute(client, statement);
      await client.query('COMMIT');
    } catch (fault) {
      await client.query('ROLLBACK').catch((error: Error) => {
        broken = error;
      });
      throw fault;
    } finally {
      client.release(broken);
    }
  }

  private async wasWritten(client: PoolClient, last: number | null): Promise<boolean> {
    if (last === null) return false;
    const { text, values } = sql.wasWritten(this.options.rootId, this.options.epoch, last);
    return (await client.query(text, values)).rowCount === 1;
  }

  private async execute(client: PoolClient, statement: sql.Statement): Promise<void> {
    if (statement.incoming !== undefined) await receive(client, statement.incoming);
    if (statement.text === null) return;
    const result = await client.query(statement.text, statement.values);
    if (statement.fence === true && result.rowCount !== 1) {
      throw new LeaseLost(`stack ${this.options.rootId} is no longer written with epoch ${this.options.epoch}: another worker has taken it, or it is gone`);
    }
  }

  private resourcesOf({ rows, events }: Group): sql.Statement[] {
    const records = [...rows.values()].map((row) => toRecord(row, this.options.vault));
    // Only its events tell of a group whether it was written.
    const fresh = events.length === 0 ? [] : records.filter(({ id }) => this.unwritten.has(id));
    const known = fresh.length === 0 ? records : records.filter(({ id }) => !this.unwritten.has(id));
    for (const id of rows.keys()) this.unwritten.delete(id);
    return [...(fresh.length === 0 ? [] : [sql.insertResources(fresh)]), ...(known.length === 0 ? [] : [sql.writeResources(known)])];
  }

  /** Serialised now, while nothing can change: a group is a state the run really was in. */
  private statementsOf(group: Group, base: number): sql.Statement[] {
    const { rootId, epoch } = this.options;
    const last = base + group.events.length;
    const statements = [sql.fence(rootId, epoch, base, last)];
    if (group.removed.length > 0) statements.push(sql.removeResources(group.removed));
    if (group.stacks.size > 0) statements.push(sql.writeStacks([...group.stacks.values()]));
    statements.push(...this.resourcesOf(group));
    for (const [revisionId, ids] of group.kept) statements.push(sql.keepResources(ids, revisionId));
    for (const operation of group.operations.values()) {
      statements.push(sql.writeOperation(operation));
      if (operation.action === 'SNAPSHOT' && operation.status === 'COMPLETE') statements.push(sql.keepSnapshot(operation));
    }
    if (group.events.length > 0) statements.push(sql.insertEvents(rootId, base, group.events));
    const told = tellWebhooks(group.operations.values(), group.events, group.rows);
    if (told !== null) statements.push(told);
    if (group.signals.length > 0) statements.push(sql.handleSignals(group.signals));
    if (group.wakeAt !== undefined) statements.push(sql.setWakeAt(rootId, group.wakeAt));
    statements.push(sql.notify(rootId, last));
    return statements;
  }
}

function emptyGroup(): Group {
  const written = deferred();
  // Not everybody who records waits for the result; those who do not hear of a loss through `onLost`.
  written.promise.catch(() => undefined);
  return {
    rows: new Map(), kept: new Map(), removed: [], stacks: new Map(), operations: new Map(), events: [], signals: [], wakeAt: undefined, size: 0, written,
  };
}

function deferred(): Deferred {
  let settle: Pick<Deferred, 'resolve' | 'reject'> | undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settle = { resolve, reject };
  });
  return { promise, resolve: () => settle?.resolve(), reject: (fault) => settle?.reject(fault) };
}
