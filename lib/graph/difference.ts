/** What two templates differ in, as graphs: by resource, not by line. */
import { isMap } from '@/lib/hot/json';
import { pythonEquals } from '@/lib/hot/values';
import type { Json, ResourceDefinition, Template } from '@/lib/hot/types';
import type { StackGraph } from './model';

export type ResourceDifference =
  | { name: string; type: string; kind: 'added' | 'removed' | 'same' }
  /** Paths within the definition: `properties.flavor`. */
  | { name: string; type: string; kind: 'changed'; paths: string[] };

/** Every resource of either: those of the later first, in its order, then those that went. */
export function templateDifference(before: Template, after: Template): ResourceDifference[] {
  const differences = Object.values(after.resources).map((resource): ResourceDifference => {
    const { name, type } = resource;
    const earlier = before.resources[name];
    if (earlier === undefined) return { name, type, kind: 'added' };
    const paths = changedPaths(partsOf(earlier), partsOf(resource), []);
    return paths.length === 0 ? { name, type, kind: 'same' } : { name, type, kind: 'changed', paths };
  });
  const gone = Object.values(before.resources).filter(({ name }) => after.resources[name] === undefined);
  return [...differences, ...gone.map(({ name, type }): ResourceDifference => ({ name, type, kind: 'removed' }))];
}

/** Lines between resources that one of two graphs has and the other has not, by `from>to`. */
export function lineDifference(before: StackGraph, after: StackGraph): Map<string, 'added' | 'removed'> {
  const [earlier, later] = [linesOf(before), linesOf(after)];
  return new Map([
    ...[...later].filter((line) => !earlier.has(line)).map((line) => [line, 'added'] as const),
    ...[...earlier].filter((line) => !later.has(line)).map((line) => [line, 'removed'] as const),
  ]);
}

function linesOf({ edges }: StackGraph): Set<string> {
  const resource = /^resource:/;
  return new Set(edges.flatMap(({ from, to }) => (resource.test(from) && resource.test(to) && from !== to ? [`${from.replace(resource, '')}>${to.replace(resource, '')}`] : [])));
}

function partsOf({ type, properties, metadata, dependsOn, deletionPolicy, condition }: ResourceDefinition): Json {
  return { type, properties, metadata, depends_on: dependsOn, deletion_policy: deletionPolicy, condition: condition ?? null };
}

/** The deepest places of maps that differ; a list is one value. */
function changedPaths(before: Json | undefined, after: Json | undefined, path: readonly string[]): string[] {
  if (isMap(before) && isMap(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) => changedPaths(before[key], after[key], [...path, key]));
  }
  return before !== undefined && after !== undefined && pythonEquals(before, after) ? [] : [path.join('.')];
}
