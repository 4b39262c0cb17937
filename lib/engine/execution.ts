/**
 * One operation on its way through a whole tree: a scope for the root, and one for each nested resource that is under way. A child is opened
 * when its resource begins, with values that are known by then, and its resource is through when the child is. All of it is one run and one
 * journal: what a crash leaves is found again by visiting the nodes from the root.
 */
import { resolveOutput } from '@/lib/hot';
import { isMap } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import { arnOf, bindChild, chainReason, childName, DEEPEST, MOST_RESOURCES, type Sources, type Target } from './children';
import { clearHook, interruptHook } from './breakpoints';
import type { Flights, Settled } from './flights';
import { shortId } from './names';
import { NO_POLICIES, type Policies } from './policies';
import { findByReferenceId } from './resolver';
import type { ChildInput, ChildStack, Recorded, ResourceTypeRegistry } from './resource-type';
import { type Failure, Scope, type ScopePorts } from './scope';
import type { Tree } from './tree';
import type { Clock, OperationRow, ResourceRow, StackRow } from './types';

export type { Target } from './children';

export interface ExecutionPorts {
  registry: ResourceTypeRegistry;
  clock: Clock;
  newId(): string;
  /** Most resources of a tree, its nested stacks included. Default 1,000, as Heat's. */
  maxResources?: number;
  /** Waits of an earlier operation in this stack may not be wanted any more. */
  reconsider(stackId: string): void;
}

interface Child {
  stack: StackRow;
  target: Target | null;
  policies: Policies;
  data: JsonMap | undefined;
  /** Another stage follows, so many milliseconds after this one. */
  more: { pause: number } | undefined;
}

export class Execution {
  readonly operation: OperationRow;
  private readonly tree: Tree;
  private readonly flights: Flights;
  private readonly ports: ExecutionPorts;
  private readonly sources: Sources | null;
  private readonly scopePorts: ScopePorts;
  private readonly scopes = new Map<string, Scope>();
  /** By the stack of the child, what comes after the stage it is in. */
  private readonly more = new Map<string, { pause: number }>();
  private readonly cleared: Set<string>;
  /** Scopes that may have something to do; the last one first. */
  private readonly ready: Scope[] = [];
  private readonly root: Scope;

  constructor(
    operation: OperationRow,
    target: Target | null,
    policies: Policies,
    previousRevisionId: string | null,
    tree: Tree,
    flights: Flights,
    ports: ExecutionPorts,
  ) {
    this.operation = operation;
    this.cleared = new Set(operation.clearedHooks);
    this.tree = tree;
    this.flights = flights;
    this.ports = ports;
    this.sources = target?.sources ?? null;
    const { registry, clock, newId } = ports;
    this.scopePorts = {
      registry, clock, newId, tree, flights, operation, previousRevisionId, cleared: this.cleared,
      ready: (scope) => this.makeReady(scope),
      enter: (row) => this.enter(row),
    };
    this.root = new Scope({ stackId: operation.stackId, action: operation.action, owner: null, target, policies }, this.scopePorts);
    this.open(this.root);
  }

  get failures(): readonly Failure[] {
    return this.root.failures;
  }

  get partial(): boolean {
    return this.root.partial;
  }

  get finished(): boolean {
    return this.root.finished;
  }

  /** Does one step; false when there is nothing to do until something settles. */
  step(): boolean {
    for (let scope = this.ready.at(-1); scope !== undefined; scope = this.ready.at(-1)) {
      const moved = scope.step();
      if (this.isOver(scope, moved)) {
        this.leave(scope);
        return true;
      }
      if (moved) return true;
      this.unready(scope);
    }
    return false;
  }

  stop(): void {
    for (const scope of this.scopes.values()) scope.stop();
    this.scopes.clear();
    this.ready.length = 0;
  }

  /** A row whose stack is not open yet is judged when it is. */
  wants(row: ResourceRow): boolean {
    const scope = this.scopes.get(row.stackId);
    if (scope !== undefined) return scope.wants(row);
    return row.action === 'DELETE' || (this.operation.action !== 'DELETE' && this.operation.action !== 'ROLLBACK');
  }

  settled(row: ResourceRow, how: Settled): void {
    const scope = this.scopes.get(row.stackId);
    if (scope !== undefined) scope.settled(row, how);
    // Its stack was left before it was through.
    else if (row.action === 'DELETE' && how === 'complete') this.tree.remove(row);
  }

