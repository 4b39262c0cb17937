/**
 * The graph of a traversal. Nodes: one `act` for every resource of the target, one `cleanup` for every existing row, whether
 * or not it will turn out to be needed: a resource may still be replaced when its turn comes. Edges:
 *
 * - an act waits for the acts of its dependencies;
 * - a cleanup waits for the act of its name (replacement first), and for the cleanups of the rows that require it. These in turn
 *   wait for their own acts, so nothing is deleted before everything that used it has moved over or is gone.
 */
import type { BoundStack } from '@/lib/hot';
import { waves } from './graph';
import type { ResourceRow } from './types';

export interface LayoutNode {
  kind: 'act' | 'cleanup';
  name: string;
  row: ResourceRow | null;
  requires: number[];
}

export interface Revisions {
  target: string | null;
  previous: string | null;
}

/** Time linear in resources, rows and edges. */
export function layOut(target: BoundStack | null, rows: readonly ResourceRow[], revisions: Revisions): LayoutNode[] {
  const byName = new Map<string, ResourceRow[]>();
  for (const row of rows) {
    const namesakes = byName.get(row.name);
    if (namesakes === undefined) byName.set(row.name, [row]);
    else namesakes.push(row);
  }
  const nodes: LayoutNode[] = [];
  const actOf = new Map<string, number>();
  for (const name of target?.resources.keys() ?? []) {
    actOf.set(name, nodes.length);
    nodes.push({ kind: 'act', name, row: bestRow(byName.get(name) ?? [], revisions), requires: [] });
  }
  for (const [name, index] of actOf) {
    const node = nodes[index];
    for (const dependency of target?.resources.get(name)?.dependencies ?? []) {
      const required = actOf.get(dependency);
      if (required !== undefined) node?.requires.push(required);
    }
  }
  addCleanups(nodes, rows, actOf);
  return nodes;
}

function addCleanups(nodes: LayoutNode[], rows: readonly ResourceRow[], actOf: ReadonlyMap<string, number>): void {
  const first = nodes.length;
  const cleanupOf = new Map<string, number>();
  for (const row of rows) {
    cleanupOf.set(row.id, nodes.length);
    const act = actOf.get(row.name);
    nodes.push({ kind: 'cleanup', name: row.name, row, requires: act === undefined ? [] : [act] });
  }
  for (const row of rows) {
    const own = cleanupOf.get(row.id);
    if (own === undefined) continue;
    for (const id of row.requires) {
      const required = cleanupOf.get(id);
      if (required !== undefined && required !== own) nodes[required]?.requires.push(own);
    }
    const replaced = row.replaces === null ? undefined : cleanupOf.get(row.replaces);
    if (replaced !== undefined) nodes[replaced]?.requires.push(own);
  }
  breakCleanupCycles(nodes, first);
}

/**
 * Rows of an update that turned a dependency round and stopped half way may require each other. No order of deleting them is right,
 * and none is wrong either: among themselves they lose their edges.
 */
function breakCleanupCycles(nodes: LayoutNode[], first: number): void {
  const cleanups = nodes.slice(first).map((node) => node.requires.filter((index) => index >= first).map((index) => index - first));
  const settled = new Set(waves(cleanups).flat());
  if (settled.size === cleanups.length) return;
  for (const [index, node] of nodes.entries()) {
    if (index < first || settled.has(index - first)) continue;
    node.requires = node.requires.filter((other) => other < first || settled.has(other - first));
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
  breakCleanupCycles(nodes, 0);
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
