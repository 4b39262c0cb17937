/**
 * One stack on its way through one operation: visits each node when its turn comes, decides what it needs with the values that are known
 * by then, and starts it. A node whose row is busy is visited again when the row has settled, whoever made it busy: that is how an
 * operation takes over what an earlier one, or an earlier worker, has left in flight.
 */
import { type BoundResource, type BoundStack, HotError, type ResourceResolver, resolveMetadata, resolveProperties, UnknownValue } from '@/lib/hot';
import { sameJson } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import { Breakpoints } from './breakpoints';
import type { Target } from './children';
import { CurrentRows } from './current-rows';
import { decide, type Verdict } from './decide';
import type { Flights, Settled } from './flights';
import { findCycle } from './graph';
import { type LayoutNode, layOutActs, layOutCleanups, layOutExisting } from './layout';
import type { Policies } from './policies';
import { treeResolver } from './resolver';
import type { ResourceTypeRegistry } from './resource-type';
import type { Action } from './states';
import { Traversal } from './traversal';
import type { Tree } from './tree';
import type { Clock, OperationRow, ResourceRow } from './types';

/** What all scopes of an operation share. */
export interface ScopePorts {
  registry: ResourceTypeRegistry;
  clock: Clock;
  newId(): string;
  tree: Tree;
  flights: Flights;
  operation: OperationRow;
  /** What the rows were deployed from. */
  previousRevisionId: string | null;
  /** Hooks that were cleared in this operation: `<row id> <hook>`. */
  cleared: Set<string>;
  /** The scope has something to do again. */
  ready(scope: Scope): void;
  /** A nested resource is under way: its own scope is opened, unless it is open. */
  enter(row: ResourceRow): void;
}

export interface ScopeInput {
  stackId: string;
  /** Of this stack: a child is created while its parent is updated. */
  action: Action;
  /** The resource of the parent stack that this stack is; null for the root. */
  owner: ResourceRow | null;
  /** Null: to nothing, or actions on what exists. */
  target: Target | null;
  /** Of the environment that is, or was, deployed: a deletion has no target, but its hooks hold. */
  policies: Policies;
}

/** How a node came out: reason of the failure, or null. */
export interface Failure {
  name: string;
  action: Action;
  reason: string;
}

export class Scope {
  readonly stackId: string;
  readonly action: Action;
  readonly owner: ResourceRow | null;
  readonly target: Target | null;
  readonly resolver: ResourceResolver;
  readonly failures: Failure[] = [];
  /** Some resource could not be checked, because its type has no handler for it. */
  partial = false;
  /** Kept by whoever calls `step`: it is among those that are about to be called. */
  queued = false;

  private readonly ports: ScopePorts;
  private readonly operation: OperationRow;
  readonly policies: Policies;
  private readonly traversal = new Traversal();
  private readonly nodes: LayoutNode[] = [];
  private cleaning = false;
  private readonly current: CurrentRows;
  /** Nodes to be visited again when a row has settled. */
  private readonly waiters = new Map<string, number[]>();
  private readonly again: number[] = [];
  private readonly breakpoints: Breakpoints;

  constructor({ stackId, action, owner, target, policies }: ScopeInput, ports: ScopePorts) {
    const { operation, tree, previousRevisionId } = ports;
    this.ports = ports;
    this.operation = operation;
    this.stackId = stackId;
    this.action = action;
    this.owner = owner;
    this.target = target;
    this.policies = policies;
    this.current = new CurrentRows(stackId, target, owner?.secrets ?? [], operation, tree, ports);
    this.resolver = treeResolver(tree, (name) => this.current.of(name), ports.registry);
    this.breakpoints = new Breakpoints({ id: operation.id, action, stackId }, policies, tree, ports.cleared);
    const rows = tree.rowsOf(stackId);
    const nodes = this.deploys
      ? target === null ? [] : layOutActs(target.bound, rows, { target: operation.targetRevisionId, previous: previousRevisionId })
      : layOutExisting(rows, action === 'SUSPEND' ? 'reverse' : 'forward');
    const cycle = findCycle(nodes.map((node) => node.requires));
    if (cycle !== null) {
      const names = cycle.map((index) => nodes[index]?.name ?? '');
      this.failures.push({ name: names[0] ?? '', action, reason: `CircularDependencyException: ${names.join(', ')} wait for each other` });
      return;
    }
    for (const node of nodes) this.current.adopt(node);
    this.add(nodes);
  }

