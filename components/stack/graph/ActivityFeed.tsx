'use client';
import type { EventLog } from '@/components/live/eventLog';
import { Status } from '@/components/status/Status';
import { formatClock } from '@/components/ui/time';

const MOST = 30;

/** The latest events, the newest on top. */
export function ActivityFeed({ events, onOpen }: { events: EventLog; onOpen: (resourceId: string) => void }) {
  const latest = events.latest(MOST).toReversed();
  return (
    <ol aria-label="Latest events" tabIndex={0} className="h-32 shrink-0 overflow-y-auto border-t bg-surface py-1 focus-visible:-outline-offset-2">
      {latest.map((event) => {
        const { resourceId } = event;
        return (
          <li key={event.seq} className="flex h-6 items-center gap-3 px-4 text-sm">
            <time dateTime={event.at} className="w-20 shrink-0 font-mono text-xs tabular-nums text-muted">{formatClock(event.at)}</time>
            <Status action={event.action} status={event.status} waitingFor={event.waitingFor} className="w-36 shrink-0" />
            {resourceId ? <button type="button" onClick={() => onOpen(resourceId)} className="min-w-0 truncate rounded-sm font-medium hover:underline">{event.resourceName}</button> : <span className="font-semibold">{event.resourceName}</span>}
            <span className="min-w-0 flex-1 truncate text-muted">{event.waitingFor ? `waits for ${event.waitingFor}` : event.reason === 'state changed' ? '' : event.reason}</span>
          </li>
        );
      })}
    </ol>
  );
}
