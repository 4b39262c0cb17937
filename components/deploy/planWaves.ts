/** The order in which a plan is carried out, as waves: what is in one can be done at the same time. */
import { wavesOf } from '@/lib/graph/waves';
import type { PlanEntry } from '@/lib/wire/types';

export interface Wave {
  /** Names of what begins in it. */
  names: string[];
  deletes: boolean;
}

/** Creations and changes first, each after what it requires; deletions at the end, each before what it requires. What stays is in none. */
export function planWaves(entries: readonly PlanEntry[]): Wave[] {
  const made = entries.filter(({ decision }) => decision === 'create' || decision === 'update' || decision === 'replace');
  const gone = entries.filter(({ decision }) => decision === 'delete' || decision === 'replace');
  const named = (deletes: boolean) => (wave: readonly PlanEntry[]): Wave => ({ names: wave.map(({ name }) => name), deletes });
  return [...wavesOf(made, 'forth').map(named(false)), ...wavesOf(gone, 'back').map(named(true))];
}
