/** What a stored stack is made of: the revision of a root stack, and for a nested stack what its resource makes it from. */
import type { Pool } from 'pg';
import { familyOf, type ResourceRow, type Sources, treeResolver } from '@/lib/engine';
import { prospectiveChild } from '@/lib/engine/plan-children';
import { maskJson } from '@/lib/engine/secrets';
import { type BoundStack, resolveOutput } from '@/lib/hot';
import { reachableCalls, referenceTarget } from '@/lib/hot/binding/calls';
import type { Json, JsonMap } from '@/lib/hot/types';
import { loadRowsNamed, loadRunState } from '@/lib/store/run-state';
import { bindRevision } from '@/lib/store/run-state-target';
import { ancestry } from '@/lib/store/stack-listing';
import { lastRevisionId, revisionById } from '@/lib/store/stacks';
import type { OutputView } from '@/lib/wire/types';
import type { StackPorts } from './ports';

export interface Deployed {
  bound: BoundStack;
  sources: Sources;
  /** As its author wrote it; null for the template that a group makes. */
  text: string | null;
  files: Record<string, string>;
  environment: JsonMap;
  /** Values that were given for parameters; those of hidden ones are not among them. */
  given: JsonMap;
}

interface StackOfTree {
  id: string;
  rootId: string;
  ownerId: string | null;
  revisionId: string | null;
}

/** A revision never changes: what it is bound to is kept for the ones that were asked for last. */
const kept = new WeakMap<Pool, Map<string, Deployed>>();
const MOST_KEPT = 32;

/** Null for a revision that is gone, or cannot be bound with what is installed now. */
export async function deployedRevision(ports: StackPorts, revisionId: string): Promise<Deployed | null> {
  const cache = kept.get(ports.pool) ?? new Map<string, Deployed>();
  kept.set(ports.pool, cache);
  const known = cache.get(revisionId);
  if (known !== undefined) {
    // The map keeps its order: whoever is asked for moves to the end, the first one goes when there are too many.
    cache.delete(revisionId);
    cache.set(revisionId, known);
    return known;
  }
  const [revision, target] = await Promise.all([revisionById(ports.pool, revisionId), bindRevision(ports, revisionId)]);
  if (revision === null || !target.ok) return null;
  const { templateText: text, files, environment, parameters: given } = revision;
  const deployed = { bound: target.target.bound, sources: target.target.sources, text, files, environment, given };
  cache.set(revisionId, deployed);
  const [oldest] = cache.keys();
  if (cache.size > MOST_KEPT && oldest !== undefined) cache.delete(oldest);
  return deployed;
}

/** Null where it cannot be told any more: the stack is gone, or its revision. */
export async function deployedStack(ports: StackPorts, stack: StackOfTree): Promise<Deployed | null> {
  if (stack.ownerId === null) return stack.revisionId === null ? null : deployedRevision(ports, stack.revisionId);
  const [path, state] = await Promise.all([ancestry(ports.pool, stack.id), loadRunState(ports.pool, stack.rootId, ports.vault)]);
  const [root, ...below] = path;
  if (root === undefined || root.revisionId === null) return null;
  let current = await deployedRevision(ports, root.revisionId);
  let parentId = root.id;
  for (const [index, child] of below.entries()) {
    if (current === null) return null;
    current = childOf(ports, current, state.rows, { parentId, id: child.id, depth: index + 1 });
    parentId = child.id;
  }
  return current;
}

/** What a stack was made of before it was deleted. */
export async function lastDeployed(ports: StackPorts, { id }: { id: string }): Promise<Deployed | null> {
  const revisionId = await lastRevisionId(ports.pool, id);
  return revisionId === null ? null : deployedRevision(ports, revisionId);
}

function childOf(ports: StackPorts, parent: Deployed, rows: readonly ResourceRow[], { parentId, id, depth }: { parentId: string; id: string; depth: number }): Deployed | null {
  const row = rows.find((candidate) => candidate.stackId === parentId && candidate.physicalResourceId === id);
  const type = row === undefined ? undefined : ports.registry.get(row.type);
  if (row === undefined || type === undefined) return null;
  const declared = parent.bound.resources.get(row.name);
  const members = rows.filter((member) => member.stackId === id && member.replacedBy === null);
  const prospect = { name: row.name, type: row.type, declaredType: declared?.definition.type ?? row.type, row, definition: row.definition, properties: row.properties, unknown: [] };
  const child = prospectiveChild(prospect, type, members, parent.sources, depth);
  if (child === null) return null;
  return {
    bound: child.bound, sources: child.sources, text: parent.files[row.type] ?? null, files: parent.files, given: child.bound.parameters,
    environment: { parameter_defaults: child.sources.environment.parameterDefaults, resource_registry: child.sources.environment.resourceRegistry },
  };
}

/** Outputs with their values, all or those named; what must not be shown is masked. */
export async function outputsOf(ports: StackPorts, stack: StackOfTree, { bound }: Deployed, wanted?: readonly string[]): Promise<OutputView[]> {
  const outputs = bound.outputs.filter((output) => wanted === undefined || wanted.includes(output.name));
  if (outputs.length === 0) return [];
  const { rows, family } = await rowsFor(ports, stack, bound, outputs.map((output) => output.name));
  const byName = new Map(rows.filter((row) => row.stackId === stack.id && row.replacedBy === null).map((row) => [row.name, row]));
  const resolver = treeResolver(familyOf(family), (name) => byName.get(name), ports.registry);
  const secrets = [...bound.hiddenValues, ...family.flatMap((row) => row.secrets)];
  return outputs.map(({ name, description }) => {
    const { value, error } = resolveOutput(bound, name, resolver);
    return { name, description: description ?? '', value: maskJson(value, secrets), error };
  });
}

/** Of a thousand rows outputs read a few. What is nested may lead anywhere: then the whole tree is read. */
async function rowsFor(ports: StackPorts, stack: StackOfTree, bound: BoundStack, outputs: readonly string[]): Promise<{ rows: readonly ResourceRow[]; family: readonly ResourceRow[] }> {
  const names = namesIn(bound, outputs);
  if (names?.length === 0) return { rows: [], family: [] };
  const few = names === null ? null : await loadRowsNamed(ports.pool, stack.id, names, ports.vault);
  if (few !== null && few.every((row) => ports.registry.get(row.type)?.nested === undefined)) return { rows: few, family: few };
  const { rows } = await loadRunState(ports.pool, stack.rootId, ports.vault);
  return { rows, family: rows };
}

/** Resources that outputs refer to; null when only evaluating them would tell. */
function namesIn(bound: BoundStack, outputs: readonly string[]): string[] | null {
  const scope = bound.scope(NOTHING);
  const names = new Set<string>();
  for (const output of outputs) {
    for (const call of reachableCalls(bound.compiled.output(output), scope)) {
      const target = referenceTarget(call, (name) => scope.hasParameter(name));
      if (target !== null) names.add(target);
      else if (READS_RESOURCES.has(call.name)) return null;
    }
  }
  return [...names];
}

const READS_RESOURCES = new Set(['get_attr', 'get_resource', 'Fn::GetAtt']);

const NOTHING = { referenceId: (): Json => null, attribute: (): Json => null, attributes: (): JsonMap | null => null };
