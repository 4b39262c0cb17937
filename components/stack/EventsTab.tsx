'use client';
import { memo, useEffect, useMemo, useRef, useState } from 'react';
import { ArrowDownToLine, ArrowRight, Download, Link2, ListTree } from 'lucide-react';
import type { EventView, OperationView, StackView } from '@/lib/wire/types';
import type { EventLog } from '@/components/live/eventLog';
import type { EarlierEvents } from '@/components/live/useEarlierEvents';
import { toCsv } from '@/components/live/csv';
import { download } from '@/components/ui/download';
import { Status } from '@/components/status/Status';
import { familyOf, hookOfEvent, statusLabel, type Family } from '@/components/status/families';
import { operationName, operationStatus } from '@/components/status/operation';
import { isRowOrder, ROW_ORDERS } from '@/components/timeline/order';
import { useRowOrder } from '@/components/timeline/orderStore';
import { Button } from '@/components/ui/Button';
import { CopyButton } from '@/components/ui/CopyButton';
import { EmptyState } from '@/components/ui/EmptyState';
import { FilterBox } from '@/components/ui/FilterBox';
import { Menu } from '@/components/ui/Menu';
import { Select } from '@/components/ui/Select';
import { Cell, HeadCell } from '@/components/ui/Table';
import { formatClock, formatMoment } from '@/components/ui/time';
import { useMeasuredRows } from '@/components/ui/useMeasuredRows';
import { cn } from '@/components/ui/cn';
import { EarlierEventsNotice } from './EarlierEventsNotice';
import { eventRows, type Heading } from './eventRows';
import { FamilyChips, familyCounts } from './FamilyChips';
import { fullName, type NestedPaths } from './nesting';

export interface EventsTabProps {
  stack: StackView;
  events: EventLog;
  earlier: EarlierEvents;
  paths: NestedPaths;
  /** Only the events of this operation; null: all. */
  chosen: OperationView | null;
  /** Id of the failed operation that comes first. */
  failed: string | null;
  /** Number of the event that a link leads to. */
  linked: number | null;
  onOpen: (resourceId: string) => void;
}

/** On a telephone an event is a paragraph: when and what, below it the state and why. */
const COLUMNS = 'md:grid-cols-[104px_minmax(110px,1fr)_minmax(190px,240px)_minmax(200px,3fr)_64px] max-md:grid-cols-[100px_minmax(0,1fr)] max-md:gap-y-0.5';
const LINE = 32;
/** Pixels a frame: rows that go by faster are not read. */
const FAST = 8 * LINE;

