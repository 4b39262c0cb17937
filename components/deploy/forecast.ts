/** How long a plan will take, from how long the like of it took. */
import { longestWay } from '@/lib/graph/waves';
import type { Expectation, PlanEntry } from '@/lib/wire/types';

/** Milliseconds. */
export interface Expected {
  median: number;
  p90: number;
  runs: number;
  /** From runs of this very resource, not only of its type. */
  own: boolean;
}

export interface Forecast {
  /** By name; what nobody has done here before is not in it. */
  entries: ReadonlyMap<string, Expected>;
  /** The longest way through the plan; null where nothing of it is known. */
  median: number | null;
  p90: number | null;
  /** How many have no expectation: the plan takes at least as long as is said. */
  unknown: number;
}

const ACTIONS = { create: 'CREATE', update: 'UPDATE', replace: 'CREATE', delete: 'DELETE' } as const;

export function forecast(entries: readonly PlanEntry[], known: readonly Expectation[]): Forecast {
  const index = new Map(known.map((each) => [keyOf(each.type, each.action, each.name), each]));
  const of = (entry: PlanEntry, action: Expectation['action']): Expected | null => {
    const own = index.get(keyOf(entry.type, action, entry.name.split('/').at(-1) ?? entry.name));
    const found = own ?? index.get(keyOf(entry.type, action, null));
    return found === undefined ? null : { median: found.median, p90: found.p90, runs: found.runs, own: own !== undefined };
  };
  const touched = entries.filter(({ decision }) => decision !== 'keep');
  const expected = new Map(touched.flatMap((entry): [string, Expected][] => { const found = entry.decision === 'keep' ? null : of(entry, ACTIONS[entry.decision]); return found === null ? [] : [[entry.name, found]]; }));
  const made = touched.filter(({ decision }) => decision !== 'delete');
  const gone = touched.filter(({ decision }) => decision === 'delete' || decision === 'replace');
  const whole = (which: 'median' | 'p90'): number => longestWay(made, 'forth', (entry) => expected.get(entry.name)?.[which] ?? 0) + longestWay(gone, 'back', (entry) => of(entry, 'DELETE')?.[which] ?? 0);
  return { entries: expected, unknown: touched.length - expected.size, median: expected.size === 0 ? null : whole('median'), p90: expected.size === 0 ? null : whole('p90') };
}

function keyOf(type: string, action: string, name: string | null): string {
  return JSON.stringify([type, action, name]);
}