  /** Does one step; false when there is nothing to do until something settles. */
  step(): boolean {
    const index = this.again.pop() ?? this.traversal.next();
    if (index !== null) {
      this.visit(index);
      return true;
    }
    if (this.cleaning || !this.deploys || !this.traversal.done) return false;
    this.cleaning = true;
    this.add(layOutCleanups(this.ports.tree.rowsOf(this.stackId).filter((row) => !this.current.includes(row))));
    return true;
  }

  private add(nodes: readonly LayoutNode[]): void {
    for (const node of nodes) this.nodes.push(node);
    this.traversal.add(nodes.map((node) => node.requires));
  }

  stop(): void {
    this.traversal.stop();
    this.breakpoints.interrupt();
    this.again.length = 0;
    this.waiters.clear();
  }

  get finished(): boolean {
    const complete = this.traversal.done && (this.cleaning || !this.deploys);
    return complete || (this.failures.length > 0 && this.traversal.stuck && this.again.length === 0);
  }

  /** Is what another operation is making of this row just what this one would make of it? A rollback trusts nothing half done. */
  wants(row: ResourceRow): boolean {
    if (this.operation.action === 'ROLLBACK' || this.action === 'DELETE' || row.action === 'DELETE') return row.action === 'DELETE';
    if (!this.deploys) return true;
    const bound = this.target?.bound.resources.get(row.name);
    return bound !== undefined && bound.type === row.type && sameJson(bound.frozen, row.definition);
  }

  settled(row: ResourceRow, how: Settled): void {
    if (how === 'replace' && this.current.includes(row) && row.operationId === this.operation.id) this.current.replace(row);
    if (how === 'complete' && row.operationId === this.operation.id && this.breakpoints.stopAfter(row)) return;
    this.release(row);
  }

  /** Goes on with a resource that paused at a hook. */
  clear(row: ResourceRow, hook: string): void {
    if (this.breakpoints.clear(row, hook)) this.release(row);
  }

  private release(row: ResourceRow): void {
    const waiters = this.waiters.get(row.id);
    if (waiters === undefined) return;
    this.waiters.delete(row.id);
    this.again.push(...waiters);
    this.ports.ready(this);
  }

  private get deploys(): boolean {
    return ['CREATE', 'UPDATE', 'ROLLBACK', 'DELETE', 'ADOPT', 'RESTORE'].includes(this.action);
  }

  private visit(index: number): void {
    const node = this.nodes[index];
    if (node === undefined) return;
    const row = node.kind === 'act' ? this.current.of(node.name) : node.row === null ? undefined : this.ports.tree.rows.get(node.row.id);
    if (row === undefined) {
      this.traversal.finish(index);
      return;
    }
    if (row.status === 'IN_PROGRESS' || row.waiting?.kind === 'hook') {
      this.visitAfter(row, index);
      // The worker before this one had begun it.
      if (row.status === 'IN_PROGRESS' && row.operationId === this.operation.id) this.ports.enter(row);
      return;
    }
    if (node.kind === 'act' && this.takenIn(row)) {
      this.look(row, index, 'CHECK');
      return;
    }
    if (this.settledHere(row, node)) {
      if (row.status === 'COMPLETE') this.traversal.finish(index);
      else this.fail(index, { name: row.name, action: row.action, reason: row.statusReason });
      return;
    }
    if (node.kind === 'cleanup') this.cleanUp(row, index);
    else if (this.deploys) this.deploy(row, index);
    else this.actOn(row, index);
  }

  /** Has this very operation brought the row where this node wants it (or failed to)? */
  private settledHere(row: ResourceRow, node: LayoutNode): boolean {
    if (node.kind === 'cleanup') return row.action === 'DELETE' && (row.status === 'COMPLETE' || row.operationId === this.operation.id);
    if (row.operationId !== this.operation.id) return false;
    if (!this.deploys) return row.action === this.action;
    if (row.status === 'COMPLETE' && this.owner !== null && this.isOfEarlierStage(row)) return false;
    return row.action === 'CREATE' || row.action === 'UPDATE' || row.action === 'ADOPT' || (row.action === 'CHECK' && isExternal(row));
  }

  /** A group that rolls brings its members there in several stages of one operation. */
  private isOfEarlierStage(row: ResourceRow): boolean {
    const bound = this.target?.bound.resources.get(row.name);
    return bound !== undefined && !sameJson(bound.frozen, row.definition);
  }

  /** What exists outside of the stack has its id by now: next it is looked at, which is all that is ever done to it. */
  private takenIn(row: ResourceRow): boolean {
    return this.deploys && row.action === 'ADOPT' && row.status === 'COMPLETE' && row.operationId === this.operation.id && isExternal(row);
  }

  private visitAfter(row: ResourceRow, index: number): void {
    const waiters = this.waiters.get(row.id);
    if (waiters === undefined) this.waiters.set(row.id, [index]);
    else waiters.push(index);
  }