  /** Goes on with a resource that paused at a hook. */
  clear(row: ResourceRow, hook: string): void {
    const before = this.cleared.size;
    const scope = this.scopes.get(row.stackId);
    if (scope === undefined) clearHook(row, hook, this.operation.id, this.tree, this.cleared);
    else scope.clear(row, hook);
    if (this.cleared.size > before) this.tree.operation({ ...this.operation, clearedHooks: [...this.cleared] });
  }

  // --- children -----------------------------------------------------------------------------------------------------

  /** `next`: it has been through one stage of this action, and comes to another. */
  enter(row: ResourceRow, next = false): void {
    const existing = this.tree.childOf(row);
    if (this.ports.registry.get(row.type)?.nested === undefined || (existing !== undefined && this.scopes.has(existing.id))) return;
    const deploys = row.action === 'CREATE' || row.action === 'UPDATE' || row.action === 'ADOPT';
    if (existing === undefined && !deploys) {
      this.flights.land(row, {}, null);
      return;
    }
    // Its next stage has a time of its own.
    if (row.waiting !== null) return;
    const resumed = existing?.operationId === this.operation.id && existing.status === 'IN_PROGRESS';
    const made = deploys ? this.deployed(row, existing, resumed ? 'resume' : next ? 'next' : 'begin') : { ok: true as const, child: this.asItIs(row, existing ?? this.newStack(row)) };
    if (!made.ok) {
      this.flights.land(row, {}, made.reason);
      return;
    }
    this.begin(row, made.child, resumed ? existing.action : existing === undefined ? (row.action === 'ADOPT' ? 'ADOPT' : 'CREATE') : row.action === 'CREATE' ? 'UPDATE' : row.action, resumed);
  }

  private begin(row: ResourceRow, { stack, target, policies, data, more }: Child, action: Scope['action'], resumed: boolean): void {
    let owner = row;
    if (!resumed) {
      owner = this.tree.change(row, { physicalResourceId: stack.id, ...(data === undefined ? {} : { data }) });
      this.tree.addStack(stack);
      this.tree.stackState(stack.id, this.operation.id, action, 'IN_PROGRESS', `Stack ${action} started`, {
        operationId: this.operation.id, revisionId: this.operation.targetRevisionId ?? stack.revisionId,
      });
    }
    const scope = new Scope({ stackId: stack.id, action, owner, target, policies }, this.scopePorts);
    if (more !== undefined) this.more.set(stack.id, more);
    this.open(scope);
    this.ports.reconsider(stack.id);
  }

  private open(scope: Scope): void {
    this.scopes.set(scope.stackId, scope);
    this.makeReady(scope);
  }

  private makeReady(scope: Scope): void {
    if (scope.queued || this.scopes.get(scope.stackId) !== scope) return;
    scope.queued = true;
    this.ready.push(scope);
  }

  private unready(scope: Scope): void {
    scope.queued = false;
    const at = this.ready.lastIndexOf(scope);
    if (at >= 0) this.ready.splice(at, 1);
  }

  private newStack(row: ResourceRow): StackRow {
    const parent = this.tree.stack(row.stackId);
    return {
      id: this.ports.newId(), rootId: this.tree.rootId, projectId: parent.projectId, name: childName(parent.name, row), ownerId: parent.id,
      parentResourceName: row.name, nestedDepth: parent.nestedDepth + 1, action: 'CREATE', status: 'IN_PROGRESS', statusReason: '',
      revisionId: null, previousRevisionId: null, operationId: null, updatedAt: null, deletedAt: null,
    };
  }

  private asItIs(row: ResourceRow, stack: StackRow): Child {
    const policies = this.scopes.get(row.stackId)?.policies.inside(row.name) ?? NO_POLICIES;
    return { stack, target: null, policies, data: undefined, more: undefined };
  }

  private deployed(row: ResourceRow, existing: StackRow | undefined, stage: ChildInput['stage']): { ok: true; child: Child } | { ok: false; reason: string } {
    const failed = (errorType: string, reason: string) => ({ ok: false as const, reason: `${errorType}: resources.${row.name}: ${reason}` });
    const parent = this.scopes.get(row.stackId)?.target;
    const sources = parent?.sources ?? this.sources;
    const declaredType = parent?.bound.resources.get(row.name)?.definition.type ?? row.type;
    const stack = existing ?? this.newStack(row);
    if (stack.nestedDepth > DEEPEST) return failed('RequestLimitExceeded', `Recursion depth exceeds ${DEEPEST}.`);
    if (sources === null) return failed('StackValidationFailed', 'There is no revision to make it from.');
    const definition = this.describe(row, stack, sources, stage);
    if (definition === undefined) return failed('ResourceTypeUnavailable', `${row.type} is no stack of its own.`);
    if (!definition.ok) return failed(definition.errorType, definition.reason);
    const bound = bindChild(sources, definition, { ...row, declaredType }, stack);
    if (!bound.ok) return failed('StackValidationFailed', bound.reason);
    const { target } = bound;
    const others = this.tree.rows.size - this.tree.rowsOf(stack.id).length;
    const most = this.ports.maxResources ?? MOST_RESOURCES;
    if (most >= 0 && others + target.bound.resources.size > most) return failed('RequestLimitExceeded', 'Request limit exceeded: Maximum resources per stack exceeded.');
    return { ok: true, child: { stack, target, policies: target.policies, data: definition.data, more: definition.more } };
  }

