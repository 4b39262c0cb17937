/** A stack, its revisions and its world, all in memory: what a test of the engine stands on. */
import type { BoundStack } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import type { Target } from '../children';
import { type Policies, policiesOf } from '../policies';
import { Run } from '../run';
import type { Action } from '../states';
import type { OnFailure, OperationRow, ResourceRow, StackRow } from '../types';
import { ManualClock, MemoryJournal, MemoryRequests } from './memory';
import { type ChildSketches, type ResourceSketch, sourcesOf, targetOf, World } from './world';

const STACK_ID = '00000000-0000-4000-8000-000000000001';

/** A fault that passes: the database of the engine itself was away, say. */
export class Accident extends Error {
  override readonly name = 'Accident';
}

export interface RevisionOptions {
  hidden?: string[];
  policies?: Policies;
  /** `resource_registry.resources` of the environment; its policies hold, in children too. */
  ofResources?: JsonMap;
  children?: ChildSketches;
}

export class Stage {
  readonly world = new World();
  readonly clock = new ManualClock();
  readonly journal: MemoryJournal;
  readonly requests = new MemoryRequests();
  readonly warnings: string[] = [];
  private readonly revisions = new Map<string, Target>();
  private readonly ids = { next: 16 };
  private operations = 0;
  run: Run | null = null;

  private readonly limit: number;
  /** Of the whole tree. */
  maxResources = 1_000;

  constructor({ journal = new MemoryJournal(), limit = 50 }: { journal?: MemoryJournal; limit?: number } = {}) {
    this.journal = journal;
    this.limit = limit;
    this.journal.stacks.set(STACK_ID, {
      id: STACK_ID, rootId: STACK_ID, projectId: 'p', name: 's', ownerId: null, parentResourceName: null, nestedDepth: 0, action: 'CREATE',
      status: 'IN_PROGRESS', statusReason: '', revisionId: null, previousRevisionId: null, operationId: null, updatedAt: null, deletedAt: null,
    });
  }

  get stack(): StackRow {
    const stack = this.journal.stacks.get(STACK_ID);
    if (stack === undefined) throw new Error('the stack is gone');
    return stack;
  }

  /** "CREATE_COMPLETE". */
  get state(): string {
    return `${this.stack.action}_${this.stack.status}`;
  }

  get rows(): ResourceRow[] {
    return [...this.journal.rows.values()];
  }

  row(name: string): ResourceRow {
    const row = this.rows.find((candidate) => candidate.name === name && candidate.replacedBy === null);
    if (row === undefined) throw new Error(`there is no row ${name}`);
    return row;
  }

  /** Names from the root down to the row. */
  pathOf(row: ResourceRow): string {
    const stack = this.journal.stacks.get(row.stackId);
    const owner = this.rows.find((candidate) => candidate.physicalResourceId === row.stackId && candidate.name === stack?.parentResourceName);
    return owner === undefined ? row.name : `${this.pathOf(owner)}/${row.name}`;
  }

  /** The stack that the nested resource of this name is or was. */
  child(name: string): StackRow {
    const stack = [...this.journal.stacks.values()].find((candidate) => candidate.parentResourceName === name);
    if (stack === undefined) throw new Error(`there is no stack of ${name}`);
    return stack;
  }

  /** "a CREATE_COMPLETE state changed", in order; events of waits are left out, as Heat has none. */
  get log(): string[] {
    return this.journal.events
      .filter((event) => event.waitingFor === null)
      .map((event) => `${event.resourceName} ${event.action}_${event.status} ${event.reason}`);
  }

  /** Stores a revision and answers its id. */
  revision(sketch: Record<string, ResourceSketch>, options: RevisionOptions = {}): string {
    const id = this.newId();
    const { hidden, children = {}, ofResources: resources } = options;
    const registry: JsonMap = resources === undefined ? {} : { resources };
    this.revisions.set(id, {
      bound: targetOf(sketch, hidden, children), policies: options.policies ?? policiesOf({ resource_registry: registry }), sources: sourcesOf(children, registry),
    });
    return id;
  }