  private fail(index: number, failure: Failure): void {
    this.traversal.fail(index);
    this.failures.push(failure);
  }

  // --- deploying ----------------------------------------------------------------------------------------------------

  private deploy(row: ResourceRow, index: number): void {
    const target = this.target;
    const bound = target?.bound.resources.get(row.name);
    if (target === null || bound === undefined) {
      this.traversal.finish(index);
      return;
    }
    if (this.breakpoints.stopBefore(row, row.action === 'INIT' ? 'CREATE' : 'UPDATE')) {
      this.visitAfter(row, index);
      return;
    }
    const resolved = this.resolve(target.bound, bound);
    if (!resolved.ok) {
      this.visitAfter(row, index);
      const action = row.action === 'INIT' ? 'CREATE' : 'UPDATE';
      this.ports.flights.beginFailed(row, action, this.current.claim(bound, row, row.properties, row.metadata), resolved.errorType, resolved.message);
      return;
    }
    const type = this.ports.registry.get(bound.type);
    if (this.operation.converge && row.action !== 'INIT' && row.operationId !== this.operation.id && type?.check !== undefined && type.nested === undefined) {
      this.visitAfter(row, index);
      this.ports.flights.begin(row, 'CHECK', { operationId: this.operation.id, before: null });
      return;
    }
    const verdict = decide(row, { bound, properties: resolved.properties, unknown: [] }, type, this.policies.restricted(row.name));
    this.carryOut(verdict, row, bound, resolved, index);
  }

  private carryOut(verdict: Verdict, row: ResourceRow, bound: BoundResource, resolved: { properties: JsonMap; metadata: JsonMap }, index: number): void {
    switch (verdict.decision) {
      case 'keep':
        // A child is always visited: its own resources decide.
        if (this.ports.registry.get(bound.type)?.nested !== undefined) {
          this.visitAfter(row, index);
          this.ports.flights.begin(row, 'UPDATE', this.current.claim(bound, row, resolved.properties, resolved.metadata));
          return;
        }
        this.current.keep(row, bound, verdict.heals ? verdict.reason : null);
        this.traversal.finish(index);
        return;
      case 'create':
        this.visitAfter(row, index);
        if (bound.frozen['external_id'] !== undefined) {
          const claim = this.current.claim(bound, row, resolved.properties, resolved.metadata);
          this.ports.flights.begin(row, 'ADOPT', { ...claim, before: null, physicalResourceId: String(bound.frozen['external_id']) });
          return;
        }
        if (this.action === 'ADOPT') {
          this.takeOver(row, this.current.claim(bound, row, resolved.properties, resolved.metadata));
          return;
        }
        this.ports.flights.begin(row, 'CREATE', { ...this.current.claim(bound, row, resolved.properties, resolved.metadata), before: null });
        return;
      case 'update':
        this.visitAfter(row, index);
        this.ports.flights.begin(row, 'UPDATE', this.current.claim(bound, row, resolved.properties, resolved.metadata));
        return;
      case 'replace': {
        if (verdict.announced) {
          const begun = this.ports.tree.change(row, { action: 'UPDATE', status: 'IN_PROGRESS', statusReason: 'state changed', operationId: this.operation.id });
          this.ports.tree.change(begun, { status: 'COMPLETE', statusReason: `The Resource ${row.name} requires replacement.` });
        }
        this.current.replace(row);
        this.again.push(index);
        return;
      }
      case 'refuse':
        if (verdict.by === 'resource') {
          this.visitAfter(row, index);
          this.ports.flights.beginFailed(row, 'UPDATE', this.current.claim(bound, row, resolved.properties, resolved.metadata), verdict.errorType, verdict.reason);
          return;
        }
        if (verdict.by === 'environment') this.ports.tree.say({ ...row, operationId: this.operation.id }, 'UPDATE', 'FAILED', verdict.reason);
        this.fail(index, { name: row.name, action: 'UPDATE', reason: `${verdict.errorType}: resources.${row.name}: ${verdict.reason}` });
        return;
      default:
        verdict satisfies never;
    }
  }

  /** What exists becomes the resource's; a nested stack is made anew, and its resources take over what there is. */
  private takeOver(row: ResourceRow, claim: Partial<ResourceRow>): void {
    const known = this.operation.adopt?.[this.pathOf(row.name)];
    const nested = this.ports.registry.get(row.type)?.nested !== undefined;
    if (known === undefined || (known.physicalResourceId === null && !nested)) {
      this.ports.flights.beginFailed(row, 'ADOPT', claim, 'Exception', 'Resource ID was not provided.');
      return;
    }
    const { physicalResourceId, data, attributes, metadata } = known;
    const taken = nested ? { data } : { physicalResourceId, data, attributes };
    this.ports.flights.begin(row, 'ADOPT', { ...claim, before: null, ...taken, ...(Object.keys(metadata).length === 0 ? {} : { metadata }) });
  }