/** All that happened, below the operation that it belongs to. */
export function EventsTab({ stack, events, earlier, paths, chosen, failed, linked, onOpen }: EventsTabProps) {
  const [filter, setFilter] = useState('');
  const [families, setFamilies] = useState<ReadonlySet<Family>>(new Set());
  const [depth, setDepth] = useState('all');
  const [following, setFollowing] = useState(linked === null);
  const [order, setOrder] = useRowOrder();
  const matching = useMemo(() => {
    const wanted = filter.trim().toLowerCase();
    const deepest = depth === 'all' ? Infinity : Number(depth);
    return events.matching((subject, saying) => {
      if ((families.size > 0 && !families.has(familyOf(saying))) || (paths.get(subject.stackId)?.length ?? 0) > deepest) return false;
      const name = subject.resourceId ? fullName(paths, subject.stackId, subject.resourceName) : subject.resourceName;
      return !wanted || `${name} ${subject.resourceType} ${saying.action}_${saying.status} ${saying.reason}`.toLowerCase().includes(wanted);
    }, chosen?.id ?? null);
  }, [events, paths, filter, families, depth, chosen]);
  const shown = useMemo(() => eventRows(events, matching, stack.operations, order, failed), [events, matching, stack.operations, order, failed]);
  const counts = useMemo(() => familyCounts(events.tally()), [events]);
  const { scroller, items, total, whole, measure, scrollTo } = useMeasuredRows({ count: shown.count, keyAt: shown.keyAt, line: LINE }, FAST);
  const newestFirst = order === 'latest';
  useEffect(() => {
    if (following && order !== 'name') scrollTo(newestFirst ? 'start' : 'end');
  }, [following, total, scrollTo, newestFirst, order]);
  /** The event that was gone to: once, and then it is left to whoever scrolls. */
  const gone = useRef<number | null>(null);
  /** Somebody goes through the list by keys: what a row offers on hover is there for all. */
  const [byKeys, setByKeys] = useState(false);
  useEffect(() => {
    if (linked === null || gone.current === linked) return;
    const at = shown.rowOf(linked);
    if (at < 0) return;
    gone.current = linked;
    scrollTo(at);
  }, [linked, shown, scrollTo]);
  if (events.length === 0) return <EmptyState icon={<ListTree />} title="Nothing has happened yet">Every change of state of the stack and its resources appears here.</EmptyState>;
  const deepest = Math.max(0, ...[...paths.values()].map((path) => path.length));
  const exported = (): EventView[] => Array.from(matching, (index) => events.at(index)).filter((event) => event !== undefined);
  const filtered = filter.trim() !== '' || families.size > 0 || depth !== 'all';
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b px-4 py-2">
        <FilterBox value={filter} onChange={setFilter} placeholder="Filter events" className="w-52" />
        <FamilyChips counts={counts} chosen={families} onChange={setFamilies} />
        <div className="flex-1" />
        {deepest > 0 ? <Select aria-label="How deep in nested stacks" value={depth} onChange={setDepth} className="h-7 w-36 text-xs" options={[{ value: 'all', label: 'All nested' }, { value: '0', label: 'This stack only' }, ...Array.from({ length: deepest - 1 }, (_, index) => ({ value: String(index + 1), label: `${index + 1} deep` }))]} /> : null}
        <Select aria-label="Order" value={order} onChange={(value) => (isRowOrder(value) ? setOrder(value) : undefined)} className="h-7 w-36 text-xs" options={Object.entries(ROW_ORDERS).map(([value, label]) => ({ value, label }))} />
        <Menu trigger={<Button size="sm" variant="quiet"><Download aria-hidden />Export</Button>} items={[{ id: 'csv', label: 'As CSV', hint: 'What is shown, for a spreadsheet.', onSelect: () => download(`${stack.name}-events.csv`, asCsv(exported(), paths, stack.operations), 'text/csv') }, { id: 'json', label: 'As JSON', onSelect: () => download(`${stack.name}-events.json`, JSON.stringify(exported(), null, 2)) }]} />
        <Button size="sm" variant="quiet" aria-pressed={following} onClick={() => setFollowing(!following)} className="aria-pressed:bg-selected aria-pressed:text-ink"><ArrowDownToLine aria-hidden className={newestFirst ? 'rotate-180' : undefined} />Follow</Button>
      </div>
      <EarlierEventsNotice earlier={earlier} from={chosen === null ? undefined : Date.parse(chosen.createdAt)} />
      <div
        ref={scroller}
        tabIndex={0}
        role="table"
        aria-label="Events"
        aria-rowcount={shown.count + 1}
        onFocus={(event) => { if (!byKeys && event.target.matches(':focus-visible')) setByKeys(true); }}
        onScroll={({ currentTarget: box }) => setFollowing(newestFirst ? box.scrollTop < 8 : box.scrollTop + box.clientHeight >= box.scrollHeight - 2 * LINE)}
        className="min-h-0 flex-1 overflow-auto focus-visible:-outline-offset-2"
      >
        <div role="rowgroup" className="sticky top-0 z-10 bg-surface">
          <div role="row" className={cn('grid h-8 items-center gap-4 border-b px-4 max-md:sr-only md:min-w-[760px]', COLUMNS)}>
            <HeadCell>Time</HeadCell><HeadCell>Resource</HeadCell><HeadCell>State</HeadCell><HeadCell>Reason</HeadCell><HeadCell><span className="sr-only">Link</span></HeadCell>
          </div>
        </div>
        <div role="rowgroup" className="relative md:min-w-[760px]" style={{ height: total }}>
          {items.map(({ index, start }, place) => {
            const row = shown.at(index);
            if (!row) return null;
            // What goes by too fast to be read is in words alone, in the elements of what went by before.
            if (row.kind === 'event' && place >= whole) return <PlainRow key={`plain ${place}`} events={events} at={row.index} path={paths.get(events.subjectAt(row.index).stackId) ?? NO_PATH} index={index} top={start} />;
            return (
              <div key={shown.keyAt(index)} ref={measure} data-index={index} className="absolute inset-x-0" style={{ top: start }}>
                {row.kind === 'operation' ? <OperationHeading heading={row.heading} count={row.count} index={index} /> : <Row events={events} at={row.index} seq={events.seqAt(row.index)} path={paths.get(events.subjectAt(row.index).stackId) ?? NO_PATH} index={index} linked={events.seqAt(row.index) === linked} byKeys={byKeys} onOpen={onOpen} />}
              </div>
            );
          })}
        </div>
        {shown.count === 0 ? <EmptyState title={filtered ? `0 of ${events.length} events match` : 'This operation has no events'} action={filtered ? <Button onClick={() => { setFilter(''); setFamilies(new Set()); setDepth('all'); }}>Clear filter</Button> : undefined} /> : null}
      </div>
    </div>
  );
}

function OperationHeading({ heading, count, index }: { heading: Heading; count: number; index: number }) {
  return (
    <div role="row" aria-rowindex={index + 2} className="flex h-8 items-center gap-2 border-b bg-sunken px-4 text-sm">
      <span role="cell" className="flex items-center gap-2">
        {typeof heading === 'string' ? <span className="font-semibold">{heading === 'earlier' ? 'An earlier operation' : 'Outside of operations'}</span> : <><Status {...operationStatus(heading)} show="icon" /><span className="font-semibold">{operationName(heading)}</span><span className="text-muted">by {heading.actor}, {formatClock(heading.createdAt)}</span></>}
        <span className="text-xs tabular-nums text-muted">{count} {count === 1 ? 'event' : 'events'}</span>
      </span>
    </div>
  );
}

