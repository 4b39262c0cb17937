/**
 * The graphs of a traversal, walked one after the other:
 *
 * 1. acts: one for every resource of the target, after the acts of its dependencies. A replacement is created here, and its dependants
 *    move over to it; nothing is deleted yet.
 * 2. cleanups: one for every row that nothing of the target uses any more, after the cleanups of the rows that require it.
 *
 * Heat may begin to delete while other branches are still being created; waiting for all of them is one of the orders it allows, and
 * the one in which a failed update has its original resources to go back to.
 */
import type { BoundStack } from '@/lib/hot';
import { findCycle, waves } from './graph';
import type { ResourceRow } from './types';

export interface LayoutNode {
  kind: 'act' | 'cleanup';
  name: string;
  row: ResourceRow | null;
  /** Indices within the same graph. */
  requires: number[];
}

export interface Revisions {
  target: string | null;
  previous: string | null;
}

/** Time linear in resources, rows and edges. */
export function layOutActs(target: BoundStack, rows: readonly ResourceRow[], revisions: Revisions): LayoutNode[] {
  const byName = new Map<string, ResourceRow[]>();
  for (const row of rows) {
    const namesakes = byName.get(row.name);
    if (namesakes === undefined) byName.set(row.name, [row]);
    else namesakes.push(row);
  }
  const indexOf = new Map([...target.resources.keys()].map((name, index) => [name, index]));
  return [...target.resources].map(([name, resource]) => ({
    kind: 'act',
    name,
    row: bestRow(byName.get(name) ?? [], revisions),
    requires: resource.dependencies.flatMap((dependency) => indexOf.get(dependency) ?? []),
  }));
}

/** For the rows to be deleted: each after those that require it and, where that does not contradict it, after its replacement. */
export function layOutCleanups(rows: readonly ResourceRow[]): LayoutNode[] {
  const strict = cleanupsWith(rows, (row) => (row.replaces === null ? row.requires : [...row.requires, row.replaces]));
  if (isAcyclic(strict)) return strict;
  const nodes = cleanupsWith(rows, (row) => row.requires);
  dropCycles(nodes);
  return nodes;
}

function cleanupsWith(rows: readonly ResourceRow[], laterThan: (row: ResourceRow) => readonly string[]): LayoutNode[] {
  const indexOf = new Map(rows.map((row, index) => [row.id, index]));
  const nodes = rows.map((row): LayoutNode => ({ kind: 'cleanup', name: row.name, row, requires: [] }));
  for (const [index, row] of rows.entries()) {
    for (const id of laterThan(row)) {
      const required = indexOf.get(id);
      if (required !== undefined && required !== index) nodes[required]?.requires.push(index);
    }
  }
  return nodes;
}

function isAcyclic(nodes: readonly LayoutNode[]): boolean {
  return findCycle(nodes.map((node) => node.requires)) === null;
}

/**
 * Rows of an update that turned a dependency round and stopped half way may require each other. No order of deleting them is right,
 * and none is wrong either: among themselves they lose their edges.
 */
function dropCycles(nodes: LayoutNode[]): void {
  const settled = new Set(waves(nodes.map((node) => node.requires)).flat());
  if (settled.size === nodes.length) return;
  for (const [index, node] of nodes.entries()) {
    if (!settled.has(index)) node.requires = node.requires.filter((other) => settled.has(other));
  }
}

/**
 * Order in which existing rows act: for SUSPEND rows after everything that requires them, for RESUME and CHECK before.
 * Replaced rows that still wait for their deletion take no part.
 */
export function layOutExisting(rows: readonly ResourceRow[], direction: 'forward' | 'reverse'): LayoutNode[] {
  const current = rows.filter((row) => row.replacedBy === null && row.action !== 'INIT' && row.action !== 'DELETE');
  const indexOf = new Map(current.map((row, index) => [row.id, index]));
  const nodes = current.map((row): LayoutNode => ({ kind: 'act', name: row.name, row, requires: [] }));
  for (const [index, row] of current.entries()) {
    for (const id of row.requires) {
      const required = indexOf.get(id);
      if (required === undefined) continue;
      if (direction === 'forward') nodes[index]?.requires.push(required);
      else nodes[required]?.requires.push(index);
    }
  }
  dropCycles(nodes);
  return nodes;
}

/** The row from which a resource of the target starts, where several of its name exist (a replacement beside the old one). */
function bestRow(candidates: readonly ResourceRow[], revisions: Revisions): ResourceRow | null {
  if (candidates.length < 2) return candidates[0] ?? null;
  const score = (row: ResourceRow): number =>
    (row.status === 'FAILED' ? -30 : 0) +
    (row.action === 'DELETE' ? -50 : 0) +
    (row.replacedBy === null ? 0 : -1) +
    (row.revisionId === revisions.previous ? 5 : 0) +
    (row.revisionId === revisions.target ? 10 : 0);
  return candidates.reduce((best, row) => {
    const difference = score(row) - score(best);
    if (difference !== 0) return difference > 0 ? row : best;
    return row.updatedAt.getTime() > best.updatedAt.getTime() ? row : best;
  });
}