  bound(id: string): BoundStack {
    return this.target(id).bound;
  }

  private target(id: string): Target {
    const revision = this.revisions.get(id);
    if (revision === undefined) throw new Error(`there is no revision ${id}`);
    return revision;
  }

  request(action: Action, targetRevisionId: string | null, options: { onFailure?: OnFailure; timeoutMins?: number } = {}): OperationRow {
    this.operations += 1;
    const operation: OperationRow = {
      id: this.newId(), stackId: STACK_ID, number: this.operations, action, status: 'PENDING', reason: '', targetRevisionId,
      rollbackRevisionId: action === 'UPDATE' ? this.stack.revisionId : null, causeId: null, onFailure: options.onFailure ?? 'rollback',
      timeoutMins: options.timeoutMins ?? 60, cancelRequested: null, retain: false, converge: false, adopt: null, clearedHooks: [], actor: 'test', createdAt: this.clock.now(), startedAt: null, finishedAt: null,
    };
    this.requests.operations.push(operation);
    this.journal.operations.set(operation.id, operation);
    this.run?.wake();
    return operation;
  }

  /** A new run from what the journal holds, as a worker would make it. */
  start(): Promise<void> {
    const open = [...this.journal.operations.values()].find((operation) => operation.status === 'IN_PROGRESS' || operation.status === 'PAUSED');
    this.requests.operations.push(...[...this.journal.operations.values()].filter(
      (operation) => operation.status === 'PENDING' && !this.requests.operations.includes(operation),
    ));
    this.run = new Run(
      {
        rootId: STACK_ID, stacks: [...this.journal.stacks.values()].filter((stack) => stack.deletedAt === null || stack.ownerId === null), rows: this.rows, operation: open ?? null,
        lastOperationNumber: Math.max(0, ...[...this.journal.operations.values()].map((operation) => operation.number)),
        deadlines: new Map([...this.journal.operations.values()].flatMap(({ id, startedAt, timeoutMins }) => (startedAt === null ? [] : [[id, new Date(startedAt.getTime() + timeoutMins * 60_000)]]))),
      },
      {
        journal: this.journal, clock: this.clock, registry: this.world.registry, requests: this.requests, newId: () => this.newId(),
        limitOf: () => this.limit, maxResources: this.maxResources, mayPass: (fault) => fault instanceof Accident, warn: (message) => this.warnings.push(message), lingerMs: 1_000,
        bind: async (id) => ({ ok: true, target: this.target(id) }),
      },
    );
    return this.run.drive().finally(() => {
      this.run = null;
    });
  }

  /** Runs until the run ends, letting time pass whenever it waits. */
  async settle(): Promise<void> {
    let ended = false;
    const driving = this.start().finally(() => {
      ended = true;
    });
    driving.catch(() => undefined);
    while (!ended) {
      for (let turn = 0; turn < 8 && !ended; turn += 1) await new Promise((resolve) => setImmediate(resolve));
      if (!ended) this.clock.ringNext(60_000);
    }
    await driving;
  }

  /** Runs again whenever a wait is over, as the sweep of a worker sees to, until the stack is no longer in progress. */
  async settleThroughWaits(): Promise<void> {
    await this.settle();
    for (let at = this.journal.wakesAt; at !== null && this.stack.status === 'IN_PROGRESS'; at = this.journal.wakesAt) {
      this.clock.advance(at.getTime() - this.clock.now().getTime());
      await this.settle();
    }
  }

  async perform(action: Action, target: string | null, options: { onFailure?: OnFailure; timeoutMins?: number } = {}): Promise<void> {
    this.request(action, target, options);
    await this.settle();
  }

  private newId(): string {
    this.ids.next += 1;
    return `00000000-0000-4000-8000-${this.ids.next.toString(16).padStart(12, '0')}`;
  }
}
