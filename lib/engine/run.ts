/**
 * Everything that has to be done for one root stack until nothing can move: operations, signals, waits. One run at a time writes a
 * root stack (the lease and the journal's epoch see to that), and a run can be rebuilt at any time from what the journal has written.
 */
import { isMap } from '@/lib/hot/json';
import { Bell } from './bell';
import { abandonNested, Execution, type Target } from './execution';
import { Flights, type FlightsPorts, type Settled } from './flights';
import { deadlineOf, limitOf, overdue, type UnderWay } from './limits';
import { healthMark, isRefusedSignal } from './marks';
import { NO_POLICIES, type Policies } from './policies';
import type { ResourceType } from './resource-type';
import type { Action } from './states';
import { Tree } from './tree';
import type { OperationRow, Requests, ResourceRow, SignalRow, StackRow } from './types';

export interface RunState {
  rootId: string;
  /** The whole tree, the root included. */
  stacks: StackRow[];
  rows: ResourceRow[];
  /** The operation that is IN_PROGRESS or PAUSED, if any. */
  operation: OperationRow | null;
  /** The highest number an operation of this stack has. */
  lastOperationNumber: number;
  /** By operation, when its time is over: of those that have ended and still have resources in progress. */
  deadlines: ReadonlyMap<string, Date>;
}

export interface RunPorts extends FlightsPorts {
  requests: Requests;
  /** Binds a revision to its parameters; the reason, where that is no longer possible. */
  bind(revisionId: string): Promise<{ ok: true; target: Target } | { ok: false; reason: string }>;
  /** See `ExecutionPorts.maxResources`. */
  maxResources?: number;
  /** How long a run stays when all it has are waits that end later. */
  lingerMs: number;
}

/** A run lets timers and I/O have their turn after so many milliseconds of its own work. */
const TURN_MS = 8;
const STEPS_BETWEEN_LOOKS = 32;
/** Heat's default for a stack. */
const REDEPLOY_MINS = 60;
const UNDOABLE: readonly Action[] = ['CREATE', 'UPDATE', 'ADOPT', 'RESTORE'];

export class Run {
  private readonly tree: Tree;
  private readonly flights: Flights;
  private readonly ports: RunPorts;
  private readonly pending: OperationRow[] = [];
  private readonly known = new Set<string>();
  /** See `RunState.deadlines`. */
  private readonly deadlines: Map<string, Date>;
  private operation: OperationRow | null;
  private execution: Execution | null = null;
  private lastNumber: number;
  private wanted = true;
  private ended: { fault: unknown } | null = null;
  private readonly bell: Bell;

  constructor(state: RunState, ports: RunPorts) {
    this.ports = ports;
    this.bell = new Bell(ports.clock);
    this.operation = state.operation;
    this.lastNumber = state.lastOperationNumber;
    this.deadlines = new Map(state.deadlines);
    this.tree = new Tree(state.rootId, state.stacks, state.rows, ports);
    this.flights = new Flights(this.tree, ports, {
      enter: (row, next) => this.execution?.enter(row, next),
      busy: () => this.operation !== null || this.pending.length > 0 || ['SUSPEND', 'DELETE'].includes(this.tree.root.action),
      redeploy: (row) => this.redeploy(row),
      settled: (row, how) => this.settled(row, how),
      unwanted: (row, type) => this.unwanted(row, type),
      ring: () => this.bell.ring(),
      fatal: (fault) => this.abort(fault),
    });
  }

  /** New requests may have arrived. */
  wake(): void {
    this.wanted = true;
    this.bell.ring();
  }

  /** Stops without another write: the lease is lost, or the process ends. `drive` rejects with `fault`. */
  abort(fault: unknown): void {
    this.ended ??= { fault };
    this.flights.abort(fault);
    this.bell.ring();
  }

  /** Resolves when no handler runs any more. After `abort` that is soon, unless one does not listen. */
  quiet(): Promise<void> {
    return this.flights.quiet();
  }

