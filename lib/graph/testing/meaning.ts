/** What edits mean, on values instead of texts: the simple model that tests hold the text edits against. */
import type { DocumentPath, Json, JsonMap } from '@/lib/hot/types';

/** The path of every value that `wanted` holds for, from the outside to the inside, without that of the document. */
export function pathsOf(value: Json, wanted: (value: Json) => boolean = () => true, at: DocumentPath = []): DocumentPath[] {
  const own = at.length > 0 && wanted(value) ? [at] : [];
  if (Array.isArray(value)) return [...own, ...value.flatMap((item, index) => pathsOf(item, wanted, [...at, index]))];
  if (typeof value === 'object' && value !== null) return [...own, ...Object.entries(value).flatMap(([key, item]) => pathsOf(item, wanted, [...at, key]))];
  return own;
}

/** The value with the part at the path changed by `change`; undefined takes it away. What is missing or null on the way becomes a map. */
function changed(value: Json, path: DocumentPath, change: (part: Json | undefined) => Json | undefined): Json | undefined {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value) && typeof step === 'number') {
    return value.flatMap((item, index) => {
      if (index !== step) return [item];
      const next = changed(item, rest, change);
      return next === undefined ? [] : [next];
    });
  }
  const map: JsonMap = typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {};
  const next = rest.length === 0 ? change(map[step]) : changed(map[step] ?? null, rest, change);
  if (next === undefined) delete map[step];
  else map[step] = next;
  return map;
}

export function withSet(value: Json, path: DocumentPath, part: Json): Json {
  return changed(value, path, () => part) ?? null;
}

/** What may be left: a map that loses its last member stays empty, or goes too. */
export function withRemoved(value: Json, path: DocumentPath): Json[] {
  return [changed(value, path, () => undefined) ?? null, changed(value, path.slice(0, -1), () => undefined) ?? null];
}

export function withAppended(value: Json, path: DocumentPath, item: Json): Json {
  return changed(value, path, (list) => (Array.isArray(list) ? [...list, item] : [item])) ?? null;
}

export function withRenamed(value: Json, path: DocumentPath, name: string): Json {
  const last = path.at(-1);
  return changed(value, path.slice(0, -1), (map) => (typeof map === 'object' && map !== null && !Array.isArray(map) ? Object.fromEntries(Object.entries(map).map(([key, item]) => [key === last ? name : key, item])) : map)) ?? null;
}
