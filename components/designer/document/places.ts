/** Where nodes stand, what frames there are, and the files and environment beside the text. */
import type { Json, JsonMap } from '@/lib/hot/types';
import { positionOf } from '@/lib/graph';

/** Places by node key, frames by theirs; null takes an entry away. */
export type Places = Readonly<Record<string, Json>>;

/** What belongs to a draft beside its text and drawing. */
export interface Beside {
  /** By the name under which the template finds them. */
  files: Readonly<Record<string, string>>;
  environment: JsonMap;
}

/** The layout with other places. */
export function placed(layout: JsonMap, places: Places): JsonMap {
  const next = { ...layout };
  for (const [key, value] of Object.entries(places)) {
    const position = positionOf(value);
    if (value === null) delete next[key];
    else next[key] = position === null ? value : { x: Math.round(position.x), y: Math.round(position.y) };
  }
  return next;
}

/** What gives the layout back that `places` is put into. */
export function placesBefore(layout: JsonMap, places: Places): Places {
  return Object.fromEntries(Object.keys(places).map((key) => [key, layout[key] ?? null]));
}
