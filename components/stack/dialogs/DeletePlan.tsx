'use client';
import type { PlanView } from '@/lib/wire/types';
import { DecisionIcon } from '@/components/status/decisions';
import { deletionWaves } from './consequences';
import { Fate } from './RollbackPlan';

/** Of a wave so many are named. */
const NAMED = 60;

/** What goes and in which order, what is kept of it. */
export function DeletePlan({ plan }: { plan: PlanView }) {
  const waves = deletionWaves(plan);
  const nested = plan.entries.filter((entry) => entry.decision === 'delete' && entry.name.includes('/')).length;
  if (waves.length === 0) return <p className="text-sm text-muted">There are no resources; only the stack itself goes.</p>;
  return (
    <ol className="flex max-h-[44vh] flex-col gap-3 overflow-y-auto" aria-label="Order of the deletion" tabIndex={0}>
      {waves.map((wave, index) => (
        <li key={index} className="grid grid-cols-[4.5rem_1fr] gap-2">
          <span className="text-xs leading-5 text-muted">{index === 0 ? 'First' : index === waves.length - 1 ? 'Last' : `Then`}</span>
          <ul className="flex flex-wrap gap-x-4 gap-y-1">
            {wave.slice(0, NAMED).map((entry) => (
              <li key={entry.name} data-plan={`delete ${entry.name}`} className="flex items-center gap-1.5 text-sm" title={entry.type}><DecisionIcon decision={entry.whenDeleted === 'retained' ? 'keep' : 'delete'} /><span className="font-medium">{entry.name}</span><Fate entry={entry} /></li>
            ))}
            {wave.length > NAMED ? <li className="text-sm text-muted">and {wave.length - NAMED} more</li> : null}
          </ul>
        </li>
      ))}
      {nested > 0 ? <li className="text-sm text-muted">With them go {nested} resources of nested stacks.</li> : null}
    </ol>
  );
}
