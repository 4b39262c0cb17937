/** The standard library of yaql, as Heat has it. `now`, `random` and `localtz` are all that is no function of its arguments. */
import type { Library, Overload } from '../signature';
import { branching } from './branching';
import { collections } from './collections';
import { comparison } from './comparison';
import { dates } from './dates';
import { maps } from './maps';
import { math } from './math';
import { queries } from './queries';
import { aggregation } from './aggregation';
import { regexes } from './regexes';
import { scopes } from './scopes';
import { sets } from './sets';
import { strings } from './strings';
import { texts } from './texts';

/** Overloads of one name stand together; the order of the parts decides which is tried first. */
export const library: Readonly<Record<string, Overload[]>> = merge([
  comparison,
  math,
  texts,
  strings,
  regexes,
  maps,
  sets,
  collections,
  queries,
  aggregation,
  branching,
  scopes,
  dates,
]);

function merge(parts: Library[]): Record<string, Overload[]> {
  const all: Record<string, Overload[]> = {};
  for (const part of parts) {
    for (const [name, overloads] of Object.entries(part)) all[name] = [...(Object.hasOwn(all, name) ? (all[name] ?? []) : []), ...overloads];
  }
  return all;
}
