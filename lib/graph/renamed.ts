/** Which nodes of a text that was changed are those of the text before under another name. */
import type { Json, ResourceDefinition, Template } from '@/lib/hot/types';
import { type NodeKey, nodeKey } from './model';

/** Less alike than that, and it is another resource. */
const ALIKE = 0.7;
/** More than that at once is another template, not a renamed one. */
const MOST = 60;

/**
 * Resources that are gone, by what they are called now. Two of one type are the same when most of what is written of them is, names that changed as well
 * aside. Each is taken for one at most, the likeliest first.
 */
export function renamedResources(before: Template, after: Template): ReadonlyMap<NodeKey, NodeKey> {
  const gone = Object.values(before.resources).filter(({ name }) => !Object.hasOwn(after.resources, name));
  const come = Object.values(after.resources).filter(({ name }) => !Object.hasOwn(before.resources, name));
  if (gone.length === 0 || come.length === 0 || gone.length > MOST || come.length > MOST) return new Map();
  // A name that changed is written differently wherever it is referred to; it says nothing of who refers to it.
  const moved = new Set([...gone, ...come].map(({ name }) => name));
  const marks = new Map([...gone, ...come].map((resource) => [resource, marksOf(resource, moved)]));
  const pairs = gone.flatMap((from) => come.flatMap((to) => {
    if (from.type !== to.type) return [];
    const score = likeness(marks.get(from) ?? new Set(), marks.get(to) ?? new Set()) + nearness(from.name, to.name) * 0.05;
    return score >= ALIKE ? [{ from: from.name, to: to.name, score }] : [];
  })).toSorted((a, b) => b.score - a.score);
  const found = new Map<NodeKey, NodeKey>();
  const taken = new Set<string>();
  for (const { from, to } of pairs) {
    if (found.has(nodeKey('resource', from)) || taken.has(to)) continue;
    found.set(nodeKey('resource', from), nodeKey('resource', to));
    taken.add(to);
  }
  return found;
}

/** Everything that is written of a resource, a line for each value with the way to it. */
function marksOf({ properties, metadata, dependsOn }: ResourceDefinition, moved: ReadonlySet<string>): Set<string> {
  const marks = new Set<string>();
  const visit = (value: Json, path: string): void => {
    if (Array.isArray(value)) value.forEach((item, index) => visit(item, `${path}.${index}`));
    else if (typeof value === 'object' && value !== null) for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`);
    else marks.add(`${path}=${typeof value === 'string' && moved.has(value) ? '*' : JSON.stringify(value)}`);
  };
  visit(properties, 'properties');
  visit(metadata, 'metadata');
  for (const name of dependsOn) marks.add(`after ${moved.has(name) ? '*' : name}`);
  return marks;
}

/** Of what either says, how much both say; two that say nothing are alike. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  if (a.size === 0 && b.size === 0) return 1;
  const both = [...a].filter((mark) => b.has(mark)).length;
  return both / (a.size + b.size - both);
}

/** How much of two names is the same from their beginning: of several that are alike, the name decides. */
function nearness(a: string, b: string): number {
  let same = 0;
  while (same < Math.min(a.length, b.length) && a[same] === b[same]) same += 1;
  return same / Math.max(a.length, b.length);
}
