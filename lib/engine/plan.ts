import { type BoundResource, type BoundStack, resolveProperties } from '@/lib/hot';
import type { JsonMap } from '@/lib/hot/types';
import type { PlanDecision, PlanEntry, PlanView } from '@/lib/wire/types';
import { decide, type Verdict } from './decide';
import type { Sources } from './children';
import { findCycle, waves } from './graph';
import { deletionPolicyOf } from './handlers';
import { type LayoutNode, layOutActs, layOutCleanups } from './layout';
import { NO_POLICIES, type Policies } from './policies';
import { prospectiveChild } from './plan-children';
import { type Family, type Forecast, forecastResolver, rowResolver } from './resolver';
import type { ResourceTypeRegistry } from './resource-type';
import { maskJson } from './secrets';
import type { Plan, PlanNode, ResourceRow } from './types';

export interface PlanOptions {
  registry: ResourceTypeRegistry;
  /** Id of the revision that `target` was bound from; null for a new one or for nothing. */
  revisionId: string | null;
  /** The revision the stack is on. */
  previousRevisionId: string | null;
  policies?: Policies;
  /** For looking into nested resources; without it they are told as one. */
  nested?: { sources: Sources; family: Family; depth?: number };
}

/**
 * What an operation would do to bring the rows of one stack to `target` (null: to nothing). A traversal walks the same graph and asks
 * the same questions of each resource when its turn comes; there all values are known, so that a resource which the plan expects to
 * change because of a value it cannot know yet may turn out unchanged.
 */
export function plan(target: BoundStack | null, rows: readonly ResourceRow[], options: PlanOptions): Plan {
  const acts = target === null ? [] : layOutActs(target, rows, { target: options.revisionId, previous: options.previousRevisionId });
  const requires = acts.map((node) => node.requires);
  const cycle = findCycle(requires);
  if (cycle !== null) return { nodes: [], cycle: cycle.map((index) => acts[index]?.name ?? '') };

  const forecaster = new Forecaster(target, acts, options);
  const nodes: PlanNode[] = [];
  for (const index of waves(requires).flat()) {
    const node = acts[index];
    if (node !== undefined) nodes[index] = forecaster.act(node);
  }
  const names = new Map(rows.map((row) => [row.id, row.name]));
  for (const node of layOutCleanups(rows.filter((row) => !forecaster.uses(row)))) {
    nodes.push(forecaster.cleanup({ ...node, requires: node.requires.map((index) => index + acts.length) }, names));
  }
  return { nodes, cycle: null };
}

class Forecaster {
  private readonly target: BoundStack | null;
  private readonly options: PlanOptions;
  private readonly rows: ReadonlyMap<string, ResourceRow>;
  private readonly decided = new Map<string, PlanDecision>();
  private readonly resolver;

  constructor(target: BoundStack | null, acts: readonly LayoutNode[], options: PlanOptions) {
    this.target = target;
    this.options = options;
    this.rows = new Map(acts.flatMap((node) => (node.row === null ? [] : [[node.name, node.row] as const])));
    this.resolver = forecastResolver(
      rowResolver((name) => this.rows.get(name), options.registry, options.nested?.family),
      (name) => this.forecast(name),
    );
  }

  /** Is the row still what stands for its name when all acts are done? */
  uses(row: ResourceRow): boolean {
    const decision = this.decided.get(row.name);
    return this.rows.get(row.name)?.id === row.id && (decision === 'keep' || decision === 'update' || row.action === 'INIT');
  }

  private forecast(name: string): Forecast {
    const decision = this.decided.get(name);
    if (decision === 'keep') return 'kept';
    return decision === 'update' ? 'changed' : 'new';
  }

  act(node: LayoutNode): PlanNode {
    const bound = this.target?.resources.get(node.name);
    const base = { kind: node.kind, name: node.name, type: bound?.type ?? '', dependencies: bound?.dependencies ?? [], requires: node.requires, whenDeleted: endOf(node.row) };
    const looksInside = this.options.nested !== undefined && bound !== undefined && this.options.registry.get(bound.type)?.nested !== undefined;
    const resolved = this.target === null || (node.row === null && !looksInside) ? null : resolveProperties(this.target, node.name, this.resolver);
    if (bound === undefined || node.row === null || resolved === null) {
      this.decided.set(node.name, 'create');
      const children = bound === undefined || resolved?.ok !== true ? null : this.within(bound, null, resolved);
      return { ...base, rowId: null, decision: 'create', reason: 'It does not exist yet.', changes: [], children };
    }
    // A value that cannot be evaluated fails the deployment when its turn comes; until then it counts as no change.
    const proposal = resolved.ok
      ? { bound, properties: resolved.properties, unknown: resolved.unknown }
      : { bound, properties: node.row.properties, unknown: [] };
    const restricted = (this.options.policies ?? NO_POLICIES).restricted(node.name);
    const verdict = decide(node.row, proposal, this.options.registry.get(bound.type), restricted);
    const { decision, reason } = resolved.ok
      ? shown(verdict)
      : { decision: 'update' as const, reason: `It will fail: ${resolved.errorType}: ${resolved.message}` };
    const children = resolved.ok ? this.within(bound, decision === 'replace' ? null : node.row, resolved) : null;
    // A nested resource is as its own resources are.
    const inner = decision === 'keep' && children?.nodes.some((child) => child.decision !== 'keep') === true;
    this.decided.set(node.name, inner ? 'update' : decision);
    const outcome = inner ? { decision: 'update' as const, reason: 'Its own resources change.' } : { decision, reason };
    return { ...base, rowId: node.row.id, ...outcome, changes: verdict.differences, children };
  }

