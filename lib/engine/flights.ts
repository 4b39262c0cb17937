/**
 * Actions under way: calls of handlers, and waits between them. Promises: at most one handler of a resource runs at a time; a handler with
 * effects outside is called after the journal has made its intent durable; a handler without any costs no `await`.
 */
import type { Json } from '@/lib/hot/types';
import { findByReferenceId } from './resolver';
import { type Call, type ContextSource, contextOf, deletionPolicyOf, handlerOf } from './handlers';
import { Limiter } from './limiter';
import { type Attempt, patiently } from './patience';
import type { ActionContext, Outcome, Recorded, ResourceType, SignalOutcome } from './resource-type';
import { signalText } from './signal-text';
import type { Action } from './states';
import type { Tree, TreePorts } from './tree';
import type { ResourceRow, SignalRow } from './types';

export type Settled = 'complete' | 'failed' | 'replace';

export interface FlightsPorts extends TreePorts {
  /** How many handlers with effects outside may run at a time on one kind of connection. */
  limitOf(connection: string): number;
  /** A fault of a handler that is an accident of ours, and not its resource's: it is called again, with the same key. */
  mayPass(fault: unknown): boolean;
  /** For what nobody sees in the stack: a signal handler that threw. */
  warn(message: string, fault: unknown): void;
}

export interface FlightsEvents {
  settled(row: ResourceRow, how: Settled): void;
  /** A resource that is a stack of its own begins an action, or the next stage of it: its resources are to be brought there, then `land` is called. */
  enter(row: ResourceRow, next: boolean): void;
  /** A wait begins: is it to be given up at once, and why? */
  unwanted(row: ResourceRow, type: ResourceType | undefined): string | null;
  /** No new operation should begin now. */
  busy(): boolean;
  /** The row has been changed by a signal so that its stack is to be updated. */
  redeploy(row: ResourceRow): void;
  /** Something happened outside the run's own steps: look again. */
  ring(): void;
  fatal(fault: unknown): void;
}

const RETRIES = 5;
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 30_000;

export class Flights {
  private readonly calling = new Set<string>();
  private readonly parked = new Set<string>();
  /** Parked rows, or rows being asked, that a signal has given a reason to be asked again. */
  private readonly roused = new Set<string>();
  private readonly heldSignals = new Map<string, SignalRow[]>();
  private readonly limiter: Limiter;
  /** Calls of handlers that have not returned yet. */
  private readonly underWay = new Set<Promise<void>>();
  private readonly stopper = new AbortController();
  private readonly tree: Tree;
  private readonly ports: FlightsPorts;
  private readonly events: FlightsEvents;

  constructor(tree: Tree, ports: FlightsPorts, events: FlightsEvents) {
    this.tree = tree;
    this.ports = ports;
    this.events = events;
    this.limiter = new Limiter((lane) => ports.limitOf(lane));
  }

  /** Handlers (not waits) under way. */
  get busy(): number {
    return this.calling.size;
  }

  /** Nothing runs and nothing waits. */
  get idle(): boolean {
    return this.calling.size === 0 && this.parked.size === 0;
  }

  /** What is still answered is ignored; the rows stay as they are, for whoever takes the stack next. */
  abort(reason: unknown): void {
    this.stopper.abort(reason);
  }

  /** Resolves when no handler runs any more: those of a run that was aborted are asked to return at once. */
  async quiet(): Promise<void> {
    while (this.underWay.size > 0) await Promise.allSettled([...this.underWay]);
  }

  begin(row: ResourceRow, action: Action, change: Partial<ResourceRow>): void {
    this.invoke(this.start(row, action, change));
  }

  /** The action fails before any handler is called. */
  beginFailed(row: ResourceRow, action: Action, change: Partial<ResourceRow>, errorType: string, reason: string): void {
    this.apply(this.start(row, action, change), action, { kind: 'failed', errorType, reason });
  }

  /** A resource that is a stack of its own has come where it was to go, or failed for the reason given. */
  land(row: ResourceRow, recorded: Recorded, failure: string | null): void {
    if (failure === null) this.apply(row, row.action, { kind: 'complete', ...recorded });
    else this.settle(this.tree.change(row, { ...recordedOf(recorded), ...row.before, before: null, status: 'FAILED', statusReason: failure, waiting: null }), 'failed');
  }

  /** A resource that is a stack of its own rests between two stages; the time is in its row. */
  pause(row: ResourceRow, milliseconds: number, what: string): void {
    const wakeAt = new Date(this.ports.clock.now().getTime() + milliseconds).toISOString();
    this.park(row, { what, signal: false, wakeAt, action: row.action, kind: 'poll' });
  }