interface RowProps {
  events: EventLog;
  /** Index of the event in the log. */
  at: number;
  seq: number;
  path: readonly string[];
  index: number;
  linked: boolean;
  byKeys: boolean;
  onOpen: (resourceId: string) => void;
}

const NO_PATH: readonly string[] = [];

/** One event. What it offers on hover is made when somebody is there. */
const Row = memo(function Row({ events, at, path, index, linked, byKeys, onOpen }: RowProps) {
  const [near, setNear] = useState(false);
  const event = events.at(at);
  if (event === undefined) return null;
  const { resourceId } = event;
  const earlier = events.before(at);
  const before = earlier < 0 ? null : events.sayingAt(earlier);
  return (
    <div role="row" aria-rowindex={index + 2} onPointerEnter={() => setNear(true)} data-event={`${event.resourceName} ${event.action}_${event.status}`} className={cn('group grid min-h-8 items-start gap-4 border-b border-border/60 px-4 pt-1.5 pb-[calc(--spacing(1.5)-1px)] hover:bg-hover', COLUMNS, linked && 'bg-selected')}>
      <Cell className="font-mono text-xs leading-5 tabular-nums text-muted" title={formatMoment(event.at)}>{formatClock(event.at, true)}</Cell>
      <Cell>{resourceId ? <button type="button" onClick={() => onOpen(resourceId)} title={[...path, event.resourceName].join(' / ')} className="-my-0.5 min-w-6 max-w-full truncate rounded-sm py-0.5 text-start font-medium hover:underline">{path.length > 0 ? <span className="font-normal text-muted">{path.join(' / ')} / </span> : null}{event.resourceName}</button> : <span className="font-semibold">{event.resourceName}</span>}</Cell>
      <Cell className="flex items-center gap-1.5 max-md:col-start-2">
        {before ? <><span title={`It was: ${statusLabel(before)}`}><Status action={before.action} status={before.status} waitingFor={before.waitingFor} show="icon" /></span><ArrowRight aria-hidden className="size-3 shrink-0 text-faint" /></> : null}
        <Status action={event.action} status={event.status} waitingFor={hookOfEvent(event) === null ? event.waitingFor : `hook ${hookOfEvent(event)} to be cleared`} />
      </Cell>
      <div role="cell" className="min-w-0 whitespace-pre-wrap break-words text-sm leading-5 text-muted max-md:col-start-2">{event.waitingFor ? `waits for ${event.waitingFor}` : event.reason}</div>
      <div role="cell" className="-my-1 flex opacity-0 max-md:hidden focus-within:opacity-100 group-hover:opacity-100 [@media(hover:none)]:opacity-100">
        {near || byKeys ? (
          <>
            <CopyButton text={linkTo(event.seq)} label="Copy a link to this event" icon={<Link2 />} className="size-7" />
            <CopyButton text={event.id} label="Copy its id" className="size-7" />
          </>
        ) : null}
      </div>
    </div>
  );
}, (before, now) => before.seq === now.seq && before.at === now.at && before.index === now.index && before.path === now.path && before.linked === now.linked && before.byKeys === now.byKeys && before.onOpen === now.onOpen);

/** In words alone, on one line: what is there to be seen while it goes by. */
function PlainRow({ events, at, path, index, top }: Pick<RowProps, 'events' | 'at' | 'path' | 'index'> & { top: number }) {
  const event = events.at(at);
  if (event === undefined) return null;
  return (
    <div role="row" aria-rowindex={index + 2} data-event={`${event.resourceName} ${event.action}_${event.status}`} className={cn('absolute inset-x-0 grid h-8 gap-4 overflow-hidden border-b border-border/60 px-4 py-1.5 text-sm leading-5 contain-strict', COLUMNS)} style={{ top }}>
      <span role="cell" className="font-mono text-xs leading-5 tabular-nums text-muted">{formatClock(event.at, true)}</span>
      <span role="cell" className="truncate font-medium">{[...path, event.resourceName].join(' / ')}</span>
      <span role="cell" className="truncate">{statusLabel(event)}</span>
      <span role="cell" className="truncate text-muted">{event.reason}</span>
    </div>
  );
}

function linkTo(seq: number): string {
  return typeof window === 'undefined' ? '' : `${window.location.origin}${window.location.pathname}?event=${seq}`;
}

function asCsv(events: readonly EventView[], paths: NestedPaths, operations: readonly OperationView[]): string {
  const names = new Map(operations.map((operation) => [operation.id, operationName(operation)]));
  return toCsv(['number', 'time', 'resource', 'type', 'state', 'reason', 'waits_for', 'physical_id', 'operation', 'id'], events.map((event) => [
    event.seq, event.at, event.resourceId ? fullName(paths, event.stackId, event.resourceName) : event.resourceName, event.resourceType, `${event.action}_${event.status}`, event.reason, event.waitingFor, event.physicalResourceId, names.get(event.operationId ?? '') ?? null, event.id,
  ]));
}
