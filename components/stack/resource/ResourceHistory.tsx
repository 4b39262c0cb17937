'use client';
import { useMemo } from 'react';
import type { EventLog } from '@/components/live/eventLog';
import type { OperationView, ResourceView } from '@/lib/wire/types';
import { FAMILY_FILL, familyOf, statusLabel } from '@/components/status/families';
import { operationName } from '@/components/status/operation';
import { timelineRows } from '@/components/timeline/bars';
import { formatDuration } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import type { NestedPaths } from '../nesting';

export interface ResourceHistoryProps {
  resource: ResourceView;
  events: EventLog;
  operations: readonly OperationView[];
  paths: NestedPaths;
}

const MOST = 8;

/** How long each operation was busy with it, the newest first; the one before is what it is compared with by eye. */
export function ResourceHistory({ resource, events, operations, paths }: ResourceHistoryProps) {
  const bars = useMemo(() => {
    const own = events.about(({ stackId, resourceName }) => stackId === resource.stackId && resourceName === resource.name);
    return timelineRows(own, operations, new Set(operations.map(({ id }) => id)), paths).flatMap((row) => row.bars).toReversed().slice(0, MOST);
  }, [events, operations, paths, resource.stackId, resource.name]);
  if (bars.length === 0) return null;
  const longest = Math.max(1, ...bars.map((bar) => (bar.end ?? bar.start) - bar.start));
  const names = new Map(operations.map((operation) => [operation.id, operationName(operation)]));
  return (
    <section aria-label="History" className="break-inside-avoid border-b px-4 py-2.5">
      <h3 className="pb-1 text-xs font-medium text-muted">Over the operations</h3>
      <ol className="flex flex-col gap-1">
        {bars.map((bar) => {
          const took = bar.end === null ? null : bar.end - bar.start;
          return (
            <li key={bar.id} className="grid grid-cols-[6.5rem_1fr_4.5rem] items-center gap-2 text-xs" title={bar.reason}>
              <span className="truncate text-muted">{names.get(bar.operationId)}</span>
              <span className="relative h-3 min-w-0 rounded-xs bg-sunken"><span aria-hidden className={cn('absolute inset-y-0 start-0 min-w-1 rounded-xs', FAMILY_FILL[familyOf({ action: bar.action, status: bar.status })])} style={{ width: `${((took ?? longest) / longest) * 100}%` }} />
                <span className="sr-only">{statusLabel(bar)}{bar.retries.length > 0 ? `, tried ${bar.retries.length + 1} times` : ''}</span>
              </span>
              <span className="text-end tabular-nums text-muted">{took === null ? 'goes on' : formatDuration(took)}{bar.retries.length > 0 ? ` ×${bar.retries.length + 1}` : ''}</span>
            </li>
          );
        })}
      </ol>
    </section>
  );
}