  /** `group/0`: with the resources that lead to this stack from the root. */
  private pathOf(name: string): string {
    const { tree } = this.ports;
    let path = name;
    for (let stack = tree.stack(this.stackId); stack.ownerId !== null; stack = tree.stack(stack.ownerId)) path = `${stack.parentResourceName ?? ''}/${path}`;
    return path;
  }

  private resolve(stack: BoundStack, bound: BoundResource):
    | { ok: true; properties: JsonMap; metadata: JsonMap }
    | { ok: false; errorType: string; message: string } {
    const resolved = resolveProperties(stack, bound.name, this.resolver);
    if (!resolved.ok) return resolved;
    const [missing] = resolved.unknown;
    if (missing !== undefined) {
      return { ok: false, errorType: 'InvalidTemplateReference', message: `The value of property ${missing} refers to a resource that does not exist.` };
    }
    const problems = this.ports.registry.get(bound.type)?.validate?.(resolved.properties, { name: bound.name }) ?? [];
    if (problems.length > 0) return { ok: false, errorType: 'StackValidationFailed', message: problems.join('; ') };
    try {
      return { ok: true, properties: resolved.properties, metadata: resolveMetadata(stack, bound.name, this.resolver) };
    } catch (fault) {
      if (fault instanceof HotError) return { ok: false, errorType: fault.type, message: fault.message };
      if (fault instanceof UnknownValue) return { ok: false, errorType: 'InvalidTemplateReference', message: fault.message };
      throw fault;
    }
  }

  // --- cleaning up, and actions on what exists ---------------------------------------------------------------------------

  private cleanUp(row: ResourceRow, index: number): void {
    if (row.action === 'INIT') {
      this.ports.tree.remove(row);
      this.traversal.finish(index);
      return;
    }
    this.visitAfter(row, index);
    if (this.breakpoints.stopBefore(row, 'DELETE')) return;
    // Of a nested stack each resource is let go of, not the stack as a whole.
    const lettingGo = this.operation.retain && this.ports.registry.get(row.type)?.nested === undefined;
    this.ports.flights.begin(row, 'DELETE', { operationId: this.operation.id, before: null, ...(lettingGo ? { definition: { ...row.definition, deletion_policy: 'Retain' } } : {}) });
  }

  private actOn(row: ResourceRow, index: number): void {
    const { action } = this;
    const refusal = refusalOf(row, action);
    if (refusal !== null) {
      this.fail(index, { name: row.name, action, reason: `Error: resources.${row.name}: ${refusal}` });
      return;
    }
    if (action === 'SUSPEND' && row.action === 'SUSPEND') {
      this.traversal.finish(index);
      return;
    }
    this.look(row, index, action);
  }

  private look(row: ResourceRow, index: number, action: Action): void {
    const operationId = this.operation.id;
    const type = this.ports.registry.get(row.type);
    if (action === 'CHECK' && type?.check === undefined && type?.nested === undefined) {
      this.partial ||= this.action === 'CHECK';
      this.ports.tree.change(row, { action, status: 'COMPLETE', statusReason: `CHECK not supported for ${row.type}`, operationId });
      this.traversal.finish(index);
      return;
    }
    this.visitAfter(row, index);
    if (action === 'CHECK' && row.status === 'FAILED' && row.physicalResourceId === null && (type?.effects === 'external' || type?.nested !== undefined)) {
      // Whoever looks for it has nothing to look for.
      this.ports.flights.beginFailed(row, action, { operationId, before: null }, 'NotFound', 'It was never made. An update makes it.');
      return;
    }
    this.ports.flights.begin(row, action, { operationId, before: null });
  }
}

function isExternal(row: ResourceRow): boolean {
  return row.definition['external_id'] !== undefined;
}

function refusalOf(row: ResourceRow, action: Action): string | null {
  const state = `${row.action}_${row.status}`;
  if (action === 'SUSPEND' && row.status !== 'COMPLETE' && row.action !== 'SUSPEND') return `State ${state} invalid for suspend`;
  // Checks and snapshots of a suspended stack leave it suspended.
  if (action === 'RESUME' && !['SUSPEND_COMPLETE', 'RESUME_FAILED', 'RESUME_COMPLETE', 'CHECK_COMPLETE', 'SNAPSHOT_COMPLETE'].includes(state)) return `State ${state} invalid for resume`;
  return null;
}
