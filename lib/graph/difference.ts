/** What two templates differ in, as graphs: by resource, not by line. */
import { pythonEquals } from '@/lib/hot/values';
import type { Json, ResourceDefinition, Template } from '@/lib/hot/types';

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

function isMap(value: Json | undefined): value is Record<string, Json> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