  private describe(row: ResourceRow, stack: StackRow, sources: Sources, stage: ChildInput['stage']): ChildStack | undefined {
    const updatePolicy = row.definition['update_policy'];
    return this.ports.registry.get(row.type)?.nested?.({
      resource: row, properties: row.properties, updatePolicy: isMap(updatePolicy) ? updatePolicy : {}, arn: arnOf(stack), stage,
      timeoutSeconds: this.operation.timeoutMins > 0 ? this.operation.timeoutMins * 60 : null, interrupted: stack.status === 'FAILED',
      members: this.tree.rowsOf(stack.id).filter((member) => member.replacedBy === null),
      findByReferenceId: (refId) => findByReferenceId(this.tree, this.ports.registry, row.stackId, refId),
      template: (name) => sources.template(name), newName: () => shortId(this.ports.newId()),
    });
  }

  private isOver(scope: Scope, moved: boolean): boolean {
    if (scope.owner === null) return false;
    return (scope.failures.length > 0 && scope.action !== 'CHECK') || (!moved && scope.finished);
  }

  private leave(scope: Scope): void {
    const { owner, action, stackId } = scope;
    const row = owner === null ? undefined : this.tree.rows.get(owner.id);
    this.close(scope);
    if (row === undefined) return;
    const [first] = scope.failures;
    if (first !== undefined) {
      for (const member of this.tree.rowsOf(stackId)) this.abandon(member, `Stack ${action} cancelled`);
      const all = scope.failures.map((failure) => `${failure.name}: ${failure.reason}`).join('; ');
      this.tree.stackState(stackId, this.operation.id, action, 'FAILED', `Resource ${first.action} failed: ${action === 'CHECK' ? all : first.reason}`);
      this.flights.land(row, {}, chainReason(row.name, first.reason));
      return;
    }
    const partial = scope.partial ? ". 'CHECK' not fully supported (see resources)" : '';
    this.tree.stackState(stackId, this.operation.id, action, 'COMPLETE', `Stack ${action} completed successfully${partial}`, action === 'DELETE' ? { deletedAt: this.ports.clock.now() } : {});
    const more = this.more.get(stackId);
    this.more.delete(stackId);
    if (more === undefined) this.flights.land(row, outputsOf(scope), null);
    else if (more.pause > 0) this.flights.pause(row, more.pause, 'the pause before the next batch');
    else this.enter(row, true);
  }

  private close(scope: Scope): void {
    scope.stop();
    this.scopes.delete(scope.stackId);
    this.unready(scope);
  }

  private abandon(row: ResourceRow, reason: string): void {
    abandonNested(row, reason, this.tree, this.ports.registry, (stackId) => {
      const scope = this.scopes.get(stackId);
      if (scope !== undefined) this.close(scope);
    });
  }
}

function outputsOf(scope: Scope): Recorded {
  const bound = scope.target?.bound;
  if (bound === undefined) return {};
  const attributes: JsonMap = {};
  for (const output of bound.outputs) attributes[output.name] = resolveOutput(bound, output.name, scope.resolver).value;
  return { attributes };
}

/** A nested resource in the middle of an action that will not go on: it and its stack have failed, and those within. */
export function abandonNested(row: ResourceRow, reason: string, tree: Tree, registry: ResourceTypeRegistry, left: (stackId: string) => void): void {
  if (row.status !== 'IN_PROGRESS' || registry.get(row.type)?.nested === undefined) return;
  const child = tree.childOf(row);
  if (child !== undefined) {
    left(child.id);
    for (const member of tree.rowsOf(child.id)) {
      interruptHook(member, row.operationId ?? '', tree);
      abandonNested(member, reason, tree, registry, left);
    }
    if (child.status === 'IN_PROGRESS') tree.stackState(child.id, row.operationId ?? '', child.action, 'FAILED', `Stack ${child.action} cancelled`);
  }
  tree.change(row, { ...row.before, before: null, status: 'FAILED', statusReason: `${row.action} aborted (${reason})`, waiting: null });
}
