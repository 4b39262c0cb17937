/** Two people saved one draft: what each did to its text, files, environment and drawing, put together. */
import { type Conflict, conflictsOf, decided, mergeTexts, mergeValues, type Side } from '@/lib/graph';
import { isMap } from '@/lib/hot/json';
import { pythonEquals } from '@/lib/hot/values';
import type { Json, JsonMap } from '@/lib/hot/types';
import type { Content } from './useAutosave';

export interface MergedDraft {
  conflicts: readonly (Conflict & { of: 'template' | 'file' | 'environment' })[];
  /** The draft in which each conflict is decided, by its id. */
  content: (sideOf: (id: string) => Side) => Content;
}

const same = (a: Json, b: Json): boolean => pythonEquals(a, b);

export function mergeDrafts(base: Content, mine: Content, theirs: Content): MergedDraft {
  const text = mergeTexts(base.text, mine.text, theirs.text);
  const files = mergedMaps(base.files, mine.files, theirs.files, (a, b) => a === b);
  const environment = mergedMaps(entriesOf(base.environment), entriesOf(mine.environment), entriesOf(theirs.environment), same);
  // Where both moved a card it stands where I put it: nothing is lost by that.
  const layout = mergedMaps(base.layout, mine.layout, theirs.layout, same);
  const shown = (value: Json | undefined): string | null => (value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value, null, 2));
  const conflicts = [
    ...conflictsOf(text).map((conflict) => ({ ...conflict, of: 'template' as const })),
    ...files.conflicts.map((name) => ({ id: `file ${name}`, mine: shown(mine.files[name]), theirs: shown(theirs.files[name]), of: 'file' as const })),
    ...environment.conflicts.map((name) => ({ id: `environment ${name}`, mine: shown(entriesOf(mine.environment)[name]), theirs: shown(entriesOf(theirs.environment)[name]), of: 'environment' as const })),
  ];
  return {
    conflicts,
    content: (sideOf) => ({
      name: mine.name === base.name ? theirs.name : mine.name,
      text: decided(text, sideOf),
      files: files.decided((name) => sideOf(`file ${name}`)),
      environment: environmentOf(environment.decided((name) => sideOf(`environment ${name}`))),
      layout: layout.decided(() => 'mine'),
    }),
  };
}

/** Every key of either, merged by itself. */
function mergedMaps<T>(base: Readonly<Record<string, T>>, mine: Readonly<Record<string, T>>, theirs: Readonly<Record<string, T>>, equal: (a: T, b: T) => boolean) {
  const names = [...new Set([...Object.keys(mine), ...Object.keys(theirs)])];
  const merged = new Map(names.map((name) => [name, mergeValues(base[name], mine[name], theirs[name], equal)]));
  return {
    conflicts: names.filter((name) => { const value = merged.get(name); return value !== undefined && 'conflict' in value; }),
    decided: (sideOf: (name: string) => Side): Record<string, T> => {
      const values: Record<string, T> = {};
      for (const [name, found] of merged) {
        const value = 'conflict' in found ? (sideOf(name) === 'mine' ? mine : theirs)[name] : found.value;
        if (value !== undefined) values[name] = value;
      }
      return values;
    },
  };
}

const BETWEEN = ' › ';

/** An environment by its entries: `parameters › size`. */
function entriesOf(environment: JsonMap): Record<string, Json> {
  return Object.fromEntries(Object.entries(environment).flatMap(([section, value]): [string, Json][] => (
    isMap(value) && Object.keys(value).length > 0 ? Object.entries(value).map(([name, item]) => [section + BETWEEN + name, item]) : [[section, value]]
  )));
}

function environmentOf(entries: Readonly<Record<string, Json>>): JsonMap {
  const environment: JsonMap = {};
  for (const [key, value] of Object.entries(entries)) {
    const at = key.indexOf(BETWEEN);
    if (at < 0) {
      environment[key] ??= value;
      continue;
    }
    const before = environment[key.slice(0, at)];
    environment[key.slice(0, at)] = { ...(isMap(before) ? before : {}), [key.slice(at + BETWEEN.length)]: value };
  }
  return environment;
}