  /** Resolves when nothing can move any more and all of it is durable. A run that rejects has been aborted. */
  async drive(): Promise<void> {
    try {
      await this.work();
    } catch (fault) {
      // Handlers must not go on for a run that nobody drives: somebody else takes the stack, and calls them again.
      this.abort(fault);
      throw fault;
    }
  }

  private async work(): Promise<void> {
    await this.takeOver();
    for (;;) {
      this.throwIfEnded();
      if (this.wanted) await this.takeRequests();
      await this.startPending();
      this.checkDeadline();
      this.flights.pollDue();
      await this.pump();
      if (this.wanted || this.pending.length > 0) continue;
      if (!(await this.stay())) break;
    }
    this.ports.journal.wakeAt(this.nextTime());
    await this.ports.journal.durable();
    this.throwIfEnded();
  }

  private throwIfEnded(): void {
    if (this.ended !== null) throw this.ended.fault;
  }

  private settled(row: ResourceRow, how: Settled): void {
    if (this.execution !== null) this.execution.settled(row, how);
    // Its operation ended before it did; nobody else will come to remove it.
    else if (row.action === 'DELETE' && how === 'complete') this.tree.remove(row);
  }

  private async takeOver(): Promise<void> {
    if (this.operation?.status === 'IN_PROGRESS') {
      const operation = this.operation;
      this.known.add(operation.id);
      const bound = await this.bindTarget(operation);
      const previous = this.tree.root.previousRevisionId;
      if (bound.ok) this.execution = this.execute(operation, bound.target, await this.policiesFor(operation, bound.target, previous), previous);
      else this.failOperation(bound.reason);
    }
    for (const row of this.tree.rows.values()) if (row.status === 'IN_PROGRESS') this.flights.adopt(row);
    this.giveUpUnwanted();
  }

  // --- requests -----------------------------------------------------------------------------------------------------

  private async takeRequests(): Promise<void> {
    this.wanted = false;
    const { operations, cancels, signals } = await this.ports.requests.take();
    for (const operation of operations) {
      if (this.known.has(operation.id)) continue;
      this.known.add(operation.id);
      this.lastNumber = Math.max(this.lastNumber, operation.number);
      this.pending.push(operation);
    }
    for (const signal of signals) {
      if (this.known.has(signal.id)) continue;
      this.known.add(signal.id);
      if (this.mark(signal)) continue;
      const hook = hookToClear(signal);
      const row = this.tree.rows.get(signal.resourceId);
      if (hook === null) this.flights.deliver(signal);
      else {
        this.ports.journal.signalHandled(signal.id);
        if (row !== undefined) this.execution?.clear(row, hook);
      }
    }
    for (const cancel of cancels) this.cancel(cancel.operationId, cancel.mode);
  }

  private cancel(operationId: string, mode: 'rollback' | 'stop'): void {
    const waiting = this.pending.findIndex((operation) => operation.id === operationId);
    const [never] = waiting < 0 ? [] : this.pending.splice(waiting, 1);
    if (never !== undefined) {
      this.close(never, 'CANCELLED', 'Cancelled before it started.');
      return;
    }
    const operation = this.operation;
    if (operation?.id !== operationId) return;
    const reason = `Stack ${operation.action} cancelled`;
    this.endExecution(reason);
    this.operation = null;
    // There is no way back from a deletion, a suspension or another rollback: those can only be stopped where they are.
    const back = mode === 'rollback' && UNDOABLE.includes(operation.action);
    if (!back) this.purge();
    if (operation.status === 'IN_PROGRESS' && !back) {
      this.tree.stackState(operation.stackId, operation.id, operation.action, 'FAILED', reason);
    }
    this.close(operation, 'CANCELLED', reason);
    if (back) this.rollBack(operation);
  }

  // --- operations ---------------------------------------------------------------------------------------------------

  private async startPending(): Promise<void> {
    for (let operation = this.pending.shift(); operation !== undefined; operation = this.pending.shift()) {
      const bound = await this.bindTarget(operation);
      const target = bound.ok ? bound.target : null;
      // A deletion that is asked for again finds nothing deployed: what was is what the first one came from.
      const policies = await this.policiesFor(operation, target, this.tree.root.revisionId ?? this.tree.root.previousRevisionId);
      this.throwIfEnded();
      this.supersede(operation);
      this.start(operation, target, policies);
      if (!bound.ok) this.failOperation(bound.reason);
    }
  }