  /** A row that was in flight when the run before this one ended. What is a stack of its own is taken up by the operation. */
  adopt(row: ResourceRow): void {
    if (this.ports.registry.get(row.type)?.nested !== undefined && row.waiting === null) return;
    if (row.waiting !== null) {
      if (row.waiting.kind !== 'hook') this.parked.add(row.id);
      return;
    }
    const type = this.ports.registry.get(row.type);
    const recover = type?.recover?.bind(type);
    if (type !== undefined && recover !== undefined) this.perform(row, type, row.action, (ctx) => recover(ctx, row.action, row.properties));
    else this.invoke(row);
  }

  /** Asks everything whose time has come, or for which a signal arrived. */
  pollDue(): void {
    if (this.parked.size === 0) return;
    const now = this.ports.clock.now().toISOString();
    for (const id of [...this.parked]) {
      const waiting = this.tree.rows.get(id)?.waiting;
      if (!waiting) this.parked.delete(id);
      else if (this.roused.has(id) || (waiting.wakeAt !== null && waiting.wakeAt <= now)) this.ask(id);
    }
  }

  /** When the next wait is over, or its time is; null when none ends by itself. */
  earliest(limitOf: (row: ResourceRow) => Date | null): Date | null {
    let first: number | null = null;
    for (const id of this.parked) {
      const row = this.tree.rows.get(id);
      if (row === undefined) continue;
      const wakeAt = row.waiting?.wakeAt ?? null;
      for (const at of [wakeAt === null ? null : new Date(wakeAt), limitOf(row)]) {
        if (at !== null && (first === null || at.getTime() < first)) first = at.getTime();
      }
    }
    return first === null ? null : new Date(first);
  }

  /** Gives waits up for which `why` finds a reason. */
  giveUp(why: (row: ResourceRow, type: ResourceType | undefined) => string | null): void {
    for (const id of [...this.parked]) {
      const row = this.tree.rows.get(id);
      const reason = row === undefined ? null : why(row, this.ports.registry.get(row.type));
      if (row !== undefined && reason !== null) this.abandon(row, reason);
    }
  }

  /** Hands a signal to its resource's type, after what that resource is doing just now. */
  deliver(signal: SignalRow): void {
    const row = this.tree.rows.get(signal.resourceId);
    const type = row === undefined ? undefined : this.ports.registry.get(row.type);
    const handle = type?.signal?.bind(type);
    if (row === undefined || type === undefined || handle === undefined) {
      this.ports.journal.signalHandled(signal.id);
      return;
    }
    if (this.calling.has(row.id)) {
      this.heldSignals.set(row.id, [...(this.heldSignals.get(row.id) ?? []), signal]);
      return;
    }
    this.calling.add(row.id);
    this.track(row, type, (ctx) => handle(ctx, signal.payload, signal.id), (result) => this.signalled(row.id, signal, result));
  }

  private start(row: ResourceRow, action: Action, change: Partial<ResourceRow>): ResourceRow {
    return this.tree.change(row, {
      ...change, action, status: 'IN_PROGRESS', statusReason: 'state changed', startedAt: this.ports.clock.now(), attempt: 0, waiting: null,
    });
  }

  private invoke(row: ResourceRow, next = false): void {
    const type = this.ports.registry.get(row.type);
    if (type === undefined) {
      const reason = `No connection of this project can run resources of type ${row.type}.`;
      this.apply(row, row.action, { kind: 'failed', errorType: 'ResourceTypeUnavailable', reason });
      return;
    }
    const policy = row.action === 'DELETE' ? deletionPolicyOf(row.definition) : 'Delete';
    if (policy === 'Retain') this.apply(row, row.action, { kind: 'complete' });
    else if (type.nested !== undefined) this.events.enter(row, next);
    else if (policy === 'Snapshot' && type.snapshot !== undefined) this.invokePhase(row, type, 'SNAPSHOT');
    else this.invokePhase(row, type, row.action);
  }

  private invokePhase(row: ResourceRow, type: ResourceType, phase: Action): void {
    const call = handlerOf(type, row, phase);
    if (call === null) this.apply(row, phase, { kind: 'complete' });
    else this.perform(row, type, phase, call);
  }

