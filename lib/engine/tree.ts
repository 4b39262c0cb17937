import type { ResourceTypeRegistry } from './resource-type';
import type { Action, EventAction, Status } from './states';
import type { Clock, EventRow, Journal, OperationRow, ResourceRow, StackRow, Waiting } from './types';
import { maskText } from './secrets';

export interface TreePorts {
  journal: Journal;
  clock: Clock;
  registry: ResourceTypeRegistry;
  newId(): string;
}

/**
 * A root stack with all it contains, as the run believes it to be. Every change goes through here, so that memory, journal and events
 * cannot disagree. All methods are synchronous: what happens between two `await`s is one step, and the journal writes it as one.
 */
export class Tree {
  private readonly all = new Map<string, ResourceRow>();
  /** The same rows by stack: a tree may have thousands of stacks. */
  private readonly byStack = new Map<string, Map<string, ResourceRow>>();
  private readonly stacks = new Map<string, StackRow>();
  private readonly hidden = new Set<string>();
  private readonly ports: TreePorts;
  readonly rootId: string;

  constructor(rootId: string, stacks: readonly StackRow[], rows: readonly ResourceRow[], ports: TreePorts) {
    this.rootId = rootId;
    this.ports = ports;
    for (const stack of stacks) this.stacks.set(stack.id, stack);
    for (const row of rows) {
      this.put(row);
      this.hide(row.secrets);
    }
  }

  stack(id: string): StackRow {
    const stack = this.stacks.get(id);
    if (stack === undefined) throw new RangeError(`stack ${id} is not part of the tree of ${this.rootId}`);
    return stack;
  }

  get root(): StackRow {
    return this.stack(this.rootId);
  }

  /** The stack that a nested resource stands for, while it is there. */
  childOf(row: ResourceRow): StackRow | undefined {
    const child = row.physicalResourceId === null ? undefined : this.stacks.get(row.physicalResourceId);
    return child?.deletedAt === null ? child : undefined;
  }

  /** A stack that comes into being: it is written with its first state. */
  addStack(stack: StackRow): void {
    this.stacks.set(stack.id, stack);
  }

  /** Read only: changes go through `add`, `change`, `keep` and `remove`. */
  get rows(): ReadonlyMap<string, ResourceRow> {
    return this.all;
  }

  rowsOf(stackId: string): ResourceRow[] {
    return [...(this.byStack.get(stackId)?.values() ?? [])];
  }

  private put(row: ResourceRow): void {
    this.all.set(row.id, row);
    const siblings = this.byStack.get(row.stackId);
    if (siblings === undefined) this.byStack.set(row.stackId, new Map([[row.id, row]]));
    else siblings.set(row.id, row);
  }

  /** From now on these values are masked in everything the run writes for people. */
  hide(values: readonly string[]): void {
    for (const value of values) this.hidden.add(value);
  }

  get secrets(): readonly string[] {
    return [...this.hidden];
  }

  add(row: ResourceRow): void {
    this.put(row);
    this.ports.journal.resource(row);
  }

  /** Records a change; an event is written when the state changed, and only then. Returns the row as it is now. */
  change(row: ResourceRow, change: Partial<ResourceRow>): ResourceRow {
    const next: ResourceRow = { ...row, ...change, updatedAt: this.ports.clock.now() };
    this.put(next);
    this.ports.journal.resource(next);
    if (next.action !== row.action || next.status !== row.status) this.say(next, next.action, next.status, next.statusReason);
    return next;
  }

  /** The resource stays as it is and belongs to the new revision. */
  keep(row: ResourceRow, revisionId: string | null): void {
    if (row.revisionId === revisionId) return;
    const next: ResourceRow = { ...row, revisionId };
    this.put(next);
    this.ports.journal.keep(next);
  }

  remove(row: ResourceRow): void {
    this.all.delete(row.id);
    this.byStack.get(row.stackId)?.delete(row.id);
    this.ports.journal.remove(row);
  }

  /** An event about a resource that is not a change of its state. */
  say(row: ResourceRow, action: EventAction, status: Status, reason: string, waitingFor: string | null = null): void {
    this.event({
      stackId: row.stackId,
      operationId: row.operationId,
      resourceId: row.id,
      resourceName: row.name,
      resourceType: row.type,
      physicalResourceId: row.physicalResourceId,
      action,
      status,
      reason,
      waitingFor,
    });
  }

  wait(row: ResourceRow, waiting: Waiting): ResourceRow {
    const next = this.change(row, { waiting });
    if (waiting.what !== row.waiting?.what) this.say(next, next.action, next.status, waiting.what, waiting.what);
    return next;
  }

  changeStack(id: string, change: Partial<StackRow>): void {
    const now = this.ports.clock.now();
    const before = this.stack(id);
    const next: StackRow = { ...before, ...change, updatedAt: (change.action ?? before.action) === 'CREATE' ? before.updatedAt : now };
    this.stacks.set(id, next);
    this.ports.journal.stack({ ...next, statusReason: maskText(next.statusReason, this.secrets) });
  }

  /** Moves a stack to a state and writes the event. */
  stackState(id: string, operationId: string, action: Action, status: Status, reason: string, change: Partial<StackRow> = {}): void {
    this.changeStack(id, { ...change, action, status, statusReason: reason });
    const stack = this.stack(id);
    this.event({
      stackId: id,
      operationId,
      resourceId: null,
      resourceName: stack.name,
      resourceType: 'OS::Heat::Stack',
      physicalResourceId: id,
      action,
      status,
      reason,
      waitingFor: null,
    });
  }

  operation(row: OperationRow): OperationRow {
    const masked = { ...row, reason: maskText(row.reason, this.secrets) };
    this.ports.journal.operation(masked);
    return masked;
  }

  private event(event: Omit<EventRow, 'id' | 'createdAt'>): void {
    this.ports.journal.event({
      ...event,
      reason: this.hidden.size === 0 ? event.reason : maskText(event.reason, this.secrets),
      waitingFor: event.waitingFor === null ? null : maskText(event.waitingFor, this.secrets),
      id: this.ports.newId(),
      createdAt: this.ports.clock.now(),
    });
  }
}