  private start(operation: OperationRow, target: Target | null, policies: Policies): void {
    const { action, id, stackId } = operation;
    const root = this.tree.root;
    this.operation = this.tree.operation({ ...operation, status: 'IN_PROGRESS', startedAt: this.ports.clock.now() });
    const deadline = deadlineOf(this.operation);
    if (deadline !== null) this.deadlines.set(id, deadline);
    const moves = action !== 'SUSPEND' && action !== 'RESUME' && action !== 'CHECK' && action !== 'SNAPSHOT';
    this.tree.stackState(stackId, id, action, 'IN_PROGRESS', `Stack ${action} started`, {
      operationId: id,
      // A retry goes to the revision the stack is on; what it came from before stays what it came from.
      ...(moves && operation.targetRevisionId !== root.revisionId ? { revisionId: operation.targetRevisionId, previousRevisionId: root.revisionId } : {}),
    });
    this.execution = this.execute(this.operation, target, policies, root.revisionId);
    this.giveUpUnwanted();
  }

  private execute(operation: OperationRow, target: Target | null, policies: Policies, previousRevisionId: string | null): Execution {
    return new Execution(operation, target, policies, previousRevisionId, this.tree, this.flights, {
      ...this.ports,
      reconsider: (stackId) => this.flights.giveUp((row, type) => (row.stackId === stackId ? this.unwanted(row, type) : null)),
    });
  }

  private async policiesFor(operation: OperationRow, target: Target | null, deployedRevisionId: string | null): Promise<Policies> {
    if (target !== null) return target.policies;
    if (operation.action !== 'DELETE' || deployedRevisionId === null) return NO_POLICIES;
    const deployed = await this.ports.bind(deployedRevisionId);
    // What cannot be bound any more must still be deletable.
    return deployed.ok ? deployed.target.policies : NO_POLICIES;
  }

  private async bindTarget(operation: OperationRow): Promise<{ ok: true; target: Target | null } | { ok: false; reason: string }> {
    const { action, targetRevisionId } = operation;
    if (targetRevisionId === null || action === 'DELETE' || action === 'SUSPEND' || action === 'RESUME' || action === 'CHECK' || action === 'SNAPSHOT') {
      return { ok: true, target: null };
    }
    return this.ports.bind(targetRevisionId);
  }

  /** A new operation begins while another is under way: what is in flight finishes, nothing more of the other starts. */
  private supersede(next: OperationRow): void {
    const operation = this.operation;
    if (operation === null) return;
    this.endExecution(`Stack ${next.action} started`);
    this.operation = null;
    if (operation.status === 'IN_PROGRESS' && next.action === 'DELETE') {
      this.tree.stackState(operation.stackId, operation.id, operation.action, 'FAILED', `Stack ${operation.action} cancelled`);
    }
    this.close(operation, operation.status === 'PAUSED' ? 'FAILED' : 'CANCELLED', operation.status === 'PAUSED' ? operation.reason : `Superseded by ${next.action}.`);
  }

  /** Nothing more of it begins. Nested stacks have no end of their own: those that are not through have failed. */
  private endExecution(reason: string): void {
    this.execution?.stop();
    this.execution = null;
    for (const row of this.tree.rowsOf(this.tree.rootId)) abandonNested(row, reason, this.tree, this.ports.registry, () => undefined);
  }

  private close(operation: OperationRow, status: OperationRow['status'], reason: string): void {
    this.tree.operation({ ...operation, status, reason, finishedAt: this.ports.clock.now() });
  }

  private failOperation(reason: string): void {
    const operation = this.operation;
    if (operation === null) return;
    this.endExecution(reason === 'Timed out' ? reason : `Stack ${operation.action} cancelled`);
    this.purge();
    this.tree.stackState(operation.stackId, operation.id, operation.action, 'FAILED', reason);
    const undoable = UNDOABLE.includes(operation.action);
    if (undoable && operation.onFailure === 'pause') {
      this.operation = this.tree.operation({ ...operation, status: 'PAUSED', reason });
      return;
    }
    this.operation = null;
    this.close(operation, 'FAILED', reason);
    if (undoable && operation.onFailure === 'rollback') this.rollBack(operation);
  }

