'use client';
import { useMemo } from 'react';
import type { EventLog } from '@/components/live/eventLog';
import type { ResourceView } from '@/lib/wire/types';
import { Status } from '@/components/status/Status';
import { formatClock, formatMoment } from '@/components/ui/time';

const MOST = 50;

/** What happened to it, the newest first. */
export function ResourceEvents({ resource, events }: { resource: ResourceView; events: EventLog }) {
  const own = useMemo(() => events.about(({ resourceId }) => resourceId === resource.id).toReversed(), [events, resource.id]);
  return (
    <section aria-label="Events" className="break-inside-avoid px-4 py-2.5">
      <h3 className="pb-1 text-xs font-medium text-muted">What happened</h3>
      <ol className="flex flex-col gap-1.5">
        {own.slice(0, MOST).map((event) => (
          <li key={event.seq} className="flex items-start gap-2">
            <time dateTime={event.at} title={formatMoment(event.at)} className="w-16 shrink-0 font-mono text-xs leading-4.5 tabular-nums text-faint">{formatClock(event.at)}</time>
            <div className="min-w-0">
              <Status action={event.action} status={event.status} waitingFor={event.waitingFor} className="text-sm" />
              {event.reason && event.reason !== 'state changed' ? <p className="break-words text-xs text-muted">{event.reason}</p> : null}
            </div>
          </li>
        ))}
      </ol>
      {own.length > MOST ? <p className="pt-1 text-xs text-muted">and {own.length - MOST} earlier ones, on the page of events</p> : null}
    </section>
  );
}
