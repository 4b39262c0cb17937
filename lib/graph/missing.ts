/** What is referred to and is not there: as one thing for all that refer to it, and what mends it. */
import type { Json } from '@/lib/hot/types';
import { addDependency, removeAt, removeDependency, sectionOf, setAt } from './commands';
import { isCfn } from './dialect';
import { type MissingReference, nameOf, type StackGraph } from './model';
import { readRecent } from '@/lib/hot/reading';

export interface Ghost {
  kind: MissingReference['kind'];
  name: string;
  references: readonly MissingReference[];
}

export function ghostsOf({ missing }: StackGraph): Ghost[] {
  const ghosts = new Map<string, MissingReference[]>();
  for (const reference of missing) {
    const id = `${reference.kind}:${reference.name}`;
    ghosts.set(id, [...(ghosts.get(id) ?? []), reference]);
  }
  return [...ghosts.values()].flatMap((references) => { const [first] = references; return first ? [{ kind: first.kind, name: first.name, references }] : []; });
}

/** Everything that referred to it refers to something else that is there. */
export function referInstead(text: string, { name, references }: Ghost, other: string): string {
  let result = text;
  for (const reference of [...references].reverse()) {
    if (reference.order) result = addDependency(removeDependency(result, nameOf(reference.to), name), nameOf(reference.to), other);
    else result = setAt(result, reference.path, renamed(valueAt(result, reference.path), name, other));
  }
  return result;
}

/** The references are taken away, with the key or list item that holds them. */
export function removeReferences(text: string, { name, references }: Ghost): string {
  let result = text;
  for (const reference of [...references].reverse()) {
    if (reference.order) result = removeDependency(result, nameOf(reference.to), name);
    else if (reference.to.startsWith('output:') && reference.path.length === 3) result = setAt(result, reference.path, '');
    else result = removeAt(result, reference.path);
  }
  return result;
}

/** The parameter that is missing; what it is of is asked when the stack is deployed. */
export function addMissingParameter(text: string, { name }: Ghost): string {
  return setAt(text, [sectionOf(text, 'parameter'), name], isCfn(text) ? { Type: 'String' } : { type: 'string' });
}

function renamed(value: Json | undefined, from: string, to: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value ?? null;
  return Object.fromEntries(Object.entries(value).map(([call, args]): [string, Json] => [call, args === from ? to : Array.isArray(args) && args[0] === from ? [to, ...args.slice(1)] : args]));
}

function valueAt(text: string, path: MissingReference['path']): Json | undefined {
  let value: Json | undefined = readRecent(text).value;
  for (const step of path) value = typeof value === 'object' && value !== null ? (Array.isArray(value) ? value[Number(step)] : value[String(step)]) : undefined;
  return value;
}