  private rollBack(cause: OperationRow): void {
    const { timeoutMins, actor } = cause;
    // What was only to be adopted belongs to somebody else: the way back from there is to let go of it.
    const retain = cause.action === 'ADOPT';
    this.pending.unshift(this.append({ action: 'ROLLBACK', targetRevisionId: cause.rollbackRevisionId, causeId: cause.id, timeoutMins, actor, retain }));
  }

  /** A signal has changed what a resource of the deployed revision should be. If it cannot be, that is kept and told: there is nothing to go back to. */
  private redeploy(row: ResourceRow): void {
    const { revisionId } = this.tree.root;
    if (revisionId === null) return;
    this.pending.push(this.append({ action: 'UPDATE', targetRevisionId: revisionId, causeId: null, timeoutMins: REDEPLOY_MINS, actor: `signal for ${row.name}`, retain: false }));
    this.bell.ring();
  }

  /** An operation that nobody asked for. */
  private append(operation: Pick<OperationRow, 'action' | 'targetRevisionId' | 'causeId' | 'timeoutMins' | 'actor' | 'retain'>): OperationRow {
    this.lastNumber += 1;
    const row: OperationRow = {
      ...operation, id: this.ports.newId(), stackId: this.tree.rootId, number: this.lastNumber, status: 'PENDING', reason: '', rollbackRevisionId: null,
      onFailure: 'keep', converge: false, cancelRequested: null, adopt: null, clearedHooks: [], createdAt: this.ports.clock.now(), startedAt: null, finishedAt: null,
    };
    this.known.add(row.id);
    return this.tree.operation(row);
  }

  private completeOperation(execution: Execution): void {
    const { operation } = execution;
    this.execution = null;
    this.operation = null;
    this.purge();
    const now = this.ports.clock.now();
    const reason = `Stack ${operation.action} completed successfully${execution.partial ? ". 'CHECK' not fully supported (see resources)" : ''}`;
    this.tree.stackState(operation.stackId, operation.id, operation.action, 'COMPLETE', reason, operation.action === 'DELETE' ? { deletedAt: now } : {});
    this.close(operation, 'COMPLETE', reason);
  }

  private finishExecution(execution: Execution): void {
    const [first] = execution.failures;
    if (first === undefined) this.completeOperation(execution);
    else if (execution.operation.action === 'CHECK') {
      this.failOperation(`Resource CHECK failed: ${execution.failures.map((failure) => `${failure.name}: ${failure.reason}`).join('; ')}`);
    } else this.failOperation(`Resource ${first.action} failed: ${first.reason}`);
  }

  private purge(): void {
    for (const row of [...this.tree.rows.values()]) {
      if (row.action === 'DELETE' && row.status === 'COMPLETE') this.tree.remove(row);
    }
  }

  // --- time ---------------------------------------------------------------------------------------------------------

  private deadline(): Date | null {
    const operation = this.execution?.operation;
    return operation === undefined ? null : deadlineOf(operation);
  }

  private checkDeadline(): void {
    const now = this.ports.clock.now();
    const deadline = this.deadline();
    const operation = this.operation;
    if (deadline !== null && operation !== null && now >= deadline) {
      this.failOperation('Timed out');
      this.flights.giveUp((row) => (row.operationId === operation.id ? 'Timed out' : null));
    }
    this.flights.giveUp((row) => overdue(row, now, this.underWay));
  }

  /** An operation that has failed and is paused for people is not under way. */
  private get underWay(): UnderWay {
    return { operation: this.execution === null ? null : this.operation, deadlines: this.deadlines };
  }

  private nextTime(): Date | null {
    const times = [this.flights.earliest((row) => limitOf(row, this.underWay)?.at ?? null), this.deadline()].flatMap((time) => (time === null ? [] : [time.getTime()]));
    return times.length === 0 ? null : new Date(Math.min(...times));
  }

