/**
 * One operation on its way through the graph: visits each node when its turn comes, decides what it needs with the values that are known
 * by then, and starts it. A node whose row is busy is visited again when the row has settled, whoever made it busy: that is how an
 * operation takes over what an earlier one, or an earlier worker, has left in flight.
 */
import { type BoundResource, type BoundStack, HotError, type ResourceResolver, resolveMetadata, resolveProperties, UnknownValue } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import { Breakpoints } from './breakpoints';
import { decide, type Verdict } from './decide';
import type { Flights, Settled } from './flights';
import { type LayoutNode, layOutActs, layOutCleanups, layOutExisting } from './layout';
import { sameJson } from './json';
import type { Policies } from './policies';
import { rowResolver } from './resolver';
import type { ResourceTypeRegistry } from './resource-type';
import type { Action } from './states';
import { Traversal } from './traversal';
import type { Tree } from './tree';
import type { Clock, OperationRow, ResourceRow } from './types';

export interface Target {
  bound: BoundStack;
  policies: Policies;
}

export interface ExecutionPorts {
  registry: ResourceTypeRegistry;
  clock: Clock;
  newId(): string;
}

/** How a node came out: reason of the failure, or null. */
interface Failure {
  name: string;
  action: Action;
  reason: string;
}

export class Execution {
  readonly operation: OperationRow;
  readonly failures: Failure[] = [];
  /** Some resource could not be checked, because its type has no handler for it. */
  partial = false;

  private readonly tree: Tree;
  private readonly flights: Flights;
  private readonly ports: ExecutionPorts;
  private readonly stackId: string;
  private readonly target: Target | null;
  private readonly resolver: ResourceResolver;
  private readonly traversal = new Traversal();
  private readonly nodes: LayoutNode[] = [];
  private cleaning = false;
  /** The row that stands for a name of the target. */
  private readonly current = new Map<string, string>();
  /** Nodes to be visited again when a row has settled. */
  private readonly waiters = new Map<string, number[]>();
  private readonly again: number[] = [];
  private readonly breakpoints: Breakpoints;

