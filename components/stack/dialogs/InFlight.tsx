'use client';
import type { ResourceView } from '@/lib/wire/types';
import { Status } from '@/components/status/Status';
import { Elapsed } from '../Elapsed';

const NAMED = 6;

/** What is being done at this moment: it finishes first, whatever is asked for. */
export function InFlight({ resources }: { resources: readonly ResourceView[] }) {
  const flying = resources.filter((resource) => resource.status === 'IN_PROGRESS');
  if (flying.length === 0) return null;
  return (
    <section aria-label="Under way now" className="mb-3 rounded-md border bg-sunken px-3 py-2">
      <h3 className="text-sm font-semibold">Finishes first</h3>
      <ul className="mt-1 flex flex-wrap gap-x-4 gap-y-1 text-sm">
        {flying.slice(0, NAMED).map((resource) => (
          <li key={resource.id} className="flex items-center gap-1.5">
            <span className="font-medium">{resource.name}</span>
            <Status action={resource.action} status={resource.status} waitingFor={resource.waitingFor} />
            {resource.startedAt ? <Elapsed from={resource.startedAt} to={null} className="text-xs tabular-nums text-muted" /> : null}
          </li>
        ))}
        {flying.length > NAMED ? <li className="text-muted">and {flying.length - NAMED} more</li> : null}
      </ul>
    </section>
  );
}
