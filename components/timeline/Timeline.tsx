'use client';
import { useCallback, useMemo, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';
import { ChartGantt, Maximize, Route, ZoomIn, ZoomOut } from 'lucide-react';
import type { EventView, OperationView, ResourceView } from '@/lib/wire/types';
import { useNow } from '@/components/live/useNow';
import { actionNoun } from '@/components/status/families';
import { StatusIcon } from '@/components/status/StatusIcon';
import { Button } from '@/components/ui/Button';
import { EmptyState } from '@/components/ui/EmptyState';
import { IconButton } from '@/components/ui/IconButton';
import { Select } from '@/components/ui/Select';
import { formatDuration } from '@/components/ui/time';
import { cn } from '@/components/ui/cn';
import { useVirtualRows } from '@/components/ui/useVirtualRows';
import { criticalPath, currentOperations, timelineRows, type TimelineRow } from './bars';
import { OperationBands } from './OperationBands';
import { TimeAxis } from './TimeAxis';
import { TimelineBar } from './TimelineBar';
import { useTimeWindow } from './useTimeWindow';

export interface TimelineProps {
  events: readonly EventView[];
  operations: readonly OperationView[];
  resources: readonly ResourceView[];
  onOpen: (resourceId: string) => void;
}

const NAMES = 'w-56 shrink-0';

/** Every action on every resource over time, with what it waited for and the chain that decided how long it all took. */
export function Timeline({ events, operations, resources, onOpen }: TimelineProps) {
  const [choice, setChoice] = useState('current');
  const [showCritical, setShowCritical] = useState(true);
  const [focused, setFocused] = useState(0);
  const shownOperations = useMemo(() => {
    const ids = choice === 'current' ? currentOperations(operations) : choice === 'all' ? new Set(operations.map((each) => each.id)) : new Set([choice]);
    return operations.filter((operation) => ids.has(operation.id)).toReversed();
  }, [operations, choice]);
  const rows = useMemo(() => timelineRows(events, operations, new Set(shownOperations.map((each) => each.id))), [events, operations, shownOperations]);
  const critical = useMemo(() => {
    const ids = new Set<string>();
    if (showCritical) for (const operation of shownOperations) for (const id of criticalPath(rows, resources, operation.id)) ids.add(id);
    return ids;
  }, [rows, resources, shownOperations, showCritical]);
  const running = shownOperations.some((operation) => operation.finishedAt === null && operation.status === 'IN_PROGRESS');
  const now = useNow(running ? 100 : null);
  const whole = useMemo(() => extent(rows, shownOperations, running ? now : null), [rows, shownOperations, running, now]);
  const { window, fitted, fit, zoom, pan } = useTimeWindow(whole);
  const { scroller, rows: virtual } = useVirtualRows(rows.length, 28);
  const pane = useRef<HTMLDivElement>(null);

  const onWheel = useCallback((event: React.WheelEvent) => {
    if (event.shiftKey) return pan(Math.sign(event.deltaY || event.deltaX) * 0.1);
    if (!event.ctrlKey && !event.metaKey) return;
    const box = pane.current?.getBoundingClientRect();
    zoom(event.deltaY < 0 ? 1.25 : 0.8, box ? (event.clientX - box.left) / box.width : 0.5);
  }, [pan, zoom]);
  const onKeyDown = (event: KeyboardEvent) => {
    const action = KEYS[event.key];
    if (!action || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    if (action === 'in') zoom(1.5);
    else if (action === 'out') zoom(1 / 1.5);
    else if (action === 'fit') fit();
    else if (action === 'left') pan(-0.15);
    else if (action === 'right') pan(0.15);
    else if (action === 'open') {
      const bar = rows[focused]?.bars.at(-1);
      if (bar) onOpen(bar.resourceId);
    } else {
      const next = Math.max(0, Math.min(rows.length - 1, focused + (action === 'up' ? -1 : 1)));
      setFocused(next);
      virtual.scrollToIndex(next);
    }
  };
  const rollbacks = useMemo(() => new Set(operations.filter((operation) => operation.action === 'ROLLBACK').map((operation) => operation.id)), [operations]);
  if (events.length === 0) return <EmptyState icon={<ChartGantt />} title="Nothing has happened yet">Each action on each resource will be a bar here.</EmptyState>;

  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex h-11 shrink-0 items-center gap-2 border-b px-4">
        <Select aria-label="Operations shown" value={choice} onChange={setChoice} className="h-7 w-64 text-xs" options={[
          { value: 'current', label: 'Last operation and its rollback' },
          { value: 'all', label: `All ${operations.length} operations` },
          ...operations.map((operation) => ({ value: operation.id, label: `${actionNoun(operation.action)} #${operation.number} by ${operation.actor}` })),
        ]} />
        <Button size="sm" variant="quiet" aria-pressed={showCritical} onClick={() => setShowCritical(!showCritical)} className="aria-pressed:bg-selected aria-pressed:text-ink"><Route aria-hidden />Critical path</Button>
        <Legend />
        <div className="flex-1" />
        <span className="text-xs tabular-nums text-muted">{formatDuration(window.to - window.from)}</span>
        <IconButton label="Zoom out" keys="-" icon={<ZoomOut />} onClick={() => zoom(1 / 1.5)} />
        <IconButton label="Zoom in" keys="+" icon={<ZoomIn />} onClick={() => zoom(1.5)} />
        <IconButton label="Show everything" keys="0" icon={<Maximize />} onClick={fit} disabled={fitted} />
      </div>
      <div className="flex h-7 shrink-0 border-b bg-surface">
        <div className={cn(NAMES, 'border-r px-4 text-xs leading-7 text-muted')}>{rows.length} {rows.length === 1 ? 'resource' : 'resources'}</div>
        <div className="relative min-w-0 flex-1 overflow-hidden"><TimeAxis window={window} origin={whole.from} /></div>
      </div>
      <div
        ref={scroller}
        tabIndex={0}
        role="grid"
        aria-label="Timeline. Up and down choose a resource, Enter opens it, plus and minus zoom, left and right move."
        aria-rowcount={rows.length}
        onKeyDown={onKeyDown}
        onWheel={onWheel}
        className="relative min-h-0 flex-1 overflow-y-auto overflow-x-hidden focus-visible:-outline-offset-2"
      >
        <div className="relative flex" style={{ minHeight: '100%', height: virtual.getTotalSize() }}>
          <div className={cn(NAMES, 'border-r bg-surface')} />
          <div ref={pane} className="relative min-w-0 flex-1 overflow-hidden">
            <OperationBands operations={shownOperations} window={window} now={now} />
          </div>
          {virtual.getVirtualItems().map((item) => {
            const row = rows[item.index];
            return row ? (
              <Lane key={row.name} row={row} index={item.index} top={item.start} focused={item.index === focused} onOpen={onOpen}>
                {row.bars.map((bar) => (
                  <TimelineBar key={bar.id} bar={bar} name={row.name} window={window} now={now} rollback={rollbacks.has(bar.operationId)} critical={critical.has(bar.id)} focused={false} onOpen={() => onOpen(bar.resourceId)} />
                ))}
              </Lane>
            ) : null;
          })}
        </div>
      </div>
    </div>
  );
}

const KEYS: Record<string, 'in' | 'out' | 'fit' | 'left' | 'right' | 'up' | 'down' | 'open'> = {
  '+': 'in', '=': 'in', '-': 'out', '0': 'fit', ArrowLeft: 'left', ArrowRight: 'right', ArrowUp: 'up', ArrowDown: 'down', Enter: 'open',
};

function Lane({ row, index, top, focused, onOpen, children }: { row: TimelineRow; index: number; top: number; focused: boolean; onOpen: (resourceId: string) => void; children: ReactNode }) {
  const last = row.bars.at(-1);
  return (
    <div role="row" aria-rowindex={index + 1} aria-selected={focused} className={cn('absolute inset-x-0 flex h-7 border-b border-border/50', focused && 'bg-selected/50')} style={{ top }}>
      <div role="gridcell" className={cn(NAMES, 'flex items-center px-4')}>
        <button type="button" tabIndex={-1} onClick={() => (last ? onOpen(last.resourceId) : undefined)} title={`${row.name} (${row.type})`} className="truncate text-sm hover:underline">{row.name}</button>
      </div>
      <div role="gridcell" className="relative min-w-0 flex-1 overflow-hidden">{children}</div>
    </div>
  );
}

function Legend() {
  return (
    <div aria-hidden className="hidden items-center gap-3 pl-2 text-xs text-muted xl:flex">
      <span className="flex items-center gap-1.5"><span className="h-0.5 w-5 text-border-strong hatch-waiting" />queued</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-progress hatch-progress" />running</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-held hatch-held" />dots: waiting for a signal</span>
      <span className="flex items-center gap-1.5"><StatusIcon family="failed" className="size-3.5" />failed</span>
      <span className="flex items-center gap-1.5"><span className="h-2.5 w-5 rounded-xs bg-status-rollback hatch-rollback" />rolled back</span>
    </div>
  );
}

/** From the first beginning to the last end, with a little room. */
function extent(rows: readonly TimelineRow[], operations: readonly OperationView[], now: number | null): { from: number; to: number } {
  let from = Infinity;
  let to = now ?? -Infinity;
  for (const operation of operations) {
    from = Math.min(from, Date.parse(operation.startedAt ?? operation.createdAt));
    if (operation.finishedAt) to = Math.max(to, Date.parse(operation.finishedAt));
  }
  for (const row of rows) for (const bar of row.bars) {
    from = Math.min(from, bar.start);
    to = Math.max(to, bar.end ?? bar.start);
  }
  if (!Number.isFinite(from) || !Number.isFinite(to)) return { from: 0, to: 1000 };
  return { from, to: to + Math.max(200, (to - from) * 0.02) };
}