  private perform(row: ResourceRow, type: ResourceType, phase: Action, call: Call): void {
    this.calling.add(row.id);
    this.track(row, type, call, (result) => {
      this.calling.delete(row.id);
      const current = this.tree.rows.get(row.id);
      if (current === undefined) return;
      this.apply(current, phase, result.ok ? result.value : { kind: 'failed', ...faultOf(result.fault) });
      this.releaseSignals(row.id);
    });
  }

  private track<T>(
    row: ResourceRow,
    type: ResourceType,
    call: (ctx: ActionContext) => T | Promise<T>,
    arrived: (result: Attempt<T>) => void,
  ): void {
    const later = (result: Attempt<T>): void => {
      if (this.stopper.signal.aborted) return;
      arrived(result);
      this.events.ring();
    };
    if (type.effects === 'none') {
      try {
        const value = call(this.context(row, type));
        if (value instanceof Promise) {
          // Its first attempt is under way; only another one calls again.
          let first: Promise<T> | null = value;
          const again = (): T | Promise<T> => {
            const begun = first ?? call(this.context(row, type));
            first = null;
            return begun;
          };
          this.watch(patiently(again, this.ports.mayPass, this.ports.clock, this.stopper.signal).then(later));
        } else arrived({ ok: true, value });
      } catch (fault) {
        arrived({ ok: false, fault });
      }
      return;
    }
    const task = async (): Promise<void> => {
      await this.ports.journal.durable();
      if (this.stopper.signal.aborted) return;
      later(await patiently(() => call(this.context(row, type)), this.ports.mayPass, this.ports.clock, this.stopper.signal));
    };
    this.watch(this.limiter.run(type.schema.connections[0] ?? 'builtin', task));
  }

  private watch(call: Promise<void>): void {
    const watched = call
      .catch((fault: unknown) => this.events.fatal(fault))
      .finally(() => this.underWay.delete(watched));
    this.underWay.add(watched);
  }

  private apply(row: ResourceRow, phase: Action, outcome: Outcome): void {
    const recorded = recordedOf(outcome);
    switch (outcome.kind) {
      case 'complete': {
        if (phase === 'SNAPSHOT' && row.action === 'DELETE') {
          const next = this.tree.change(row, { ...recorded, waiting: null });
          const type = this.ports.registry.get(row.type);
          if (type !== undefined) this.invokePhase(next, type, 'DELETE');
          return;
        }
        const reason = outcome.reason ?? 'state changed';
        this.settle(this.tree.change(row, { ...recorded, status: 'COMPLETE', statusReason: reason, waiting: null, before: null }), 'complete');
        return;
      }
      case 'waiting':
        this.park({ ...row, ...recorded }, {
          what: outcome.for.what,
          signal: outcome.for.signal ?? false,
          wakeAt: outcome.for.wakeAt?.toISOString() ?? null,
          action: phase,
          kind: 'poll',
        });
        return;
      case 'failed': {
        if (outcome.retriable === true && row.attempt < RETRIES) {
          const delay = Math.min(FIRST_BACK_OFF_MS * 2 ** row.attempt, LONGEST_BACK_OFF_MS);
          this.park({ ...row, ...recorded, attempt: row.attempt + 1 }, {
            what: `attempt ${row.attempt + 2} of ${RETRIES + 1}, after ${outcome.errorType}: ${outcome.reason}`,
            signal: false,
            wakeAt: new Date(this.ports.clock.now().getTime() + delay).toISOString(),
            action: phase,
            kind: 'retry',
          });
          return;
        }
        const statusReason = `${outcome.errorType}: resources.${row.name}: ${outcome.reason}`;
        this.settle(this.tree.change(row, { ...recorded, ...row.before, before: null, status: 'FAILED', statusReason, waiting: null }), 'failed');
        return;
      }
      case 'replace': {
        const statusReason = `The Resource ${row.name} requires replacement.`;
        this.settle(this.tree.change(row, { ...recorded, ...row.before, before: null, status: 'COMPLETE', statusReason, waiting: null }), 'replace');
        return;
      }
      default:
        outcome satisfies never;
    }
  }

  private park(row: ResourceRow, waiting: NonNullable<ResourceRow['waiting']>): void {
    const next = this.tree.wait(row, waiting);
    this.parked.add(row.id);
    const unwanted = this.events.unwanted(next, this.ports.registry.get(row.type));
    if (unwanted !== null) this.abandon(next, unwanted);
  }

  private settle(row: ResourceRow, how: Settled): void {
    this.parked.delete(row.id);
    this.roused.delete(row.id);
    this.events.settled(row, how);
  }

