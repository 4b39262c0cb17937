/**
 * Hooks: resources that stop before or after an action until somebody clears the hook. The pause is part of the row, so it holds no worker
 * and survives one. Clients find pauses by the texts of the events.
 */
import type { Hook, Policies } from './policies';
import type { Tree } from './tree';
import type { Action } from './states';
import type { ResourceRow } from './types';

/** An operation as one stack of its tree sees it: a child may be created while its root is updated. */
export interface StackOperation {
  id: string;
  action: Action;
  stackId: string;
}

type HookedAction = 'CREATE' | 'UPDATE' | 'DELETE';

export class Breakpoints {
  private readonly operation: StackOperation;
  private readonly policies: Policies;
  private readonly tree: Tree;
  private readonly cleared: Set<string>;

  /** `cleared`: what this operation need not stop at again, in any stack of the tree. */
  constructor(operation: StackOperation, policies: Policies, tree: Tree, cleared: Set<string>) {
    this.operation = operation;
    this.policies = policies;
    this.tree = tree;
    this.cleared = cleared;
  }

  stopBefore(row: ResourceRow, action: HookedAction): boolean {
    return this.stop(row, action, action === 'CREATE' ? 'pre-create' : action === 'UPDATE' ? 'pre-update' : 'pre-delete');
  }

  /** For a row whose action has just completed. */
  stopAfter(row: ResourceRow): boolean {
    switch (row.action) {
      case 'CREATE':
        return this.stop(row, 'CREATE', 'post-create');
      case 'UPDATE':
        return this.stop(row, 'UPDATE', 'post-update');
      case 'DELETE':
        return this.stop(row, 'DELETE', 'post-delete');
      default:
        return false;
    }
  }

  /** True when the resource was paused at this hook and may go on. */
  clear(row: ResourceRow, hook: string): boolean {
    return clearHook(row, hook, this.operation.id, this.tree, this.cleared);
  }

  /** The operation ends while resources are paused. */
  interrupt(): void {
    for (const row of this.tree.rowsOf(this.operation.stackId)) interruptHook(row, this.operation.id, this.tree);
  }

  private stop(row: ResourceRow, action: HookedAction, hook: Hook): boolean {
    // Hooks of creation and deletion hold while the whole stack is created or deleted, those of updates always.
    if (action !== 'UPDATE' && this.operation.action !== action) return false;
    if (!this.policies.hooks(row.name).includes(hook) || this.cleared.has(keyOf(row, hook))) return false;
    const paused = this.tree.change(row, { waiting: { what: toClear(hook), signal: false, wakeAt: null, action, kind: 'hook' } });
    this.tree.say(this.ours(paused), row.action, row.status, `${action} paused until Hook ${hook} is cleared`);
    return true;
  }

  private ours(row: ResourceRow): ResourceRow {
    return { ...row, operationId: this.operation.id };
  }
}

/** A resource that is paused at a hook of an operation that ends. */
export function interruptHook(row: ResourceRow, operationId: string, tree: Tree): void {
  if (row.waiting?.kind !== 'hook') return;
  tree.say({ ...tree.change(row, { waiting: null }), operationId }, row.action, row.status, 'Failure occurred while waiting.');
}

/** `clear` for a row whose stack has not been entered again since its worker left it there. */
export function clearHook(row: ResourceRow, hook: string, operationId: string, tree: Tree, cleared: Set<string>): boolean {
  if (row.waiting?.kind !== 'hook' || row.waiting.what !== toClear(hook)) return false;
  cleared.add(keyOf(row, hook));
  tree.say({ ...tree.change(row, { waiting: null }), operationId }, row.action, row.status, `Hook ${hook} is cleared`);
  return true;
}

function keyOf(row: ResourceRow, hook: string): string {
  return `${row.id} ${hook}`;
}

function toClear(hook: string): string {
  return `hook ${hook} to be cleared`;
}
