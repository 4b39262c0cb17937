/** Which row stands for a name of a stack's target while an operation is on its way: the best there is, a new one, or its replacement. */
import type { BoundResource } from '@/lib/hot';
import { sameJson } from '@/lib/hot/json';
import type { JsonMap } from '@/lib/hot/types';
import type { Target } from './children';
import type { LayoutNode } from './layout';
import type { Tree } from './tree';
import type { Clock, OperationRow, ResourceRow } from './types';

export interface NewRows {
  clock: Clock;
  newId(): string;
}

export class CurrentRows {
  private readonly ids = new Map<string, string>();
  private readonly stackId: string;
  private readonly target: Target | null;
  private readonly operation: OperationRow;
  private readonly tree: Tree;
  private readonly ports: NewRows;
  /** Hidden values that may show up in any row of this stack. */
  private readonly secrets: readonly string[];

  constructor(stackId: string, target: Target | null, inherited: readonly string[], operation: OperationRow, tree: Tree, ports: NewRows) {
    this.stackId = stackId;
    this.target = target;
    this.operation = operation;
    this.tree = tree;
    this.ports = ports;
    const own = target?.bound.hiddenValues ?? [];
    this.secrets = inherited.length === 0 ? own : [...new Set([...inherited, ...own])];
    tree.hide(this.secrets);
  }

  of(name: string): ResourceRow | undefined {
    const id = this.ids.get(name);
    return id === undefined ? undefined : this.tree.rows.get(id);
  }

  includes(row: ResourceRow): boolean {
    return this.ids.get(row.name) === row.id;
  }

  adopt(node: LayoutNode): void {
    const row = node.row ?? this.create(node.name, null);
    if (row === null) return;
    this.ids.set(node.name, row.id);
    if (row.replacedBy !== null) this.tree.change(row, { replacedBy: null });
  }

  replace(row: ResourceRow): void {
    const replacement = this.create(row.name, row);
    if (replacement === null) return;
    this.tree.change(this.tree.rows.get(row.id) ?? row, { replacedBy: replacement.id });
    this.ids.set(row.name, replacement.id);
  }

  /** What a row gets when an action of this operation begins on it. */
  claim(bound: BoundResource, row: ResourceRow, properties: JsonMap, metadata: JsonMap): Partial<ResourceRow> {
    return {
      operationId: this.operation.id,
      revisionId: this.operation.targetRevisionId,
      // Of what was never made, the type may be another one by now.
      type: bound.type,
      definition: bound.frozen,
      properties,
      // Handlers keep things in the metadata too (a wait condition handle its signals): it starts anew only when the template's changed.
      metadata: row.action !== 'INIT' && sameJson(row.definition['metadata'], bound.frozen['metadata']) ? row.metadata : metadata,
      requires: this.requirementsOf(bound),
      secrets: this.secrets.length > 0 ? [...new Set([...row.secrets, ...this.secrets])] : row.secrets,
      before: { definition: row.definition, properties: row.properties, metadata: row.metadata },
    };
  }

  keep(row: ResourceRow, bound: BoundResource, healed: string | null): void {
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

  private requirementsOf(bound: BoundResource): string[] {
    return bound.dependencies.flatMap((name) => this.ids.get(name) ?? []);
  }

  private create(name: string, replaces: ResourceRow | null): ResourceRow | null {
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
      secrets: this.secrets,
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
}