  private within(bound: BoundResource, row: ResourceRow | null, { properties, unknown }: { properties: JsonMap; unknown: string[] }): Plan | null {
    const { nested, registry } = this.options;
    const type = registry.get(bound.type);
    if (nested === undefined || type?.nested === undefined) return null;
    const rows = this.rowsIn(row);
    const depth = (nested.depth ?? 0) + 1;
    const members = rows.filter((member) => member.replacedBy === null);
    const child = prospectiveChild({ name: bound.name, type: bound.type, declaredType: bound.definition.type, row, definition: bound.frozen, properties, unknown }, type, members, nested.sources, depth);
    return child === null ? null : plan(child.bound, rows, { ...this.options, policies: child.policies, nested: { ...nested, sources: child.sources, depth } });
  }

  private rowsIn(row: ResourceRow | null): readonly ResourceRow[] {
    return row === null || row.physicalResourceId === null ? [] : (this.options.nested?.family.rowsOf(row.physicalResourceId) ?? []);
  }

  /** @param names of the rows, by their ids */
  cleanup(node: LayoutNode, names: ReadonlyMap<string, string>): PlanNode {
    const row = node.row;
    const base = {
      kind: node.kind, name: node.name, type: row?.type ?? '', rowId: row?.id ?? null, changes: [], dependencies: (row?.requires ?? []).flatMap((id) => names.get(id) ?? []), requires: node.requires, whenDeleted: endOf(row),
    };
    const inside = row !== null && this.options.registry.get(row.type)?.nested !== undefined ? this.rowsIn(row) : [];
    const children = inside.length === 0 ? null : plan(null, inside, this.options);
    const decision = this.decided.get(node.name);
    if (decision !== undefined) return { ...base, decision: 'delete', reason: 'Its replacement takes over.', children };
    return {
      ...base,
      children,
      decision: 'delete',
      reason: this.target === null ? 'The whole stack is deleted.' : 'It is no longer in the template, or its condition does not hold.',
    };
  }
}

/** What the row's own policy says of its end. What exists outside of the stack stays, whatever the policy. */
function endOf(row: ResourceRow | null): PlanNode['whenDeleted'] {
  if (row === null) return 'deleted';
  const policy = row.definition['external_id'] === undefined ? deletionPolicyOf(row.definition) : 'Retain';
  return policy === 'Retain' ? 'retained' : policy === 'Snapshot' ? 'snapshotted' : 'deleted';
}

function shown(verdict: Verdict): { decision: Exclude<PlanDecision, 'delete'>; reason: string } {
  if (verdict.decision !== 'refuse') return verdict;
  return { decision: verdict.would, reason: `It will fail: ${verdict.errorType}: ${verdict.reason}` };
}

/** The plan as pages show it: one entry a resource, secrets masked. `planId` is the caller's. */
export function planView(planned: Plan, planId: string, secrets: readonly string[]): PlanView {
  const entries = entriesOf(planned, '', secrets);
  const counts: Record<PlanDecision, number> = { create: 0, update: 0, replace: 0, delete: 0, keep: 0 };
  for (const entry of entries) counts[entry.decision] += 1;
  return { planId, entries, counts };
}

/** Resources of nested stacks follow theirs, under `<nested resource>/<resource>`. */
function entriesOf(planned: Plan, prefix: string, secrets: readonly string[]): PlanEntry[] {
  const names = new Set(planned.nodes.filter((node) => node.kind === 'act').map((node) => node.name));
  return planned.nodes
    .filter((node) => node.kind === 'act' || (node.decision === 'delete' && !names.has(node.name)))
    .flatMap((node): PlanEntry[] => [
      {
        name: prefix + node.name,
        type: node.type,
        decision: node.decision,
        reason: node.reason,
        changes: node.changes.map((change) => ({
          ...change,
          before: maskJson(change.before, secrets),
          after: maskJson(change.after, secrets),
        })),
        requires: node.dependencies.map((name) => prefix + name),
        whenDeleted: node.whenDeleted,
      },
      ...(node.children === null ? [] : entriesOf(node.children, `${prefix}${node.name}/`, secrets)),
    ]);
}
