'use client';
import { useEffect, useMemo, useState } from 'react';
import { ArrowUpToLine, ListTree } from 'lucide-react';
import type { EventView, OperationView } from '@/lib/wire/types';
import { Status } from '@/components/status/Status';
import { actionNoun, familyOf, type Family } from '@/components/status/families';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { Cell, HeadCell } from '@/components/ui/Table';
import { formatClock, formatMoment } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { FamilyChips } from './FamilyChips';
import { fullName, type NestedPaths } from './nesting';

const COLUMNS = 'grid-cols-[104px_minmax(110px,1fr)_180px_minmax(200px,3fr)_110px]';

/** All that happened, the newest first. */
export function EventsTab({ events, paths, operations, onOpen }: { events: readonly EventView[]; paths: NestedPaths; operations: readonly OperationView[]; onOpen: (resourceId: string) => void }) {
  const [filter, setFilter] = useState('');
  const [families, setFamilies] = useState<ReadonlySet<Family>>(new Set());
  const [following, setFollowing] = useState(true);
  const names = useMemo(() => new Map(operations.map((operation) => [operation.id, `${actionNoun(operation.action)} #${operation.number}`])), [operations]);
  const shown = useMemo(() => {
    const nameOf = (event: EventView) => (event.resourceId ? fullName(paths, event.stackId, event.resourceName) : event.resourceName);
    const wanted = filter.trim().toLowerCase();
    return events
      .filter((event) => families.size === 0 || families.has(familyOf(event)))
      .filter((event) => !wanted || `${nameOf(event)} ${event.resourceType} ${event.action}_${event.status} ${event.reason}`.toLowerCase().includes(wanted))
      .toReversed();
  }, [events, paths, filter, families]);
  const { scroller, rows } = useVirtualRows(shown.length, 32);
  useEffect(() => {
    if (following) scroller.current?.scrollTo({ top: 0 });
  }, [following, shown.length, scroller]);
  if (events.length === 0) return <EmptyState icon={<ListTree />} title="Nothing has happened yet">Every change of state of the stack and its resources appears here.</EmptyState>;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2">
        <FilterBox value={filter} onChange={setFilter} placeholder="Filter events" />
        <FamilyChips items={events} chosen={families} onChange={setFamilies} />
        <div className="flex-1" />
        <Button size="sm" variant="quiet" aria-pressed={following} onClick={() => setFollowing(!following)} className="aria-pressed:bg-selected aria-pressed:text-ink"><ArrowUpToLine aria-hidden />Follow</Button>
      </div>
      <div
        ref={scroller}
        tabIndex={0}
        role="table"
        aria-label="Events"
        aria-rowcount={shown.length + 1}
        onScroll={(event) => setFollowing(event.currentTarget.scrollTop < 8)}
        className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
      >
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <div role="row" className={cn('grid h-8 min-w-[760px] items-center gap-4 border-b px-4', COLUMNS)}>
            <HeadCell>Time</HeadCell><HeadCell>Resource</HeadCell><HeadCell>State</HeadCell><HeadCell>Reason</HeadCell><HeadCell>Operation</HeadCell>
          </div>
        </div>
        <div role="rowgroup" className="relative min-w-[760px]" style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map((row) => {
            const event = shown[row.index];
            if (!event) return null;
            const { resourceId } = event;
            const path = paths.get(event.stackId) ?? [];
            return (
              <div key={event.seq} role="row" aria-rowindex={row.index + 2} data-event={`${event.resourceName} ${event.action}_${event.status}`} className={cn('absolute inset-x-0 grid h-8 items-center gap-4 border-b border-border/60 px-4 hover:bg-hover', COLUMNS)} style={{ top: row.start }}>
                <Cell className="font-mono text-xs tabular-nums text-muted" title={formatMoment(event.at)}>{formatClock(event.at, true)}</Cell>
                <Cell>{resourceId ? <button type="button" onClick={() => onOpen(resourceId)} title={[...path, event.resourceName].join(' / ')} className="max-w-full truncate rounded-sm font-medium hover:underline">{path.length > 0 ? <span className="font-normal text-muted">{path.join(' / ')} / </span> : null}{event.resourceName}</button> : <span className="font-semibold">{event.resourceName}</span>}</Cell>
                <Cell><Status action={event.action} status={event.status} waitingFor={event.waitingFor} /></Cell>
                <Cell title={event.reason} className="text-muted">{event.waitingFor ? `waits for ${event.waitingFor}` : event.reason}</Cell>
                <Cell className="text-xs text-faint">{event.operationId ? names.get(event.operationId) : ''}</Cell>
              </div>
            );
          })}
        </div>
        {shown.length === 0 ? <EmptyState title={`0 of ${events.length} events match`} action={<Button onClick={() => { setFilter(''); setFamilies(new Set()); }}>Clear filter</Button>} /> : null}
      </div>
    </div>
  );
}