  /**
   * A new operation does not wait for what may never come: waits for signals are given up, and whatever its type can cancel, unless an
   * update wants the resource just as it is being made. Other waits (a server that boots, a volume being attached) are over soon, and
   * interrupting them would leave more behind than waiting.
   */
  private unwanted(row: ResourceRow, type: ResourceType | undefined): string | null {
    const operation = this.operation;
    const late = overdue(row, this.ports.clock.now(), this.underWay);
    if (late !== null) return late;
    if (operation === null || this.execution === null || row.operationId === operation.id) return null;
    if (row.waiting?.signal !== true && type?.cancel === undefined) return null;
    return this.execution.wants(row) ? null : `Stack ${operation.action} started`;
  }

  private giveUpUnwanted(): void {
    this.flights.giveUp((row, type) => this.unwanted(row, type));
  }

  // --- the loop -----------------------------------------------------------------------------------------------------

  private async pump(): Promise<void> {
    let turnEnds = this.ports.clock.now().getTime() + TURN_MS;
    for (let steps = 1; this.execution !== null && this.ended === null; steps += 1) {
      const execution = this.execution;
      const moved = this.step(execution);
      if (this.execution !== execution) continue;
      if (execution.failures.length > 0 && execution.operation.action !== 'CHECK') this.finishExecution(execution);
      else if (!moved) {
        if (execution.finished) this.finishExecution(execution);
        return;
      }
      if (steps % STEPS_BETWEEN_LOOKS === 0 && this.ports.clock.now().getTime() >= turnEnds) {
        await this.ports.clock.breathe();
        turnEnds = this.ports.clock.now().getTime() + TURN_MS;
      }
    }
  }

  private step(execution: Execution): boolean {
    try {
      return execution.step();
    } catch (fault) {
      // A fault of ours, or of a type that could not say what an attribute is. Running again would only meet it again.
      const message = fault instanceof Error ? `${fault.name}: ${fault.message}` : String(fault);
      this.ports.warn('a step of the traversal threw', fault);
      this.failOperation(`Stack ${execution.operation.action} failed: ${message}`);
      return true;
    }
  }

  /** Waits until there is something to do; false when the run may end. */
  private async stay(): Promise<boolean> {
    const next = this.nextTime();
    const now = this.ports.clock.now().getTime();
    const untilNext = next === null ? Infinity : next.getTime() - now;
    if (this.flights.busy > 0) {
      await this.bell.rest(untilNext);
      return true;
    }
    if (untilNext <= this.ports.lingerMs) {
      await this.bell.rest(untilNext);
      return true;
    }
    if (next === null && this.flights.idle) return false;
    // Signals often come right after what waits for them: staying a little is cheaper than coming back.
    return this.bell.rest(this.ports.lingerMs);
  }

  /** What is for the engine itself. Of a resource that is being acted on, its action tells whether it is well. */
  private mark(signal: SignalRow): boolean {
    const mark = healthMark(signal);
    const refused = isRefusedSignal(signal);
    if (mark === null && !refused) return false;
    this.ports.journal.signalHandled(signal.id);
    const row = this.tree.rows.get(signal.resourceId);
    if (mark === null) {
      if (row !== undefined) this.tree.say(row, row.action, row.status, `Cannot signal resource during ${row.action}`);
      return true;
    }
    if (row === undefined || row.status === 'IN_PROGRESS' || row.action === 'DELETE' || row.action === 'INIT') return true;
    if (mark.unhealthy) this.tree.change(row, { action: 'CHECK', status: 'FAILED', statusReason: mark.reason });
    else if ((mark.asItIs || row.action === 'CHECK') && row.status === 'FAILED') this.tree.change(row, { action: 'CHECK', status: 'COMPLETE', statusReason: mark.reason });
    return true;
  }
}

/** A signal `{"unset_hook": "pre-create"}` is for the engine, whatever the resource's type. */
function hookToClear({ payload }: SignalRow): string | null {
  const hook = isMap(payload) ? payload['unset_hook'] : undefined;
  return typeof hook === 'string' ? hook : null;
}
