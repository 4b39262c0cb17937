'use client';
import { useMemo } from 'react';
import type { ResourceView } from '@/lib/wire/types';
import { useOutlook } from '@/components/live/useOutlook';
import { useNow } from '@/components/live/useNow';
import { hookOf } from '@/components/status/families';
import { Status } from '@/components/status/Status';
import { formatDuration } from '@/components/ui/time';
import { Elapsed } from '../Elapsed';
import { usualLengths } from '../remaining';

const NAMED = 6;

export interface InFlightProps {
  project: string;
  stackId: string;
  resources: readonly ResourceView[];
  /** An operation follows: it does not wait for what may never come. */
  goesOn: boolean;
}

/** Signals, agents and people may never answer. */
function mayNeverCome({ waitingFor }: ResourceView): boolean {
  return waitingFor !== null && (hookOf(waitingFor) !== null || /\b(signal|agent)\b/.test(waitingFor));
}

/** What is being done at this moment and finishes first, how long that will take as far as the like of it took before; and which waits are given up. */
export function InFlight({ project, stackId, resources, goesOn }: InFlightProps) {
  const now = useNow(1000);
  const outlook = useOutlook(project, stackId, resources.some(({ status }) => status === 'IN_PROGRESS') ? 'lengths' : null);
  const usually = useMemo(() => usualLengths(outlook?.lengths ?? []), [outlook]);
  const left = ({ name, type, action, startedAt, waitingFor }: ResourceView): number | null => {
    const usual = usually(name, type, action);
    return usual === null || startedAt === null || waitingFor !== null || now === 0 ? null : usual.usual - (now - Date.parse(startedAt));
  };
  const flying = resources.filter((resource) => resource.status === 'IN_PROGRESS' || hookOf(resource.waitingFor) !== null);
  const [waiting, busy] = [flying.filter(mayNeverCome), flying.filter((each) => !mayNeverCome(each))];
  if (flying.length === 0) return null;
  return (
    <section aria-label="Under way now" className="mb-3 flex flex-col gap-2 rounded-md border bg-sunken px-3 py-2">
      <Flying title="Finishes first" list={busy} left={left} />
      <Flying title={goesOn ? 'Is not waited for' : 'Goes on waiting'} list={waiting} left={left} />
    </section>
  );
}

function Flying({ title, list, left }: { title: string; list: readonly ResourceView[]; left: (resource: ResourceView) => number | null }) {
  if (list.length === 0) return null;
  return (
    <div>
      <h3 className="text-sm font-semibold">{title}</h3>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {list.slice(0, NAMED).map((resource) => (
          <li key={resource.id} className="flex items-center gap-1.5">
            <span className="font-medium">{resource.name}</span>
            <Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} />
            {resource.startedAt ? <Elapsed from={resource.startedAt} to={null} className="text-xs tabular-nums text-muted" /> : null}
            <Left ms={left(resource)} />
          </li>
        ))}
        {list.length > NAMED ? <li className="text-muted">and {list.length - NAMED} more</li> : null}
      </ul>
    </div>
  );
}

function Left({ ms }: { ms: number | null }) {
  if (ms === null) return null;
  return <span className="text-xs tabular-nums text-muted">{ms > 0 ? `about ${formatDuration(Math.max(1000, ms))} more` : 'longer than usual'}</span>;
}