  /**
   * @param policies of the environment that is, or was, deployed: a deletion has no target, but its hooks hold
   * @param previousRevisionId what the rows were deployed from
   */
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
    this.target = target;
    this.tree = tree;
    this.flights = flights;
    this.ports = ports;
    this.stackId = operation.stackId;
    this.resolver = rowResolver((name) => this.rowOf(name), ports.registry);
    this.breakpoints = new Breakpoints(operation, policies, tree);
    if (target !== null) tree.hide(target.bound.hiddenValues);
    const rows = tree.rowsOf(this.stackId);
    if (this.deploys) {
      const acts = target === null ? [] : layOutActs(target.bound, rows, { target: operation.targetRevisionId, previous: previousRevisionId });
      for (const node of acts) this.adopt(node);
      this.add(acts);
    } else {
      const existing = layOutExisting(rows, operation.action === 'SUSPEND' ? 'reverse' : 'forward');
      for (const node of existing) this.adopt(node);
      this.add(existing);
    }
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
    const used = new Set(this.current.values());
    this.add(layOutCleanups(this.tree.rowsOf(this.stackId).filter((row) => !used.has(row.id))));
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
    const { action } = this.operation;
    if (action === 'ROLLBACK' || action === 'DELETE' || row.action === 'DELETE') return row.action === 'DELETE';
    if (!this.deploys) return true;
    const bound = this.target?.bound.resources.get(row.name);
    return bound !== undefined && bound.type === row.type && sameJson(bound.frozen, row.definition);
  }

  settled(row: ResourceRow, how: Settled): void {
    if (how === 'replace' && this.current.get(row.name) === row.id && row.operationId === this.operation.id) this.replace(row);
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
  }

  private get deploys(): boolean {
    return ['CREATE', 'UPDATE', 'ROLLBACK', 'DELETE', 'ADOPT', 'RESTORE'].includes(this.operation.action);
  }

  private rowOf(name: string): ResourceRow | undefined {
    const id = this.current.get(name);
    return id === undefined ? undefined : this.tree.rows.get(id);
  }

  /** Gives every name of the target its row: the best of those there are, or a new one. */
  private adopt(node: LayoutNode): void {
    const row = node.row ?? this.newRow(node.name, null);
    if (row === null) return;
    this.current.set(node.name, row.id);
    if (row.replacedBy !== null) this.tree.change(row, { replacedBy: null });
  }

  private newRow(name: string, replaces: ResourceRow | null): ResourceRow | null {
    const bound = this.target?.bound.resources.get(name);
    if (bound === undefined) return null;
    const now = this.ports.clock.now();
    const row: ResourceRow = {
      id: this.ports.newId(),
      stackId: this.stackId,
      rootId: this.tree.rootId,
      name,
      type: bound.type,
      physicalResourceId: null,
      action: 'INIT',
      status: 'COMPLETE',
      statusReason: '',
      definition: bound.frozen,
      properties: {},
      metadata: {},
      attributes: {},
      data: {},
      before: null,
      secrets: this.target?.bound.hiddenValues ?? [],
      requires: [],
      replaces: replaces?.id ?? null,
      replacedBy: null,
      revisionId: this.operation.targetRevisionId,
      operationId: this.operation.id,
      attempt: 0,
      waiting: null,
      startedAt: null,
      createdAt: now,
      updatedAt: now,
    };
    this.tree.add(row);
    return row;
  }

  private visit(index: number): void {
    const node = this.nodes[index];
    if (node === undefined) return;
    const row = node.kind === 'act' ? this.rowOf(node.name) : node.row === null ? undefined : this.tree.rows.get(node.row.id);
    if (row === undefined) {
      this.traversal.finish(index);
      return;
    }
    if (row.status === 'IN_PROGRESS' || row.waiting?.kind === 'hook') {
      this.visitAfter(row, index);
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
    return this.deploys ? row.action === 'CREATE' || row.action === 'UPDATE' : row.action === this.operation.action;
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
      this.flights.beginFailed(row, action, this.claim(bound, row, row.properties, row.metadata), resolved.errorType, resolved.message);
      return;
    }
    const type = this.ports.registry.get(bound.type);
    const verdict = decide(row, { bound, properties: resolved.properties, unknown: [] }, type, target.policies.restricted(row.name));
    this.carryOut(verdict, row, bound, resolved, index);
  }

  private carryOut(verdict: Verdict, row: ResourceRow, bound: BoundResource, resolved: { properties: JsonMap; metadata: JsonMap }, index: number): void {
    switch (verdict.decision) {
      case 'keep':
        this.keep(row, bound, verdict.heals ? verdict.reason : null);
        this.traversal.finish(index);
        return;
      case 'create':
        this.visitAfter(row, index);
        this.flights.begin(row, 'CREATE', { ...this.claim(bound, row, resolved.properties, resolved.metadata), before: null });
        return;
      case 'update':
        this.visitAfter(row, index);
        this.flights.begin(row, 'UPDATE', this.claim(bound, row, resolved.properties, resolved.metadata));
        return;
      case 'replace': {
        if (verdict.announced) {
          const begun = this.tree.change(row, { action: 'UPDATE', status: 'IN_PROGRESS', statusReason: 'state changed', operationId: this.operation.id });
          this.tree.change(begun, { status: 'COMPLETE', statusReason: `The Resource ${row.name} requires replacement.` });
        }
        this.replace(row);
        this.again.push(index);
        return;
      }
      case 'refuse':
        this.tree.say({ ...row, operationId: this.operation.id }, 'UPDATE', 'FAILED', verdict.reason);
        this.fail(index, { name: row.name, action: 'UPDATE', reason: `${verdict.errorType}: resources.${row.name}: ${verdict.reason}` });
        return;
      default:
        verdict satisfies never;
    }
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

  /** What a row gets when an action of this operation begins on it. */
  private claim(bound: BoundResource, row: ResourceRow, properties: JsonMap, metadata: JsonMap): Partial<ResourceRow> {
    return {
      operationId: this.operation.id,
      revisionId: this.operation.targetRevisionId,
      definition: bound.frozen,
      properties,
      // Handlers keep things in the metadata too (a wait condition handle its signals): it starts anew only when the template's changed.
      metadata: row.action !== 'INIT' && sameJson(row.definition['metadata'], bound.frozen['metadata']) ? row.metadata : metadata,
      requires: this.requirementsOf(bound),
      secrets: this.target?.bound.hiddenValues.length ? [...new Set([...row.secrets, ...this.target.bound.hiddenValues])] : row.secrets,
      before: { definition: row.definition, properties: row.properties, metadata: row.metadata },
    };
  }

  private requirementsOf(bound: BoundResource): string[] {
    return bound.dependencies.flatMap((name) => this.current.get(name) ?? []);
  }

  private keep(row: ResourceRow, bound: BoundResource, healed: string | null): void {
    const requires = this.requirementsOf(bound);
    if (healed !== null) {
      this.tree.change(row, { status: 'COMPLETE', statusReason: healed, requires, revisionId: this.operation.targetRevisionId });
    } else if (requires.length !== row.requires.length || requires.some((id, position) => id !== row.requires[position])) {
      // A dependency was replaced: the next suspension or deletion must know the new row.
      this.tree.change(row, { requires, revisionId: this.operation.targetRevisionId });
    } else {
      this.tree.keep(row, this.operation.targetRevisionId);
    }
  }

  private replace(row: ResourceRow): void {
    const replacement = this.newRow(row.name, row);
    if (replacement === null) return;
    const old = this.tree.rows.get(row.id) ?? row;
    this.tree.change(old, { replacedBy: replacement.id });
    this.current.set(row.name, replacement.id);
  }

  // --- cleaning up, and actions on what exists ---------------------------------------------------------------------------

  private cleanUp(row: ResourceRow, index: number): void {
    if (row.action === 'INIT') {
      this.tree.remove(row);
      this.traversal.finish(index);
      return;
    }
    this.visitAfter(row, index);
    if (this.breakpoints.stopBefore(row, 'DELETE')) return;
    this.flights.begin(row, 'DELETE', { operationId: this.operation.id, before: null });
  }

  private actOn(row: ResourceRow, index: number): void {
    const { action, id: operationId } = this.operation;
    const refusal = refusalOf(row, action);
    if (refusal !== null) {
      this.fail(index, { name: row.name, action, reason: `Error: resources.${row.name}: ${refusal}` });
      return;
    }
    if (action === 'SUSPEND' && row.action === 'SUSPEND') {
      this.traversal.finish(index);
      return;
    }
    const type = this.ports.registry.get(row.type);
    if (action === 'CHECK' && type?.check === undefined) {
      this.partial = true;
      this.tree.change(row, { action, status: 'COMPLETE', statusReason: `CHECK not supported for ${row.type}`, operationId });
      this.traversal.finish(index);
      return;
    }
    this.visitAfter(row, index);
    this.flights.begin(row, action, { operationId, before: null });
  }
}

function refusalOf(row: ResourceRow, action: Action): string | null {
  const state = `${row.action}_${row.status}`;
  if (action === 'SUSPEND' && row.status !== 'COMPLETE' && row.action !== 'SUSPEND') return `State ${state} invalid for suspend`;
  if (action === 'RESUME' && !['SUSPEND_COMPLETE', 'RESUME_FAILED', 'RESUME_COMPLETE'].includes(state)) return `State ${state} invalid for resume`;
  return null;
}