  private ask(id: string): void {
    this.roused.delete(id);
    this.parked.delete(id);
    const row = this.tree.rows.get(id);
    const type = row === undefined ? undefined : this.ports.registry.get(row.type);
    const waiting = row?.waiting;
    if (row === undefined || !waiting) return;
    if (type === undefined || type.nested !== undefined) {
      this.invoke(this.tree.change(row, { waiting: null }), true);
      return;
    }
    const poll = waiting.kind === 'retry' ? undefined : type.poll?.bind(type);
    if (poll === undefined) this.invokePhase(row, type, waiting.action);
    else this.perform(row, type, waiting.action, (ctx) => poll(ctx, waiting.action, row.properties));
  }

  private abandon(row: ResourceRow, why: string): void {
    this.parked.delete(row.id);
    this.roused.delete(row.id);
    const type = this.ports.registry.get(row.type);
    const action = row.waiting?.action ?? row.action;
    const finish = (): void => {
      const current = this.tree.rows.get(row.id) ?? row;
      const statusReason = `${action} aborted (${why})`;
      this.settle(this.tree.change(current, { ...row.before, before: null, status: 'FAILED', statusReason, waiting: null }), 'failed');
    };
    const cancel = type?.cancel?.bind(type);
    if (type === undefined || cancel === undefined) {
      finish();
      return;
    }
    this.calling.add(row.id);
    this.track(row, type, (ctx) => cancel(ctx, action), (result) => {
      this.calling.delete(row.id);
      if (!result.ok) this.ports.warn(`cancelling ${action} of ${row.name} (${row.type}) threw`, result.fault);
      finish();
      this.releaseSignals(row.id);
    });
  }

  private signalled(id: string, signal: SignalRow, result: Attempt<SignalOutcome>): void {
    this.calling.delete(id);
    this.ports.journal.signalHandled(signal.id);
    const row = this.tree.rows.get(id);
    if (!result.ok) this.ports.warn(`the signal handler of ${row?.name} (${row?.type}) threw`, result.fault);
    else if (row !== undefined) {
      const next = this.tree.change(row, recordedOf(result.value));
      const text = signalText(result.value);
      if (text !== null) this.tree.say(next, 'SIGNAL', next.status, text);
      const { redeploy } = result.value;
      const other = redeploy === undefined ? undefined : this.tree.rows.get(redeploy.resourceId);
      if (redeploy !== undefined && other !== undefined) this.events.redeploy(this.tree.change(other, { data: redeploy.data }));
    }
    // A wait condition waits for what its handle was told: everything that waits for a signal is asked.
    for (const other of [...this.parked, ...this.calling]) {
      const waiting = this.tree.rows.get(other)?.waiting;
      if (waiting?.signal === true || this.calling.has(other)) this.roused.add(other);
    }
    this.releaseSignals(id);
  }

  private releaseSignals(id: string): void {
    const [next, ...rest] = this.heldSignals.get(id) ?? [];
    if (next === undefined) return;
    if (rest.length === 0) this.heldSignals.delete(id);
    else this.heldSignals.set(id, rest);
    this.deliver(next);
  }

  private context(row: ResourceRow, type: ResourceType): ActionContext {
    const stack = this.tree.stack(row.stackId);
    const source: ContextSource = {
      identity: { id: stack.id, name: stack.name, rootId: stack.rootId, projectId: stack.projectId },
      now: this.ports.clock.now(),
      nameLimit: type.schema.nameLimit,
      busy: this.events.busy(),
      signal: this.stopper.signal,
      findByReferenceId: (refId: Json) => findByReferenceId(this.tree, this.ports.registry, row.stackId, refId),
    };
    return contextOf(this.tree.rows.get(row.id) ?? row, source);
  }
}

function recordedOf(recorded: Recorded): Partial<ResourceRow> {
  const change: { -readonly [Key in keyof ResourceRow]?: ResourceRow[Key] } = {};
  if (recorded.physicalResourceId !== undefined) change.physicalResourceId = recorded.physicalResourceId;
  if (recorded.data !== undefined) change.data = recorded.data;
  if (recorded.attributes !== undefined) change.attributes = recorded.attributes;
  if (recorded.metadata !== undefined) change.metadata = recorded.metadata;
  return change;
}

/** A handler that throws has a fault of its own; the stack shows it like any other failure. */
function faultOf(fault: unknown): { errorType: string; reason: string } {
  return fault instanceof Error ? { errorType: fault.name, reason: fault.message } : { errorType: 'Error', reason: String(fault) };
}
